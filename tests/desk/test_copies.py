"""What may be copied for a client: complete, dated, and refused with the reason where the answer may not be given."""

from datetime import date

import pytest

from kb.desk.copies import copies_of, fold_letters
from kb.desk.presentation import present
from tests.desk.reading import inside, main_of, words
from tests.factories import ContactPointFactory, PhrasePageFactory, ServicePageFactory

TODAY = date(2026, 11, 24)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def company(site):
    for key, kind, value in (
        ("nosaukums", "name", "SIA „Ventspils siltums”"),
        ("talrunis", "phone", "63600800"),
        ("epasts", "email", "siltums@example.lv"),
        ("adrese", "address", "Talsu iela 84"),
    ):
        ContactPointFactory(key=key, kind=kind, value=value)


def copies(page, day=TODAY):
    """Texts by their button."""
    return {copy.label: copy for copy in present(page, day=day, today=TODAY).copies.texts}


def reason(page):
    found = present(page, day=TODAY, today=TODAY).copies
    assert found.texts == ()
    return found.blocked_reason


def test_an_email_says_the_sentences_with_dates_and_who_writes():
    page = ServicePageFactory(short_answer="Ja iesniegsiet {šodien}, atbildēsim līdz {termiņš}.\nPar brīvu.")
    assert copies(page)["Kopēt e-pastam"].text.splitlines() == [
        "Ja iesniegsiet 24. novembrī, atbildēsim līdz otrdienai, 8. decembrim.",
        "Par brīvu.",
        "",
        "SIA „Ventspils siltums”",
        "63600800, siltums@example.lv",
    ]


def test_a_letter_has_the_address_as_well():
    letter = copies(ServicePageFactory())["Vēstulei"].text.splitlines()
    assert letter[-1] == "Talsu iela 84"


def test_a_service_with_a_text_for_clients_copies_that_text():
    page = ServicePageFactory(short_answer="Saku.", client_text="Rakstu Jums.\nAtbildēsim līdz {termiņš}.")
    email = copies(page)["Kopēt e-pastam"].text
    assert email.startswith("Rakstu Jums.\nAtbildēsim līdz otrdienai, 8. decembrim.\n")
    assert copies(page)["Īsziņai"].text == "Saku."


def test_a_phrase_copies_the_wording_of_the_channel():
    wordings = [("wording", {"channel": name, "text": f"Teksts: {name}"}) for name in ("spoken", "email", "letter")]
    found = copies(PhrasePageFactory(wordings=wordings))
    assert found["Kopēt e-pastam"].text.startswith("Teksts: email\n")
    assert found["Vēstulei"].text.startswith("Teksts: letter\n")


def test_a_short_message_is_folded_and_counted_as_it_is_sent():
    message = copies(ServicePageFactory(short_answer="Šķūņi – „ēkas”…"))["Īsziņai"]
    assert message.text == 'Skuni - "ekas"...'
    assert message.counter == f"{len(message.text)}/160"


def test_folding_leaves_only_letters_of_the_short_message_alphabet():
    assert fold_letters("āčēģīķļņšūž ĀČĒĢĪĶĻŅŠŪŽ") == "acegiklnsuz ACEGIKLNSUZ"
    assert fold_letters("„…” –").isascii()


def test_nothing_internal_is_copied():
    page = ServicePageFactory(
        internal=[("internal", {"text": "<p>SLEPENS</p>", "sample": False})],
        steps=[("step", {"text": "<p>SLEPENS</p>", "sample": False})],
        ask=[("question", {"text": "SLEPENS"})],
        personal_data_note="SLEPENS",
        source="SLEPENS",
        owner_unit__name="SLEPENS",
    )
    assert not any("SLEPENS" in copy.text for copy in copies(page).values())


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"review_by": date(2026, 11, 23)}, "Pārbaudes termiņš ir pagājis."),
        ({"valid_to": date(2026, 11, 23)}, "Lapa ir atsaukta."),
        ({"live": False}, "Melnraksts nav klientiem."),
    ],
)
def test_overdue_withdrawn_and_draft_pages_are_refused_with_the_reason(fields, expected):
    assert reason(ServicePageFactory(**fields)) == expected


def test_a_page_may_be_copied_on_the_last_day_before_it_is_overdue_or_withdrawn():
    page = ServicePageFactory(review_by=TODAY, valid_to=TODAY)
    assert len(copies(page)) == 3


def test_a_sample_is_refused_where_people_really_work(settings):
    settings.DEMO_ACCOUNTS = False
    assert reason(ServicePageFactory(sample=True)) == "Paraugs: neviens to nav apstiprinājis."


def test_a_sample_says_so_first_where_it_is_for_trying_out(settings):
    settings.DEMO_ACCOUNTS = True
    page = ServicePageFactory(sample=True)
    assert [copy.text.splitlines()[0] for copy in copies(page).values()] == ["PARAUGS"] * 3


def test_a_sample_wording_of_a_phrase_says_so_first_as_well(signed_in):
    html = main_of(signed_in(), PhrasePageFactory(sample=True))
    assert '<template id="wording-1">PARAUGS\nLabdien!</template>' in html


def test_a_refused_page_keeps_its_button_disabled_beside_the_reason(signed_in):
    html = main_of(signed_in(), ServicePageFactory(review_by=date(2026, 11, 23)))
    assert html.count('aria-disabled="true"') == 1
    assert 'aria-describedby="say-reason"' in html
    assert "Pārbaudes termiņš ir pagājis." in inside(html)
    assert "<template" not in html
    assert "Pārliecinieties, pirms sakāt" in words(html)


def test_what_is_copied_is_what_stands_in_the_page(signed_in):
    page = ServicePageFactory(short_answer="Atbilde <ar> & zīmēm.")
    html = main_of(signed_in(), page)
    assert "Atbilde &lt;ar&gt; &amp; zīmēm." in html[html.index("<template") : html.index("</template>")]


def test_another_day_copies_the_dates_of_that_day():
    page = ServicePageFactory(short_answer="Ja iesniegsiet {šodien}, atbildēsim līdz {termiņš}.")
    day = date(2026, 12, 22)
    text = copies(page, day)["Kopēt e-pastam"].text
    assert text.startswith("Ja iesniegsiet 22. decembrī, atbildēsim līdz")


def test_the_reason_comes_before_any_text():
    page = ServicePageFactory(review_by=date(2026, 11, 23))
    view = present(page, day=TODAY, today=TODAY)
    found = copies_of(page, view.answer, view.trust, TODAY, view.company)
    assert found.texts == ()

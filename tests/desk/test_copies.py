"""What may be copied for a client: complete, dated, and refused with the reason where the answer may not be given."""

import html
import re
from datetime import date

import pytest
from django.utils import translation

from kb.desk.copies import copies_of
from kb.desk.presentation import present
from tests.desk.reading import inside, main_of, words
from tests.factories import (
    ContactPointFactory,
    InstitutionFactory,
    PhrasePageFactory,
    ReferralPageFactory,
    ServicePageFactory,
    channel,
    deadline,
)

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
    """Texts by their channel."""
    return {copy.channel: copy for copy in present(page, day=day, today=TODAY).copies.texts}


def reason(page, day=TODAY):
    found = present(page, day=day, today=TODAY).copies
    assert found.texts == ()
    return found.blocked_reason


def document(text, **values):
    return "document", {"kind": "other", "text": text, "detail": "", "sample": False, **values}


def test_an_email_says_how_to_apply_what_to_bring_by_when_and_who_writes():
    page = ServicePageFactory(
        short_answer="Parādu var samaksāt pa daļām.",
        channels=[channel(how="Talsu ielā 84"), channel("post", "no"), channel("phone", "general", how="vispārīgi")],
        documents=[document("Pase", detail="vai eID karte"), document("Iesniegums")],
    )
    assert copies(page)["email"].text.splitlines() == [
        "Parādu var samaksāt pa daļām.",
        "",
        "Kā pieteikties:",
        "- Klātienē: Talsu ielā 84",
        "- Pa tālruni: vispārīgi",
        "",
        "Kas vajadzīgs:",
        "- Pase (vai eID karte)",
        "- Iesniegums",
        "",
        "Atbildes termiņš: 08.12.2026. (10 darbdienas, ja iesniegts 24.11.2026.)",
        "",
        "SIA „Ventspils siltums”",
        "63600800, siltums@example.lv",
    ]


def test_a_deadline_that_the_text_names_is_not_said_twice():
    email = copies(ServicePageFactory(short_answer="Ja iesniegsiet {šodien}, atbildēsim līdz {termiņš}."))["email"]
    assert "Ja iesniegsiet 24. novembrī, atbildēsim līdz otrdienai, 8. decembrim." in email.text
    assert "08.12.2026." not in email.text
    assert email.done == "Nokopēts: e-pasts, termiņš 08.12.2026."


def test_every_further_deadline_is_said_with_its_own_date():
    rows = [deadline(label="Piedāvājums"), deadline(5, "days", label="Apskate")]
    text = copies(ServicePageFactory(short_answer="Būs līdz {termiņš}.", deadlines=rows))["email"].text
    assert "Apskate: 30.11.2026. (5 dienas, ja iesniegts 24.11.2026.)" in text
    assert "Piedāvājums" not in text


def test_a_letter_stands_under_its_matter_and_is_signed_with_the_address():
    letter = copies(ServicePageFactory(title="Atmaksas grafiks"))["letter"].text.splitlines()
    assert letter[0] == "Atmaksas grafiks"
    assert letter[-4:] == ["Ar cieņu", "SIA „Ventspils siltums”", "63600800, siltums@example.lv", "Talsu iela 84"]


def test_the_sentence_alone_can_be_copied():
    assert copies(ServicePageFactory(short_answer="Saku.\nUn vēl."))["spoken"].text == "Saku.\nUn vēl."


def test_a_service_with_a_text_for_clients_copies_that_text():
    page = ServicePageFactory(
        short_answer="Saku.", client_text="Rakstu Jums.\nAtbildēsim līdz {termiņš}.", channels=[channel(how="ielā")]
    )
    email = copies(page)["email"].text
    assert email.startswith("Rakstu Jums.\nAtbildēsim līdz otrdienai, 8. decembrim.\n")
    assert "Kā pieteikties" not in email  # the text says it
    assert "- Klātienē: ielā" in copies(page)["letter"].text
    assert copies(page)["spoken"].text == "Saku."


def test_a_referral_says_where_to_go_and_what_to_take_along():
    page = ReferralPageFactory(
        institution=InstitutionFactory(name="Sociālais dienests", web="https://dienests.lv"),
        take_along=[("item", {"text": "Pase", "sample": False})],
    )
    text = copies(page)["email"].text
    assert "Kur vērsties:\n- Sociālais dienests\n- https://dienests.lv\n" in text
    assert "Ko ņemt līdzi:\n- Pase\n" in text


def test_a_phrase_copies_the_wording_of_the_channel():
    wordings = [("wording", {"channel": name, "text": f"Teksts: {name}"}) for name in ("spoken", "email", "letter")]
    found = copies(PhrasePageFactory(wordings=wordings))
    assert found["email"].text.startswith("Teksts: email\n")
    assert found["letter"].text.startswith("Teksts: letter\n")
    assert found["spoken"].text == "Teksts: spoken"


def test_a_short_message_is_offered_without_and_with_diacritics_each_counted_as_it_is_sent():
    found = copies(ServicePageFactory(short_answer="Šķūņi – „ēkas”… " + "garš teikums, " * 6))
    bare, full = found["sms"], found["sms_unicode"]
    assert bare.text.startswith('Skuni - "ekas"... gars teikums')
    assert (bare.counter, bare.over) == (f"{len(bare.text)}/160", False)
    assert full.text.startswith("Šķūņi – „ēkas”… garš teikums")
    assert (full.counter, full.over) == (f"{len(full.text)}/70, 2 īsziņas", True)


def test_a_short_message_that_needs_no_diacritics_is_offered_once():
    ContactPointFactory._meta.model.objects.filter(key="nosaukums").update(value="Siltums")
    assert "sms_unicode" not in copies(ServicePageFactory(short_answer="Labi."))


def test_a_short_message_names_who_writes_where_that_costs_no_further_message():
    signature = 'SIA "Ventspils siltums", 63600800'
    assert copies(ServicePageFactory(short_answer="Saku."))["sms"].text == f"Saku.\n{signature}"
    room = 160 - len(signature) - 1
    assert copies(ServicePageFactory(short_answer="a" * room))["sms"].counter == "160/160"
    assert copies(ServicePageFactory(short_answer="a" * (room + 1)))["sms"].text == "a" * (room + 1)


def test_a_long_short_message_is_never_cut():
    found = copies(ServicePageFactory(short_answer="Ā" * 300))["sms"]
    assert found.text.startswith("A" * 300)
    assert found.counter.startswith("300/160, 2 īsziņas")


def test_rich_text_is_the_same_words_with_nothing_of_the_content_as_markup():
    page = ServicePageFactory(short_answer="Atbilde <b>ar</b> & zīmēm.", documents=[document("Pase & eID")])
    for name in ("email", "letter"):
        found = copies(page)[name]
        assert "Atbilde &lt;b&gt;ar&lt;/b&gt; &amp; zīmēm." in found.html
        assert "<li>Pase &amp; eID</li>" in found.html
        assert set(re.findall(r"</?(.*?)>", found.html)) == {"p", "br", "b", "ul", "li"}
        bare = [line.removeprefix("- ") for line in found.text.splitlines() if line]
        assert [html.unescape(line) for line in re.sub(r"<[^>]*>", "\n", found.html).split("\n") if line] == bare


def test_the_text_is_latvian_whatever_the_language_of_the_interface():
    page = ServicePageFactory(documents=[document("Pase")])
    latvian = {name: copy.text for name, copy in copies(page).items()}
    with translation.override("en"):
        assert {name: copy.text for name, copy in copies(page).items()} == latvian


def test_nothing_internal_is_copied():
    page = ServicePageFactory(
        internal=[("internal", {"text": "<p>SLEPENS</p>", "sample": False})],
        steps=[("step", {"text": "<p>SLEPENS</p>", "sample": False})],
        ask=[("question", {"text": "SLEPENS"})],
        personal_data_note="SLEPENS",
        source="SLEPENS",
        owner_unit__name="SLEPENS",
    )
    assert not any("SLEPENS" in copy.text + copy.html for copy in copies(page).values())


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"review_by": date(2026, 11, 23)}, "Pārbaudes termiņš ir pagājis."),
        ({"valid_to": date(2026, 11, 23)}, "Lapa ir atsaukta."),
        ({"valid_from": date(2026, 11, 25)}, "Vēl nav spēkā, derīgs no 25.11.2026."),
        ({"live": False}, "Melnraksts nav klientiem."),
    ],
)
def test_overdue_withdrawn_early_and_draft_pages_are_refused_with_the_reason(fields, expected):
    assert reason(ServicePageFactory(**fields)) == expected


def test_for_another_day_a_page_is_copied_as_it_is_valid_then():
    page = ServicePageFactory(valid_from=date(2026, 12, 1), valid_to=date(2026, 12, 31))
    assert copies(page, date(2026, 12, 1))
    assert reason(page, date(2027, 1, 1)) == "Tajā dienā vairs nav spēkā, derīgs līdz 31.12.2026."


def test_a_page_may_be_copied_on_the_last_day_before_it_is_overdue_or_withdrawn():
    page = ServicePageFactory(review_by=TODAY, valid_to=TODAY, valid_from=TODAY)
    assert {"email", "letter", "sms", "spoken"} <= copies(page).keys()


SAMPLES = [
    {"sample": True},
    {"deadlines": [deadline(sample=True)]},
    {"channels": [channel(sample=True)]},
    {"documents": [document("Pase", sample=True)]},
]


@pytest.mark.parametrize("fields", range(len(SAMPLES)))
def test_a_sample_page_or_value_is_refused_where_people_really_work(settings, fields):
    settings.DEMO_ACCOUNTS = False
    assert reason(ServicePageFactory(**SAMPLES[fields])) == "Paraugs: neviens to nav apstiprinājis."


@pytest.mark.parametrize("fields", range(len(SAMPLES)))
def test_a_sample_says_so_first_where_it_is_for_trying_out(settings, fields):
    settings.DEMO_ACCOUNTS = True
    found = copies(ServicePageFactory(**SAMPLES[fields]))
    assert len(found) >= 4
    assert {copy.text.splitlines()[0] for copy in found.values()} == {"PARAUGS"}
    assert found["email"].html.startswith("<p>PARAUGS</p>")


def test_a_sample_wording_of_a_phrase_says_so_first_as_well(signed_in):
    html = main_of(signed_in(), PhrasePageFactory(sample=True))
    assert '<template id="wording-1">PARAUGS\nLabdien!</template>' in html


def test_a_refused_page_keeps_its_button_disabled_beside_the_reason(signed_in):
    html = main_of(signed_in(), ServicePageFactory(review_by=date(2026, 11, 23)))
    assert html.count('aria-disabled="true"') == 1
    assert 'aria-describedby="say-reason"' in html
    assert "Pārbaudes termiņš ir pagājis." in inside(html)
    assert "data-copy-source" not in html
    assert "Pārliecinieties, pirms sakāt" in words(html)


def test_what_is_copied_stands_in_the_page_and_can_be_selected_without_script(signed_in):
    html = main_of(signed_in(), ServicePageFactory(short_answer="Atbilde <ar> & zīmēm."))
    panel = html[html.index("copies__panel") : html.index("</details>")]
    assert panel.count("Atbilde &lt;ar&gt; &amp; zīmēm.") == 4  # e-mail, letter, sentence, and the longer short message
    assert panel.count("Atbilde &lt;ar&gt; &amp; zimem.") == 1


def test_another_day_copies_the_dates_of_that_day():
    page = ServicePageFactory(short_answer="Ja iesniegsiet {šodien}, atbildēsim līdz {termiņš}.")
    day = date(2026, 12, 22)
    text = copies(page, day)["email"].text
    assert text.startswith("Ja iesniegsiet 22. decembrī, atbildēsim līdz")


def test_the_reason_comes_before_any_text():
    page = ServicePageFactory(review_by=date(2026, 11, 23))
    view = present(page, day=TODAY, today=TODAY)
    found = copies_of(page, view.answer, view.trust, TODAY, view.company)
    assert found.texts == ()

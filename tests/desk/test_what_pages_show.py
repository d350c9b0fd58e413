"""What each type of page shows to a reader."""

import pytest

from kb.content.choices import Availability, Channel, Kind, Visibility
from kb.content.models import InstitutionPhone, OpeningInterval
from tests import factories
from tests.desk.reading import inside, main_of, outside, words
from tests.factories import (
    ContactPageFactory,
    ContactPointFactory,
    ExplanationPageFactory,
    GuidedQuestionPageFactory,
    InstitutionFactory,
    LegalActFactory,
    OpeningHoursFactory,
    PhrasePageFactory,
    ReferralPageFactory,
    ServicePageFactory,
    StandardSectionPageFactory,
    channel,
    clause,
    fee,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(site, signed_in):
    return signed_in()


@pytest.mark.parametrize("kind", Kind)
def test_every_type_shows_its_title_and_its_sentences(reader, kind):
    page = factories.make_page(kind, title="Siltuma uzskaite", short_answer="Pirmais teikums.\nOtrais teikums.")
    text = words(main_of(reader, page))
    assert "Siltuma uzskaite" in text
    assert "Pirmais teikums." in text
    assert "Otrais teikums." in text


@pytest.mark.parametrize("kind", Kind)
def test_every_type_says_who_answers_for_it_to_employees_alone(reader, kind):
    page = factories.make_page(kind, owner_unit__name="Abonentu daļa", source="Noteikumi Nr. 876")
    html = main_of(reader, page)
    assert "Atbild: Abonentu daļa" in inside(html)
    assert "Avots: Noteikumi Nr. 876" in inside(html)
    assert "Abonentu daļa" not in outside(html)


def test_a_service_shows_all_four_channels(reader):
    contact = ContactPointFactory(value="63600800")
    page = ServicePageFactory(
        channels=[
            channel(Channel.IN_PERSON, how="Talsu ielā 84"),
            channel(Channel.POST, Availability.NO),
            channel(Channel.ELECTRONIC, how="e-pastā"),
            channel(Channel.PHONE, Availability.GENERAL, contact=contact),
        ]
    )
    html = main_of(reader, page)
    assert [row in html for row in ("line--yes", "line--no", "line--general")] == [True] * 3
    text = words(html)
    assert "Klātienē. Talsu ielā 84" in text
    assert "Pa pastu nepieņem" in text
    assert "Elektroniski. e-pastā" in text
    assert "Pa tālruni. 63600800" in text


def test_identity_stands_with_its_channel_unless_it_is_among_the_documents(reader):
    proven = channel(id_required=True, id_documents="Pase vai eID karte")
    page = ServicePageFactory(channels=[proven])
    assert "personu apliecina: pase vai eID karte" in words(main_of(reader, page))
    document = ("document", {"kind": "id", "text": "Pase", "detail": "", "sample": False})
    listed = ServicePageFactory(
        channels=[channel(id_required=True, id_documents="Pase vai eID karte")], documents=[document]
    )
    assert "personu apliecina:" not in words(main_of(reader, listed))


def test_a_service_shows_fee_documents_and_where_else_the_client_belongs(reader):
    other = ReferralPageFactory(title="Sociālais dienests")
    page = ServicePageFactory(
        fees=[fee(kind="amount", amount="12.5")],
        documents=[("document", {"kind": "form", "text": "Iesniegums", "detail": "brīvā formā", "sample": False})],
        refer_to=[("referral", {"when": "Ja vajag pabalstu", "page": other, "unit": None})],
    )
    html = main_of(reader, page)
    text = words(html)
    assert "12,50 EUR" in text
    assert "Iesniegums brīvā formā" in text
    assert f'Ja vajag pabalstu: <a href="{other.url}">Sociālais dienests</a>' in html


def test_the_procedure_of_a_service_is_for_employees(reader):
    page = ServicePageFactory(
        steps=[("step", {"text": "<p>Reģistrēt iesniegumu</p>", "sample": False})],
        ask=[("question", {"text": "Kāda ir adrese?"})],
        internal=[("internal", {"text": "<p>Zvanīt kolēģim</p>", "sample": False})],
        personal_data_note="Parādu nesaka",
    )
    html = main_of(reader, page)
    for text in ("Reģistrēt iesniegumu", "Kāda ir adrese?", "Zvanīt kolēģim", "Parādu nesaka"):
        assert text in inside(html)
        assert text not in outside(html)


def test_an_act_is_for_the_client_and_the_note_beside_it_is_not(reader):
    act = LegalActFactory(title="Iesniegumu likums", short="Iesniegumu likums")
    page = ServicePageFactory(legal_acts=[("act", {"act": act, "note": "jāapstiprina juristam"})])
    html = main_of(reader, page)
    assert "Iesniegumu likums" in outside(html)
    assert "jāapstiprina juristam" not in outside(html)
    assert "jāapstiprina juristam" in inside(html)


def test_an_explanation_separates_what_is_for_the_client_from_what_is_not(reader):
    page = ExplanationPageFactory(
        facts=[("fact", {"label": "Maksa", "text": "<p>Bez maksas</p>", "sample": False})],
        body=[
            ("heading", {"text": "Virsraksts klientam"}),
            ("text", {"text": "<p>Tarifs ir cena.</p>", "visibility": Visibility.CLIENT}),
            ("heading", {"text": "Virsraksts darbiniekam"}),
            ("warning", {"text": "<p>Skaitli nesakiet.</p>", "visibility": Visibility.INTERNAL}),
        ],
    )
    html = main_of(reader, page)
    for text in ("Bez maksas", "Virsraksts klientam", "Tarifs ir cena."):
        assert text in outside(html)
    for text in ("Virsraksts darbiniekam", "Skaitli nesakiet."):
        assert text in inside(html)
        assert text not in outside(html)


def test_a_phrase_shows_its_wordings_and_when_to_use_them(reader):
    wording = ("wording", {"channel": "letter", "text": "Cienījamais klient!\nAtbildam uz vēstuli."})
    page = PhrasePageFactory(wordings=[wording], when="Ja klients raksta")
    html = main_of(reader, page)
    assert "Cienījamais klient!" in outside(html)
    assert "Ja klients raksta" in inside(html)
    assert "Ja klients raksta" not in outside(html)


def test_a_referral_says_what_is_unknown_and_shows_what_is_known(reader):
    bare = ReferralPageFactory()
    assert words(main_of(reader, bare)).count("Nav zināms.") == 2
    known = InstitutionFactory(
        address="Raiņa iela 10",
        hours="P 8.00–12.00",
        phones=[InstitutionPhone(number="63601234", mark="fact"), InstitutionPhone(number="63609999", mark="memory")],
    )
    page = ReferralPageFactory(
        institution=known,
        competent=[("item", {"text": "Piešķir pabalstu"})],
        not_competent=[("item", {"text": "Nelabo rēķinu", "page": None, "who": "mēs paši"})],
    )
    html = main_of(reader, page)
    for text in ("Raiņa iela 10", "P 8.00–12.00", "63601234", "Piešķir pabalstu", "Nelabo rēķinu", "mēs paši"):
        assert text in outside(html)
    assert "63609999" not in outside(html)
    assert "63609999" in inside(html)


def test_contacts_show_hours_and_numbers_from_the_snippets(reader):
    OpeningHoursFactory(location="Talsu iela 84")
    OpeningHoursFactory(
        location="Kase", kind="cash_desk", intervals=[OpeningInterval(weekday=0, opens="09:30", closes="16:00")]
    )
    ContactPointFactory(label="Abonentu daļa", value="63600800")
    page = ContactPageFactory(show_company=True, show_hours=True, show_cash_desks=True)
    html = main_of(reader, page)
    text = words(html)
    assert "8.00–17.00" in text
    assert "9.30–16.00" in text
    assert 'href="tel:63600800"' in html
    assert "Otrdiena šodien" in text


def test_a_guided_question_is_asked_and_leads_to_the_answer(reader):
    outcome = ServicePageFactory(title="Siltuma nav", short_answer="Brigāde brauc.")
    node = factories.question("q1", "Kas noticis?", ("Auksti", outcome), ("Rēķins", ServicePageFactory()))
    page = GuidedQuestionPageFactory(nodes=[node], stop_rule="Ja tek, zvaniet 112")
    asked = main_of(reader, page)
    assert "Kas noticis?" in words(asked)
    assert '<a class="answer" href="?c=1"' in asked
    assert "Ja tek, zvaniet 112" in inside(asked)
    reached = words(main_of(reader, page, "?c=1"))
    assert "Siltuma nav" in reached
    assert "Brigāde brauc." in reached
    assert reader.get(page.url + "?c=9").status_code == 404


def test_a_section_of_the_standard_shows_its_clauses_and_the_guidance(reader):
    guidance = ServicePageFactory(title="Kā sveicināt")
    page = StandardSectionPageFactory(
        code="B7",
        clauses=[clause("B7a", text="Sveicina klientu.", practice="Pasakiet savu vārdu.", guidance=[guidance])],
    )
    html = main_of(reader, page)
    assert '<p id="B7a">Sveicina klientu.<sup>a</sup></p>' in html
    assert "Pasakiet savu vārdu." in words(html)
    assert f'<a href="{guidance.url}">Kā sveicināt</a>' in html


def test_related_pages_are_listed_unless_they_are_closed_or_not_live(reader):
    shown, hidden, draft = (ServicePageFactory(title=title) for title in ("Redzama", "Slēgta", "Melnraksts"))
    page = ServicePageFactory(related=[("page", one) for one in (shown, hidden, draft)])
    factories.restrict(hidden, "Vadītāji")
    draft.unpublish()
    text = words(main_of(reader, page))
    assert "Redzama" in text
    assert "Slēgta" not in text
    assert "Melnraksts" not in text


def test_a_withdrawn_page_leads_to_the_one_that_replaces_it(reader):
    new = ServicePageFactory(title="Jaunā kārtība")
    page = ServicePageFactory(short_answer="Vecā atbilde.", valid_to="2026-11-01", replaced_by=new)
    html = main_of(reader, page)
    assert "Vecā atbilde." not in outside(html)
    assert f'<a href="{new.url}">Jaunā kārtība</a>' in html
    factories.restrict(new, "Vadītāji")
    assert "Jaunā kārtība" not in main_of(reader, page)


def test_words_with_numbers_and_with_e_do_not_break(reader):
    page = ServicePageFactory(short_answer="Atbildēsim 10 darbdienās uz e-pastu.")
    assert '10\u00a0darbdienās uz <span class="nb">e-pastu</span>' in main_of(reader, page)


def test_what_an_editor_typed_is_never_markup(reader):
    page = ServicePageFactory(title="<script>x</script>", short_answer="<b>Svarīgi</b> & {šodien}")
    html = main_of(reader, page)
    assert "<script>" not in html
    assert "&lt;b&gt;Svarīgi&lt;/b&gt; &amp; šodien" in html

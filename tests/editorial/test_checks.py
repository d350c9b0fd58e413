"""What the editor is told about wording, what keeps a page from being published, and what is kept for the report."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kb.content.choices import Kind
from kb.content.loading.folder import SAMPLE_FOLDER
from kb.content.loading.records import Report
from kb.content.models import ExplanationPage, ServicePage
from kb.editorial.checks.kinds import Rule
from kb.editorial.checks.known import known_contacts
from kb.editorial.checks.personal import personal, stray_phones
from kb.editorial.checks.rules import findings_in, sentences
from kb.editorial.checks.sample import load_host_file, load_word_file
from kb.editorial.checks.stored import check_waiting, waiting
from kb.editorial.checks.texts import Text, texts_of
from kb.editorial.checks.words import Word, WordList
from kb.editorial.models import BureaucraticWord, LinkHost, PageCheck, PageFinding, PageLink
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WORDS = WordList([Word("saskaņā ar", "pēc"), Word("pielietot", "lietot", ("pielieto",)), Word("attiecīgais", "šis")])
CODE = "010190-12345"


def nobody() -> frozenset[str]:
    return frozenset()


def rules_of(text: str, **fields: object) -> list[str]:
    return [found.rule.value for found in findings_in([Text("Teksts", text, **fields)], WORDS, nobody)]


# --- wording --------------------------------------------------------------------------------------------------


def test_a_sentence_of_26_words_is_long_and_one_of_25_is_not():
    assert rules_of(" ".join(["vārds"] * 25) + ".") == []
    assert rules_of(" ".join(["vārds"] * 26) + ".") == ["long"]
    assert rules_of(" ".join(["vārds"] * 20) + ". " + "Un " + " ".join(["vārds"] * 20) + ".") == []


def test_an_abbreviation_does_not_end_a_sentence_and_a_date_may():
    assert sentences("Nāciet plkst. Astoņos jābūt tur.") == ["Nāciet plkst. Astoņos jābūt tur."]
    assert sentences("Līdz 12.03.2026. Pēc tam nē.") == ["Līdz 12.03.2026.", "Pēc tam nē."]


@pytest.mark.parametrize(
    "text", ["Saskaņā ar līgumu.", "Attiecīgajam dokumentam", "attiecīgās daļas", "Viņš pielieto veidlapu."]
)
def test_a_bureaucratic_word_is_found_in_any_form(text):
    assert rules_of(text) == ["official"]


def test_the_hint_says_what_to_say_instead():
    (found,) = findings_in([Text("Soļi 1", "Rīkojamies saskaņā ar līgumu.")], WORDS, nobody)
    assert (found.where, found.detail) == ("Soļi 1", "saskaņā ar → pēc")
    assert found.excerpt == "Rīkojamies saskaņā ar līgumu."


@pytest.mark.parametrize("text", ["Drīzumā paziņosim.", "Maksa šogad augs.", "Tuvākajā laikā zvanīsim."])
def test_a_vague_date_is_hinted_at(text):
    assert rules_of(text) == ["vague"]


def test_see_the_document_is_hinted_at_unless_it_is_linked():
    texts = [Text("T", "Kārtība: skat. dokumentu.", links=links) for links in ((), (object(),))]
    assert [len(findings_in([text], WORDS, nobody)) for text in texts] == [1, 0]
    assert rules_of("Sk. 2. pielikumu.") == ["elsewhere"]


def test_internal_words_are_wrong_only_where_the_client_reads_them():
    assert rules_of("Par to klientam nesakiet.", for_client=True) == ["internal"]
    assert rules_of("Par to klientam nesakiet.") == []
    assert rules_of("Iekšējā apkures sistēma ir mājas īpašnieka.", for_client=True) == []


def test_the_approved_wording_is_not_ours_to_correct(site):
    section = factories.StandardSectionPageFactory(
        clauses=[factories.clause(approved="Drīzumā " + "vārds " * 40, text="Sveicina klientu.")]
    )
    assert findings_in(texts_of(section), WORDS, nobody) == []


# --- data of persons ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        CODE, "01019012345", "321234-56789", "26123456", "+371 26 123 456", "LV80BANK0000435195001",
        "janis@gmail.com", "anna.ozola@piemers.lv", "līguma Nr. 12345-A", "abonenta numurs: 001234", "123456789",
    ],
)  # fmt: skip
def test_data_of_a_person_is_found(text):
    assert personal(f"Klients {text} zvanīja", nobody)


@pytest.mark.parametrize(
    "text",
    [
        "2026-2027", "2026-12-22", "12.03.2026.", "01.10.2026.–30.04.2027.", "8.00–17.00", "pasts@ptac.gov.lv",
        "https://likumi.lv/ta/id/123456789", "112", "10 darbdienas", "MK noteikumi Nr. 876", "1234,56 EUR",
    ],
)  # fmt: skip
def test_dates_hours_and_addresses_of_institutions_are_no_data_of_a_person(text):
    assert personal(text, nobody) == []


def test_what_is_kept_among_the_contacts_may_stand_in_a_text(site):
    factories.ContactPointFactory(value="+371 29 213 164")
    factories.ContactPointFactory(kind="email", value="vent.siltums@ventspils.lv")
    factories.UnitFactory(phone="63600802")
    text = "Zvaniet 29213164 vai 636 00 802, rakstiet vent.siltums@ventspils.lv. Cits: 63612345."
    assert personal(text, known_contacts) == []
    assert stray_phones(text, known_contacts) == ["63612345"]


def form_of(page, **changed):
    """What the page editor sends for an explanation without any rows."""
    rows = {"initial": "0", "total": "0", "min": "0", "max": "1000"}
    empty = {
        f"{name}-{part}_FORMS".replace("min_FORMS", "MIN_NUM_FORMS")
        .replace("max_FORMS", "MAX_NUM_FORMS")
        .replace("initial_FORMS", "INITIAL_FORMS")
        .replace("total_FORMS", "TOTAL_FORMS"): value
        for name in ("values", "comments")
        for part, value in rows.items()
    }
    streams = {f"{name}-count": "0" for name in ("facts", "body", "legal_acts", "related")}
    return {
        **empty,
        **streams,
        "title": page.title,
        "slug": page.slug,
        "short_answer": page.short_answer,
        "client_words": "",
        "owner_unit": page.owner_unit_id,
        "review_by": "01.01.2099.",
        "review_interval_months": "6",
        "tags": "",
        "standard_refs": "",
        "code": page.code,
        "sample": "",
        "change_kind": "editorial",
        **changed,
    }


def test_a_draft_with_a_personal_code_is_saved_and_cannot_be_submitted(site, signed_in):
    page = factories.publish(factories.ExplanationPageFactory(title="Rēķins"))
    edit = f"/admin/pages/{page.pk}/edit/"
    typed = form_of(page, short_answer=f"Klients {CODE} zvanīja.")
    assert signed_in("redaktors").post(edit, typed).status_code == 302
    page.refresh_from_db()
    assert CODE in page.get_latest_revision_as_object().short_answer
    assert CODE not in page.short_answer

    answer = signed_in("redaktors", "otra").post(edit, {**typed, "action-submit": "1"})
    assert answer.status_code == 200
    assert "izskatās pēc personas datiem" in answer.content.decode()
    page.refresh_from_db()
    assert CODE not in page.short_answer and page.current_workflow_state is None


def test_a_personal_code_typed_in_a_row_keeps_the_page_from_being_submitted(site, signed_in):
    page = factories.publish(factories.ExplanationPageFactory(title="Rēķins"))
    row = {"label": "Kam", "text": CODE, "note": "", "ORDER": "1", "valid_from": "", "valid_to": "", "id": ""}
    typed = form_of(page, **{"values-TOTAL_FORMS": "1", **{f"values-0-{name}": value for name, value in row.items()}})
    answer = signed_in("redaktors").post(f"/admin/pages/{page.pk}/edit/", {**typed, "action-submit": "1"})
    assert answer.status_code == 200 and "izskatās pēc personas datiem" in answer.content.decode()


def test_no_way_of_publishing_lets_a_personal_code_through(site):
    page = factories.PhrasePageFactory(
        live=False, wordings=[("wording", {"channel": "spoken", "text": f"Kods {CODE}"})]
    )
    with pytest.raises(ValidationError):
        factories.publish(page)


# --- in the editor --------------------------------------------------------------------------------------------


def test_the_editor_shows_what_was_found_in_the_saved_version_with_place_and_advice(site, signed_in):
    factories.BureaucraticWordFactory()
    page = factories.publish(factories.ExplanationPageFactory(title="Rēķins"))
    page.short_answer = "Atbildēsim saskaņā ar līgumu. Drīzumā."
    page.save_revision()
    html = signed_in("redaktors").get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "saskaņā ar → pēc" in html
    assert "„Atbildēsim saskaņā ar līgumu.”" in html
    assert "Norādiet datumu" in html
    assert "Saturs un valoda" in html


def test_the_editor_of_a_new_page_and_of_other_pages_opens(site, signed_in):
    editor = signed_in("redaktors")
    parent = site.collections[Kind.EXPLANATION]
    assert editor.get(f"/admin/pages/add/content/explanationpage/{parent.pk}/").status_code == 200
    assert editor.get(f"/admin/pages/{parent.pk}/edit/").status_code == 200


def test_what_the_editor_shows_of_a_person_is_masked(site, signed_in):
    page = factories.ExplanationPageFactory(title="Rēķins")
    page.short_answer = f"Klients {CODE} zvanīja."
    page.save_revision()
    html = signed_in("redaktors").get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "Klients ••• zvanīja." in html


# --- kept for the report --------------------------------------------------------------------------------------


@pytest.fixture
def page(site):
    page = factories.ExplanationPageFactory(
        title="Rēķins",
        code="E01",
        body=[("text", {"text": '<p>Drīzumā. <a href="/lapa/P99/">Sk.</a></p>', "visibility": "client"})],
    )
    return factories.publish(page)


def found_on(page):
    return sorted(PageFinding.objects.filter(page=page).values_list("rule", flat=True))


def test_published_pages_are_looked_through_and_their_findings_kept(page):
    assert check_waiting(60) >= 1
    assert found_on(page) == ["vague"]
    assert PageLink.objects.get(page=page).to_code == "P99"
    assert check_waiting(60) == 0


def test_a_page_is_looked_through_again_once_it_is_published_and_not_when_a_draft_is_saved(page):
    check_waiting(60)
    page.body = []
    page.save_revision()
    assert check_waiting(60) == 0
    factories.publish(page)
    assert check_waiting(60) == 1
    assert found_on(page) == [] and not PageLink.objects.exists()


def test_a_new_word_in_the_list_reaches_all_pages(page):
    page.short_answer = "Rīkojamies saskaņā ar līgumu."
    factories.publish(page)
    check_waiting(60)
    factories.BureaucraticWordFactory()
    check_waiting(60)
    assert found_on(page) == ["official", "vague"]
    BureaucraticWord.objects.all().delete()
    check_waiting(60)
    assert found_on(page) == ["vague"]


def test_every_page_is_looked_through_at_least_once_a_week(page):
    check_waiting(60)
    PageCheck.objects.update(checked_on=timezone.localdate() - timezone.timedelta(days=7))
    assert waiting(PageCheck.objects.get(page=page).rules, timezone.localdate()).exists()


def test_a_page_that_cannot_be_read_does_not_hold_up_the_others(page, monkeypatch):
    other = factories.publish(factories.ExplanationPageFactory(title="Cita", short_answer="Drīzumā."))
    from kb.editorial.checks import stored

    def fail_for_one(found):
        if found.pk == page.pk:
            raise ValueError("unreadable")
        return texts_of(found)

    monkeypatch.setattr(stored, "texts_of", fail_for_one)
    check_waiting(60)
    assert found_on(other) == ["vague"] and found_on(page) == []
    assert check_waiting(60) == 0


def test_a_page_that_can_no_longer_be_read_keeps_what_was_found_on_it_before(page, monkeypatch):
    check_waiting(60)
    before = found_on(page), list(PageLink.objects.values_list("pk", flat=True))
    assert before[0] and before[1]
    from kb.editorial.checks import stored

    def fail(*_args: object) -> None:
        raise ValueError("unreadable")

    monkeypatch.setattr(stored, "_link_rows", fail)  # the last step: what was found now is not kept by halves
    PageCheck.objects.update(rules="earlier")
    assert check_waiting(60) == 1
    assert (found_on(page), list(PageLink.objects.values_list("pk", flat=True))) == before


def test_a_service_whose_only_deadline_has_ended_is_found(site):
    ended = timezone.localdate() - timezone.timedelta(days=1)
    page = factories.ServicePageFactory(
        deadlines=[factories.deadline(valid_to=ended)],
        channels=[factories.channel(how="klientu centrā"), factories.channel("phone")],
    )
    check_waiting(60)
    assert found_on(page) == ["channel", "deadline"]


def test_a_picture_without_a_description_is_found(site):
    picture = '<p>Skaitītājs</p><embed embedtype="image" id="1" format="left" alt=""/>'
    page = ExplanationPage(title="Skaitītājs", short_answer="Lasiet no kreisās.")
    page.body = [("text", {"text": picture, "visibility": "client"})]
    assert [found.rule for found in findings_in(texts_of(page), WORDS, nobody)] == [Rule.PICTURE]


def test_what_the_client_reads_is_told_from_what_is_internal(site):
    page = factories.ServicePageFactory(
        short_answer="Sakām skaidri.",
        client_text="Labdien!\nGaidām Jūs.",
        steps=[("step", {"text": "<p>Reģistrē.</p>", "sample": False, "needs_identification": False})],
        internal=[("internal", {"text": "<p>Tikai mums.</p>", "sample": False, "needs_identification": False})],
    )
    said = {text.text: text.for_client for text in texts_of(ServicePage.objects.get(pk=page.pk))}
    assert said["Sakām skaidri."] and said["Labdien!\nGaidām Jūs."] and said["zvanot"]
    assert not said["Reģistrē."] and not said["Tikai mums."]


# --- the report and the lists of words ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "role, status", [("redaktors", 200), ("apstiprinatajs", 200), ("vaditaja", 200), ("admin", 200)]
)
def test_the_report_lists_the_findings_and_is_given_out_as_a_table(page, signed_in, role, status):
    check_waiting(60)
    client = signed_in(role)
    answer = client.get("/admin/reports/teksta-parbaudes/?rule=vague")
    assert answer.status_code == status and "Drīzumā" in answer.content.decode()
    assert "Drīzumā" not in client.get("/admin/reports/teksta-parbaudes/?rule=long").content.decode()
    assert (
        "E01,Rēķins" in b"".join(client.get("/admin/reports/teksta-parbaudes/?export=csv").streaming_content).decode()
    )
    assert client.get("/admin/reports/teksta-parbaudes/?export=xlsx").status_code == 200
    assert client.get("/admin/reports/teksta-parbaudes/results/?rule=vague").status_code == 200


def test_a_supervisor_reads_nothing_of_a_page_that_is_closed_to_them(page, signed_in):
    check_waiting(60)
    factories.restrict(page, "Administratori")
    address = "/admin/reports/teksta-parbaudes/"
    assert "Drīzumā" not in signed_in("vaditaja").get(address).content.decode()
    assert "Drīzumā" in signed_in("redaktors").get(address).content.decode()


def test_the_sample_brings_words_and_hosts_and_leaves_alone_what_a_person_changed(db):
    for load, model in ((load_word_file, BureaucraticWord), (load_host_file, LinkHost)):
        path = (
            SAMPLE_FOLDER / "snippets" / ("bureaucratic_words.yaml" if model is BureaucraticWord else "link_hosts.yaml")
        )
        load(path, Report())
        assert model.objects.count() > 5
    word = BureaucraticWord.objects.get(term="pielietot")
    word.instead = "izmantot"
    word.save()
    BureaucraticWord.objects.get(term="realizēt").delete()
    load_word_file(SAMPLE_FOLDER / "snippets" / "bureaucratic_words.yaml", Report())
    assert BureaucraticWord.objects.get(term="pielietot").instead == "izmantot"
    assert not BureaucraticWord.objects.filter(term="realizēt").exists()

"""Loading the sample: complete, as often as one likes, and never over a person's change."""

import json
import re
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import TestCase
from wagtail.fields import StreamField
from wagtail.models import Page, Site

from home.models import HomePage
from kb.content.choices import Availability, FactMark, TrustState
from kb.content.client_text import client_text
from kb.content.directory import emergency_phones
from kb.content.loading.loader import load_sample
from kb.content.loading.records import Decision, Report
from kb.content.models import (
    CollectionPage,
    ContactPoint,
    ExplanationPage,
    GlossaryTerm,
    Institution,
    KnowledgePage,
    LegalAct,
    Notice,
    OpeningHours,
    SampleRecord,
    ServicePage,
    SpecialDay,
    StandardDocumentPage,
    Unit,
)
from search.models import SynonymGroup
from tests.content.small_sample import edit, write_small_sample
from tests.factories import SiteTree, make_new_site, make_user

CODES = [
    *("A", *(f"B{n}" for n in range(1, 8)), *(f"C{n}" for n in range(1, 9)), *(f"D{n}" for n in range(1, 5))),
    *(
        f"{letter}{n:02d}"
        for letter, last in zip("PLEIFK", (28, 5, 17, 24, 10, 6), strict=True)
        for n in range(1, last + 1)
    ),
]


def pages() -> Iterator[KnowledgePage]:
    for page in KnowledgePage.objects.order_by("code"):
        yield page.specific


def streams(page: Page) -> Iterator[tuple[StreamField, Any]]:
    for column in page._meta.get_fields():
        if isinstance(column, StreamField):
            yield column, getattr(page, column.name)


class TestTheWholeSample(TestCase):
    """Loaded once for the class; each test is rolled back."""

    report: Report

    @classmethod
    def setUpTestData(cls) -> None:
        make_new_site()
        cls.report = load_sample()

    def test_every_code_of_the_list_exists_once(self) -> None:
        assert sorted(page.code for page in pages()) == sorted(CODES)

    def test_no_client_hears_that_something_is_still_to_be_checked(self) -> None:
        """Such remarks are for employees; that the client's identity has to be checked is no remark."""
        remark = re.compile(r"jāpārbauda(?! Jūsu)|jāapstiprina", re.IGNORECASE)
        told = {page.code: "\n".join(client_text(page, date(2026, 11, 24))) for page in pages()}
        assert [code for code, text in told.items() if remark.search(text)] == []

    def test_every_page_is_live_through_one_revision_and_none_is_verified(self) -> None:
        for page in pages():
            assert page.live, page.code
            assert page.revisions.count() == 1, page.code
            assert page.live_revision_id == page.latest_revision_id
            assert page.verified_on is None
            assert page.trust(date(2026, 11, 25)).state in {TrustState.SAMPLE, TrustState.DUE}, page.code

    def test_every_link_of_the_files_leads_to_a_live_page(self) -> None:
        live = set(Page.objects.live().values_list("pk", flat=True))
        for page in pages():
            text = json.dumps([value.get_prep_value() for _column, value in streams(page)], ensure_ascii=False)
            assert not re.search(r"\[\[[A-Z]\d", text), page.code
            assert "**" not in text, page.code
            linked = {int(found) for found in re.findall(r'linktype=\\"page\\" id=\\"(\d+)\\"', text)}
            assert linked <= live, page.code
            assert "[[" not in f"{page.short_answer}{page.client_words}{getattr(page, 'client_text', '')}"

    def test_every_stream_satisfies_its_own_blocks(self) -> None:
        for page in pages():
            for column, value in streams(page):
                column.stream_block.clean(value)

    def test_every_page_may_be_published_again_as_it_is(self) -> None:
        for page in pages():
            page.full_clean()
            assert not page.publish_errors(), page.code

    def test_pages_hang_where_their_kind_belongs(self) -> None:
        site = Site.objects.get(is_default_site=True)
        menu = site.root_page.get_children().in_menu().order_by("path")
        assert [page.slug for page in menu] == [
            "pakalpojumi", "jautajumi", "kam-nodot", "skaidrojumi", "frazes", "kontakti", "standarts",
        ]  # fmt: skip
        for collection in CollectionPage.objects.all():
            assert {page.specific.kind for page in collection.get_children()} == {collection.of_kind}
        document = StandardDocumentPage.objects.get()
        assert [page.code for page in document.sections(make_user("admin"))] == CODES[:20]
        assert (document.version, document.entered_on, document.approved_on) == (1, date(2026, 11, 23), None)
        assert not Page.find_problems()[0]

    def test_the_start_page_has_its_reasons_and_pinned_pages(self) -> None:
        home = HomePage.objects.get()
        assert len(home.reasons) == 8
        assert [child.value.specific.code for child in home.pinned] == ["E07", "K03", "E15", "F02"]
        assert [page.title for page in Page.objects.filter(depth=2)] == ["Sākums"]

    def test_the_emergency_strip_has_our_numbers_first(self) -> None:
        assert [
            (phone.emergency_label, getattr(phone, "value", "") or phone.number) for phone in emergency_phones()
        ] == [
            ("Siltumtīkli", "63627905"),
            ("Siltumtīkli", "29213164"),
            ("Apdraudēta dzīvība", "112"),
            ("Gāzes smaka", "114"),
            ("Nav elektrības", "8404"),
        ]

    def test_internal_text_of_the_files_reaches_no_client(self) -> None:
        tariff = ExplanationPage.objects.get(code="E13")
        lines = "\n".join(tariff.client_lines(date(2026, 11, 25)))
        assert "54,90" not in lines
        assert any("54,90" in line for line in tariff.index_body(date(2026, 11, 25)))

    def test_loading_again_changes_nothing(self) -> None:
        revisions = {page.pk: page.latest_revision_id for page in Page.objects.all()}
        records = set(SampleRecord.objects.values_list("kind", "key", "digest", "fingerprint"))
        report = load_sample()
        assert len(report.outcomes[Decision.UNCHANGED]) == sum(len(names) for names in self.report.outcomes.values())
        assert {page.pk: page.latest_revision_id for page in Page.objects.all()} == revisions
        assert set(SampleRecord.objects.values_list("kind", "key", "digest", "fingerprint")) == records


# --- a small sample, changed between two loads ------------------------------------------------------------------


@pytest.fixture
def folder(new_site: None, tmp_path: Path) -> Path:
    """A small sample, loaded once."""
    folder = write_small_sample(tmp_path / "sample")
    load_sample(folder)
    return folder


def page(code: str) -> Any:
    return KnowledgePage.objects.get(code=code).specific


def test_every_field_of_a_service_is_filled(folder: Path) -> None:
    service = page("P11")
    explanation = page("E04")
    link = f'<a linktype="page" id="{explanation.pk}">'
    step = service.steps[0].value["text"].source
    assert (
        step == f"<p><b>Pārbaudiet</b> personu, tad &lt;skatiet&gt; {link}sekas</a> un {link}Ko nozīmē parāds</a>.</p>"
    )
    assert service.client_text == "Jūs varat maksāt pa daļām. Vairāk: Ko nozīmē parāds."
    assert service.exceptions[0].value["condition"] == "Nav līguma, skatiet Ko nozīmē parāds"
    assert service.answer_lines == ["Pirmais teikums.", "Otrais teikums."]
    assert [row.availability for row in service.channels.all()] == [
        Availability.YES, Availability.NO, Availability.NO, Availability.GENERAL,
    ]  # fmt: skip
    assert service.channels.all()[0].contact.value == "Talsu iela 84"
    assert str(service.deadlines.get()) == "Atbilde: 10 darbdienas"
    assert service.deadlines.get().legal_act == LegalAct.objects.get()
    assert service.decides_unit == service.owner_unit == Unit.objects.get(key="abonentu-dala")
    assert [found.pk for found in service.related_pages] == [explanation.pk]
    assert [tag.name for tag in service.tags.all()] == ["rēķins"]
    assert (service.standard_ref_list, service.public_url, service.public_url_note) == (["A1"], "", "Nav lapas")
    assert service.get_parent().slug == "pakalpojumi"


def test_snippets_are_filled_with_what_belongs_to_them(folder: Path) -> None:
    assert Unit.objects.get(key="vadiba").deputy == Unit.objects.get(key="abonentu-dala")
    assert ContactPoint.objects.get(key="avarija").mark == FactMark.TO_CHECK
    assert Institution.objects.get().phones.get().mark == FactMark.MEMORY
    assert len(OpeningHours.objects.get().week[0]) == 2
    assert SpecialDay.objects.get().closes_at.hour == 16
    assert LegalAct.objects.get().note == "5. pants. Termiņi"
    assert GlossaryTerm.objects.get().page.specific == page("P11")
    notice = Notice.objects.get()
    assert (notice.title, notice.text) == ("PARAUGS.", "Īsāka diena.")
    assert (notice.starts_at.isoformat(), notice.ends_at.isoformat()) == (
        "2026-11-22T22:00:00+00:00",
        "2026-12-30T22:00:00+00:00",
    )
    assert SynonymGroup.objects.get(key="rekins-ceks").term_list == ["rēķins", "čeks"]


def test_a_changed_file_updates_its_page_in_a_new_revision(folder: Path) -> None:
    edit(folder / "pages/P11.yaml", "amount: 10", "amount: 5")
    edit(folder / "pages/P11.yaml", "available: general", 'available: "yes"')
    report = load_sample(folder)
    service = page("P11")
    assert report.outcomes[Decision.UPDATE] == ["page P11"]
    assert [row.amount for row in service.deadlines.all()] == [5]
    assert [row.availability for row in service.channels.all()][3] == Availability.YES
    assert service.revisions.count() == 2
    assert load_sample(folder).outcomes[Decision.UPDATE] == []


def test_a_changed_file_updates_its_snippet_and_what_belongs_to_it(folder: Path) -> None:
    edit(folder / "snippets/institutions.yaml", "number: '112'", "number: '113'")
    edit(folder / "snippets/units.yaml", "name: Vadība", "name: Valde")
    report = load_sample(folder)
    assert sorted(report.outcomes[Decision.UPDATE]) == ["institutions dienests", "units vadiba"]
    assert [phone.number for phone in Institution.objects.get().phones.all()] == ["113"]
    assert Unit.objects.get(key="vadiba").name == "Valde"


def test_a_persons_edit_of_a_page_survives_a_changed_file(folder: Path) -> None:
    edited = page("P11")
    edited.short_answer = "Cilvēka teikums."
    edited.save_revision().publish()
    edit(folder / "pages/P11.yaml", "Pirmais teikums.", "Faila teikums.")
    report = load_sample(folder)
    assert report.outcomes[Decision.KEEP] == ["page P11"]
    assert page("P11").short_answer == "Cilvēka teikums."


def test_a_persons_draft_survives_a_changed_file(folder: Path) -> None:
    draft = page("P11")
    draft.short_answer = "Melnraksts."
    draft.save_revision()
    edit(folder / "pages/P11.yaml", "Pirmais teikums.", "Faila teikums.")
    load_sample(folder)
    assert page("P11").get_latest_revision_as_object().short_answer == "Melnraksts."
    assert page("P11").answer_lines[0] == "Pirmais teikums."


def test_a_page_that_a_person_took_offline_stays_offline(folder: Path) -> None:
    page("P11").unpublish()
    edit(folder / "pages/P11.yaml", "Pirmais teikums.", "Faila teikums.")
    assert load_sample(folder).outcomes[Decision.KEEP] == ["page P11"]
    assert not page("P11").live


def test_a_page_that_a_person_verified_is_not_changed_under_the_mark(folder: Path) -> None:
    KnowledgePage.objects.filter(code="P11").update(verified_on=date(2026, 11, 24))
    edit(folder / "pages/P11.yaml", "Pirmais teikums.", "Faila teikums.")
    assert load_sample(folder).outcomes[Decision.KEEP] == ["page P11"]
    assert page("P11").answer_lines[0] == "Pirmais teikums."


def test_a_page_that_a_person_deleted_does_not_come_back(folder: Path) -> None:
    page("P11").delete()
    edit(folder / "pages/P11.yaml", "Pirmais teikums.", "Faila teikums.")
    edit(folder / "pages/E04.yaml", "Pirmais teikums.", "Faila teikums.")
    report = load_sample(folder)
    assert "page P11" in report.outcomes[Decision.DELETED]
    assert not KnowledgePage.objects.filter(code="P11").exists()
    assert page("E04").body[1].value["text"].source == "<p>Klientam: grafiks.</p>"


def test_a_collection_that_a_person_deleted_does_not_come_back_with_its_pages(folder: Path) -> None:
    CollectionPage.objects.get(slug="frazes").delete()
    text = (folder / "pages/F02.yaml").read_text().replace("code: F02", "code: F03").replace("atvainosanas", "cits")
    (folder / "pages/F03.yaml").write_text(text)
    report = load_sample(folder)
    assert report.outcomes[Decision.DELETED] == ["tree frazes", "page F02", "page F03"]


def test_a_persons_edit_of_a_snippet_survives_a_changed_file(folder: Path) -> None:
    phone = Institution.objects.get().phones.get()
    phone.number = "111"
    phone.save()
    ContactPoint.objects.filter(key="avarija").update(value="60000000")
    edit(folder / "snippets/institutions.yaml", "number: '112'", "number: '113'")
    edit(folder / "snippets/contacts.yaml", "value: '63627905'", "value: '61111111'")
    report = load_sample(folder)
    assert report.outcomes[Decision.KEEP] == ["contacts avarija", "institutions dienests"]
    assert Institution.objects.get().phones.get().number == "111"
    assert ContactPoint.objects.get(key="avarija").value == "60000000"


def test_a_snippet_that_a_person_deleted_does_not_come_back(folder: Path) -> None:
    GlossaryTerm.objects.get().delete()
    report = load_sample(folder)
    assert report.outcomes[Decision.DELETED] == ["glossary Abonents"]
    assert not GlossaryTerm.objects.exists()


def test_synonyms_follow_the_same_rules(folder: Path) -> None:
    group = SynonymGroup.objects.get(key="rekins-ceks")
    group.terms = "rēķins\nčeks\nkvīts"
    group.save()
    SynonymGroup.objects.get(key="truba-caurule").delete()
    edit(folder / "snippets/synonyms.yaml", "note: Čeks", "note: Cits")
    edit(folder / "snippets/synonyms.yaml", "terms: [truba]", "terms: [truba, trubas]")
    report = load_sample(folder)
    assert report.outcomes[Decision.KEEP] == ["synonyms rekins-ceks"]
    assert report.outcomes[Decision.DELETED] == ["synonyms truba-caurule"]
    assert SynonymGroup.objects.get().term_list == ["rēķins", "čeks", "kvīts"]


def test_a_persons_start_page_survives_a_changed_file(folder: Path) -> None:
    home = HomePage.objects.get()
    home.pinned = []
    home.save_revision().publish()
    edit(folder / "site.yaml", "pinned: [E04]", "pinned: [P11]")
    assert load_sample(folder).outcomes[Decision.KEEP] == ["home home"]
    assert not HomePage.objects.get().pinned


def test_a_changed_file_updates_the_start_page(folder: Path) -> None:
    edit(folder / "site.yaml", "pinned: [E04]", "pinned: [P11]")
    assert load_sample(folder).outcomes[Decision.UPDATE] == ["home home"]
    assert [child.value.specific.code for child in HomePage.objects.get().pinned] == ["P11"]


def test_a_start_page_that_is_there_already_is_used_and_left_alone(site: SiteTree, tmp_path: Path) -> None:
    report = load_sample(write_small_sample(tmp_path / "sample"))
    assert HomePage.objects.count() == 1
    assert "home home" in report.outcomes[Decision.KEEP]
    assert page("P11").is_descendant_of(HomePage.objects.get())


def test_the_command_reports_what_it_did(folder: Path) -> None:
    page("P11").unpublish()
    edit(folder / "pages/P11.yaml", "Pirmais teikums.", "Faila teikums.")
    edit(folder / "pages/E04.yaml", "Pirmais teikums.", "Faila teikums.")
    GlossaryTerm.objects.get().delete()
    out = StringIO()
    call_command("load_sample", folder=folder, stdout=out)
    lines = out.getvalue().splitlines()
    assert re.fullmatch(r"0 created, 1 updated, \d+ unchanged, 2 kept", lines[0])
    assert lines[1:] == [
        "kept, changed by a person: page P11",
        "kept away, deleted by a person: glossary Abonents",
    ]


def test_a_service_page_without_public_address_says_why(folder: Path) -> None:
    service = ServicePage.objects.get()
    assert not service.public_url
    assert service.public_url_note

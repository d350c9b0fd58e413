"""Material changes of the standard make numbered versions that are never changed."""

import hashlib
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from kb.content.choices import ChangeKind
from kb.content.loading.loader import load_sample
from kb.content.models import StandardDocumentPage, StandardSectionPage
from kb.learning.models import StandardVersion
from kb.learning.models.immutable import NeverChanged
from kb.learning.versions.making import make_due_version
from tests import factories
from tests.content.small_sample import write_small_sample

pytestmark = pytest.mark.django_db


def numbers() -> list[int]:
    return list(StandardVersion.objects.order_by("number").values_list("number", flat=True))


def test_a_material_change_makes_the_next_version_with_its_text_and_hash(standard, change):
    version = change("B5", "Klienta datus neizpauž.")
    assert version.number == 2
    assert "B5a Konfidencialitāte. Klienta datus neizpauž." in version.plain
    assert version.sha256 == hashlib.sha256(version.plain.encode()).hexdigest() != standard.sha256


def test_an_editorial_change_makes_none_and_its_words_are_in_the_next_version(standard, change):
    assert change("B1", "Darbinieks atbild skaidri.", kind=ChangeKind.EDITORIAL) is None
    assert "atbild skaidri" in change("B5", "Klienta datus neizpauž.").plain


def test_sections_published_together_make_one_version(standard, sections, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        for page in sections.values():
            page.clauses = [factories.clause(f"{page.code}a", text=f"Jaunā prasība {page.code}.")]
            page.change_kind = ChangeKind.MATERIAL
            factories.publish(page)
    assert numbers() == [1, 2]
    assert sorted(StandardVersion.objects.first().changes.values_list("code", flat=True)) == ["B1", "B5"]


def test_a_change_that_readers_do_not_see_makes_none_now_or_later(standard, change):
    assert change("B5", "Darbinieks atbild precīzi un ātri.") is None
    assert change("B5", "Cits vārds.", kind=ChangeKind.EDITORIAL) is None
    assert make_due_version() is None


def test_a_section_taken_offline_makes_a_version_without_it(standard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        StandardSectionPage.objects.get(code="B1").unpublish()
    assert "Profesionalitāte" not in StandardVersion.objects.get(number=2).plain


def test_a_version_missed_between_two_lines_is_made_by_the_worker(standard, sections):
    page = sections["B5"]
    page.clauses = [factories.clause("B5a", text="Klienta datus neizpauž.")]
    page.change_kind = ChangeKind.MATERIAL
    factories.publish(page)  # what runs after the transaction is lost in a crash
    assert numbers() == [1]
    assert make_due_version().number == 2
    assert make_due_version() is None


def test_loading_the_sample_makes_one_version_and_loading_it_again_none(site, tmp_path):
    for page in site.root.get_children():
        page.delete()
    folder = write_small_sample(tmp_path)
    load_sample(folder)
    load_sample(folder)
    assert numbers() == [1]
    assert StandardVersion.objects.get().in_force_from == date(2026, 11, 23)


def test_a_version_is_neither_changed_nor_deleted_by_whatever_means(standard):
    standard.plain = "Cits teksts"
    for attempt in (
        standard.save,
        standard.delete,
        lambda: StandardVersion.objects.all().delete(),
        lambda: StandardVersion.objects.update(plain="Cits teksts"),
        lambda: StandardVersion.objects.bulk_update([standard], ["plain"]),
        lambda: StandardVersion._base_manager.all().delete(),
    ):
        with pytest.raises(NeverChanged):
            attempt()
    for statement in ("UPDATE learning_standardversion SET number = 9", "DELETE FROM learning_standardversion"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert StandardVersion.objects.get().plain != "Cits teksts"


def test_the_page_of_the_standard_says_the_new_version_and_an_old_draft_does_not_take_it_back(standard, change):
    document = StandardDocumentPage.objects.get()
    document.save_revision()
    change("B5", "Klienta datus neizpauž.")
    document = StandardDocumentPage.objects.get()
    assert (document.version, document.entered_on) == (2, date(2026, 11, 24))
    document.latest_revision.publish()
    assert StandardDocumentPage.objects.get().version == 2


def test_a_restricted_section_is_in_no_version(sections):
    factories.restrict(sections["B1"], "Vadītāji")
    version = make_due_version()
    assert [section["code"] for section in version.text["sections"]] == ["B5"]


# --- pages ----------------------------------------------------------------------------------------------------


def test_the_page_of_a_version_shows_what_changed_word_by_word(standard, change, signed_in):
    change("B5", "Darbinieks atbild skaidri un ātri.")
    html = signed_in().get("/standarts/versijas/2/").content.decode()
    assert '<del><span class="visually-hidden">bija: </span>precīzi</del>' in html
    assert '<ins><span class="visually-hidden">tagad: </span>skaidri</ins>' in html
    assert "mainits-B5" in html
    assert "mainits-B1" not in html


def test_the_list_names_what_changed_and_the_version_of_a_day(standard, change, signed_in, clock):
    clock.move_to("2026-12-03 08:00:00+00:00")
    change("B5", "Klienta datus neizpauž.", note="Pielikts par datiem")
    browser = signed_in()
    html = browser.get("/standarts/versijas/?datums=2026-12-02").content.decode()
    assert "02.12.2026. spēkā ir 1. versija." in html
    assert "Pielikts par datiem" in html
    assert "spēkā ir 2. versija" in browser.get("/standarts/versijas/?datums=2026-12-03").content.decode()
    assert "nebija nevienas versijas" in browser.get("/standarts/versijas/?datums=2026-11-01").content.decode()
    assert browser.get("/standarts/versijas/?datums=rit").status_code == 400


def test_an_earlier_version_says_that_a_newer_one_is_in_force(standard, change, signed_in):
    change("B5", "Klienta datus neizpauž.")
    browser = signed_in()
    assert "Šī ir agrāka versija. No 24.11.2026. spēkā ir 2. versija." in (
        browser.get("/standarts/versijas/1/").content.decode()
    )
    assert browser.get("/standarts/versijas/3/").status_code == 404


def test_the_text_can_be_fetched_and_has_the_hash_that_the_page_shows(standard, signed_in):
    browser = signed_in()
    content = browser.get("/standarts/versijas/1.txt").content
    assert hashlib.sha256(content).hexdigest() in browser.get("/standarts/versijas/1/").content.decode()

"""Every row of the standard is served by a live page, and the command says which."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from kb.content.coverage import coverage
from kb.content.loading.folder import SAMPLE_FOLDER, read_rows
from kb.content.loading.loader import load_sample
from kb.content.models import KnowledgePage, StandardSectionPage
from tests.factories import StandardSectionPageFactory, make_new_site, make_site, publish


def run() -> list[str]:
    out = StringIO()
    call_command("standard_coverage", stdout=out)
    return out.getvalue().splitlines()


class TestTheWholeSample(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        make_new_site()
        load_sample()

    def test_no_row_is_uncovered_after_loading(self) -> None:
        lines = run()
        assert lines[-1] == "uncovered 0"
        assert len(lines) == 54 + 1
        assert lines[0].split() == ["A1", "A"]

    def test_the_sections_of_the_standard_carry_every_row_up_to_the_contacts(self) -> None:
        carried = [row for section in StandardSectionPage.objects.all() for row in section.rows]
        assert sorted(carried) == sorted(row for row in read_rows(SAMPLE_FOLDER) if row not in CONTACT_ROWS)

    def test_a_row_whose_only_page_goes_offline_is_named(self) -> None:
        for page in KnowledgePage.objects.filter(standard_refs__contains="D9"):
            page.unpublish()
        out = StringIO()
        with pytest.raises(CommandError, match=r"no live page covers .*D9"):
            call_command("standard_coverage", stdout=out)
        assert "uncovered" in out.getvalue().splitlines()[-1]


#: Rows that are values of the contacts and have no section of their own.
CONTACT_ROWS = {"D5", "D6", "D7", "D8", "D9"}


def test_the_list_of_rows_is_that_of_the_standard() -> None:
    rows = read_rows(SAMPLE_FOLDER)
    assert len(rows) == len(set(rows)) == 54
    assert [row for row in rows if row.startswith("B6")] == [f"B6{letter}" for letter in "abcdefghi"]


@pytest.mark.django_db
def test_without_pages_every_row_is_uncovered() -> None:
    assert coverage(["A1", "B1a"]) == {"A1": [], "B1a": []}
    with pytest.raises(CommandError):
        run()


@pytest.mark.django_db
def test_a_row_that_a_section_has_got_since_the_list_was_made_counts_as_well() -> None:
    make_site()
    section = publish(StandardSectionPageFactory(code="B6"))
    assert coverage(["D9"]) == {"D9": [], **{row: ["B6"] for row in section.rows}}
    assert section.rows

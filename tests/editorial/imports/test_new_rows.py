"""What the approved standard has and the sections do not becomes a new row of a section, as a draft."""

import pytest

from kb.content.models import StandardSectionPage
from kb.editorial.imports.documents import new_rows
from tests import factories
from tests.files import docx_file

EXTRA = "Darbinieks klientam piedāvā tulka palīdzību."


@pytest.fixture
def section(site):
    clauses = [factories.clause("B6a"), factories.clause("B6c", heading="Termiņš", text="Pasaka termiņu.")]
    return factories.StandardSectionPageFactory(code="B6", title="Attieksme", clauses=clauses)


def confirm(browser, run, **answers):
    return browser.post(f"/admin/imports/{run.pk}/", {"confirm": "1", **answers}, follow=True)


def draft(section):
    page = StandardSectionPage.objects.get(pk=section.pk).get_latest_revision_as_object()
    return [(c.value["row"], c.value["heading"], c.value["approved"]) for c in page.clauses]


def test_a_row_id_that_the_section_lacks_is_proposed_as_a_new_row_and_made_in_its_draft(section, signed_in, uploaded):
    browser = signed_in("redaktors")
    run = uploaded(browser, "standard", "standarts.docx", docx_file(f"B6b. {EXTRA}"))

    preview = browser.get(f"/admin/imports/{run.pk}/").content.decode()
    confirm(browser, run)

    assert "Jauna rinda B6b" in preview
    assert draft(section) == [
        ("B6a", "Pieklājība", None),
        ("B6b", "Darbinieks klientam piedāvā tulka palīdzību", EXTRA),
        ("B6c", "Termiņš", None),
    ]
    live = StandardSectionPage.objects.get(pk=section.pk)
    assert live.rows == ["B6a", "B6c"] and live.has_unpublished_changes
    new = live.get_latest_revision_as_object().clauses[1].value
    assert (new["text"], new["binding"]) == (EXTRA, True)


def test_a_new_row_is_chosen_in_the_preview_with_its_id_and_its_words(section, signed_in, uploaded):
    browser = signed_in("redaktors")
    run = uploaded(browser, "standard", "standarts.txt", f"Nezināms virsraksts:\n\n{EXTRA}".encode())
    number = next(n for n, piece in enumerate(run.plan["pieces"]) if piece["text"] == EXTRA)

    browser.post(f"/admin/imports/{run.pk}/", {"look": "1", f"row-{number}": "+B6"})
    run.refresh_from_db()
    assert run.plan["pieces"][number]["id"] == "B6d"  # the next after the last

    confirm(browser, run, **{f"id-{number}": "b6B", f"name-{number}": "Tulka palīdzība"})
    assert draft(section)[1] == ("B6b", "Tulka palīdzība", EXTRA)


def test_parts_with_the_same_id_are_one_new_row_and_a_part_without_text_is_none(section, signed_in, uploaded):
    browser = signed_in("redaktors")
    run = uploaded(browser, "standard", "s.docx", docx_file("B6d. Sākums.", "B6d. Beigas.", "B6e. Lieks."))
    confirm(browser, run, **{"text-2": ""})
    assert [row for row, _heading, _wording in draft(section)] == ["B6a", "B6c", "B6d"]
    assert draft(section)[-1][2] == "Sākums. Beigas."


@pytest.mark.parametrize(
    ("row", "said_so"), [("B6a", "Rinda B6a jau ir"), ("B7a", "nav sadaļas B6 rindas"), ("B6xx", "nav sadaļas B6")]
)
def test_an_id_that_is_taken_or_none_is_told_and_nothing_is_written(row, said_so, section, signed_in, uploaded, said):
    browser = signed_in("redaktors")
    run = uploaded(browser, "standard", "standarts.docx", docx_file(f"B6b. {EXTRA}"))
    before = section.latest_revision_id

    answer = confirm(browser, run, **{"id-0": row})

    assert said_so in said(answer)[0] and said_so in answer.content.decode().split("kb-import__table")[1]
    section.refresh_from_db()
    assert section.latest_revision_id == before


def test_a_row_made_by_somebody_else_meanwhile_is_not_made_twice(section, signed_in, uploaded, said):
    browser = signed_in("redaktors")
    run = uploaded(browser, "standard", "standarts.docx", docx_file(f"B6b. {EXTRA}"))
    other = section.get_latest_revision_as_object()
    new_rows.add(other.clauses, "B6b", "Cits", "Cita redaktora teksts.")
    other.save_revision()

    assert "Rinda B6b jau ir" in said(confirm(browser, run))[0]
    assert [row for row, _heading, _wording in draft(section)] == ["B6a", "B6b", "B6c"]


def test_an_id_proposed_for_one_section_does_not_follow_into_another(section, signed_in, uploaded):
    factories.StandardSectionPageFactory(code="B7", title="Iejūtība", clauses=[factories.clause("B7a")])
    browser = signed_in("redaktors")
    run = uploaded(browser, "standard", "standarts.docx", docx_file(f"B6b. {EXTRA}"))

    confirm(browser, run, **{"row-0": "+B7", "id-0": "B6b"})

    assert [row for row, _heading, _wording in draft(StandardSectionPage.objects.get(code="B7"))] == ["B7a", "B7b"]


def test_a_size_of_paper_is_no_row(section, signed_in, uploaded):
    factories.StandardSectionPageFactory(code="A", title="Spēkā esamība", clauses=[factories.clause("A1")])
    run = uploaded(signed_in("redaktors"), "standard", "s.docx", docx_file("A4 lapas izdrukā pēc klienta lūguma."))
    assert not any(piece["row"].startswith("+") for piece in run.plan["pieces"])

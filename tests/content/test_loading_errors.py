"""Whatever is wrong in the files is named with file and line, all of it at once, and nothing is written."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail import hooks
from wagtail.models import Page

from kb.content.loading.loader import load_sample
from kb.content.loading.reading import SampleError
from kb.content.models import KnowledgePage, SampleRecord, Unit
from tests.content.small_sample import edit, write_small_sample

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("new_site")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_small_sample(tmp_path / "sample")


def problems(folder: Path) -> list[str]:
    """The problems of a load that must fail, after checking that it wrote nothing."""
    pages_before = Page.objects.count()
    with pytest.raises(SampleError) as caught:
        load_sample(folder)
    assert Page.objects.count() == pages_before
    assert not Unit.objects.exists()
    assert not SampleRecord.objects.exists()
    return [str(problem) for problem in caught.value.problems]


def only_problem(folder: Path) -> str:
    found = problems(folder)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    "file, old, new, said",
    [
        ("pages/P11.yaml", "owner_unit: abonentu-dala", "owner_unit: abonentu", "there is no unit “abonentu”"),
        ("pages/P11.yaml", "contact: adrese", "contact: adresse", "there is no contact “adresse”"),
        ("pages/P11.yaml", "{act: iesniegumu-likums,", "{act: cits-likums,", "there is no legal act “cits-likums”"),
        ("pages/P11.yaml", "{when: Pabalsts, page: I05}", "{when: Pabalsts, page: I99}", "there is no page “I99”"),
        ("pages/P11.yaml", "Nē, ja vienosimies.", "Nē, sk. [[E77]].", "the link [[E77]] leads to no page"),
        ("pages/P11.yaml", "standard_refs: [A1]", "standard_refs: [A9]", "there is no row of the standard “A9”"),
        ("pages/P11.yaml", "review_by: 2027-02-23", "review_by: 2027-02-30", "unreadable value"),
        ("pages/P11.yaml", "public_url_note", "publick_url_note", "unknown key “publick_url_note”"),
        ("pages/P11.yaml", "slug: parada-grafiks", "slug: Parāda grafiks", "slug: String should match"),
        ("pages/P11.yaml", "amount: 10,", "", "a term needs amount and unit"),
        ("pages/P11.yaml", 'post: {available: "no",', "post: {available: no,", "channels.post.available"),
        ("pages/P11.yaml", "Pirmais teikums.", "Garš. " * 60, "at most 300 characters"),
        ("pages/I05.yaml", "institution: dienests", "institution: sprk", "there is no institution “sprk”"),
        ("pages/E04.yaml", "- heading: Ko nozīmē", "- virsraksts: Ko", "unknown key “body.0.virsraksts”"),
        ("pages/L01.yaml", "{says: Jā, outcome: E04}", "{says: Jā, next: trešais}", "no question with that key"),
        ("pages/B7.yaml", "row: B7a", "row: A1", "the row A1 does not belong to the section B7"),
        ("pages/K02.yaml", "shows: [hours, emergency]", "shows: [hours, kase]", "shows.1"),
        ("pages/F02.yaml", "channel: spoken", "channel: sms", "wordings.0.channel"),
        ("snippets/contacts.yaml", "value: Talsu iela 84", "value: ''", "value: String should have at least 1"),
        ("snippets/opening_hours.yaml", "8.00-12.00", "12.00-8.00", "closing time is not after opening time"),
        ("snippets/synonyms.yaml", "one_way_to: caurule", "one_way_to: null", "need at least two terms"),
        ("snippets/glossary.yaml", "page: P11", "page: P77", "there is no page “P77”"),
        ("site.yaml", "pinned: [E04]", "pinned: [E05]", "there is no page “E05”"),
        ("standard_rows.yaml", "A: [A1]", "A: [A1, X1]", "should match pattern"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_line(folder: Path, file: str, old: str, new: str, said: str) -> None:
    line = edit(folder / file, old, new)
    matching = [problem for problem in problems(folder) if problem.startswith(f"{file}:") and said in problem]
    assert matching, problems(folder)
    reported = int(matching[0].split(":")[1])
    # A rule about several keys, or about a text of several lines, is named where that begins.
    assert line - 1 <= reported <= line


def test_the_line_is_that_of_the_value_deep_inside_the_file(folder: Path) -> None:
    line = edit(folder / "pages/P11.yaml", "{question: Vai var pa daļām?, answer: Var.}", "{question: Vai var?}")
    assert only_problem(folder) == f"pages/P11.yaml:{line}: the key “faq.1.answer” is missing"


def test_an_unreachable_question_is_named_by_its_own_line(folder: Path) -> None:
    edit(folder / "pages/L01.yaml", "{says: Istabā, next: otrais}", "{says: Istabā, outcome: E04}")
    line = (folder / "pages/L01.yaml").read_text().splitlines().index("  - key: otrais") + 1
    assert only_problem(folder) == f"pages/L01.yaml:{line}: No answer leads to the question “otrais”."


def test_questions_that_go_in_a_circle_are_named(folder: Path) -> None:
    edit(folder / "pages/L01.yaml", "{says: Jā, outcome: E04}", "{says: Jā, next: pirmais}")
    line = (folder / "pages/L01.yaml").read_text().splitlines().index("nodes:") + 1
    expected = "The questions go in a circle: pirmais → otrais → pirmais."
    assert only_problem(folder) == f"pages/L01.yaml:{line}: {expected}"


def test_broken_yaml_loads_nothing_and_names_file_and_line(folder: Path) -> None:
    line = edit(folder / "pages/P11.yaml", "client_text: |-", "client_text: [")
    found = only_problem(folder)
    assert found.startswith("pages/P11.yaml:")
    assert "not YAML" in found
    assert int(found.split(":")[1]) >= line


@pytest.mark.parametrize(
    "file, old, new",
    [
        ("pages/P11.yaml", "tags: [rēķins]", "tags: &birkas [rēķins, *birkas]"),
        ("pages/P11.yaml", "tags: [rēķins]", "tags: &birkas [rēķins, [{iekšā: *birkas}]]"),
        ("site.yaml", "pinned: [E04]", "pinned: &viss {viss: *viss}"),
    ],
)
def test_an_alias_of_what_it_stands_in_is_named(folder: Path, file: str, old: str, new: str) -> None:
    line = edit(folder / file, old, new)
    assert f"{file}:{line}: an alias (*) stands inside what it repeats" in problems(folder)


def test_such_an_alias_is_named_by_its_own_line_and_not_that_of_its_anchor(folder: Path) -> None:
    line = edit(folder / "pages/P11.yaml", "tags: [rēķins]", "tags: &birkas\n  pirmā: rēķins\n  otrā: *birkas")
    assert only_problem(folder) == f"pages/P11.yaml:{line + 2}: an alias (*) stands inside what it repeats"


def test_an_alias_of_something_else_is_read(folder: Path) -> None:
    edit(folder / "pages/P11.yaml", "tags: [rēķins]", "tags: [&birka rēķins, *birka]")
    load_sample(folder)
    assert [tag.name for tag in KnowledgePage.objects.get(code="P11").tags.all()] == ["rēķins"]


def test_a_key_that_is_not_plain_text_is_named(folder: Path) -> None:
    line = edit(folder / "pages/P11.yaml", "tags: [rēķins]", "tags: &birkas {? *birkas : rēķins}")
    assert f"pages/P11.yaml:{line}: a key must be plain text" in problems(folder)


def test_a_broken_file_does_not_make_the_links_to_it_wrong(folder: Path) -> None:
    (folder / "pages/E04.yaml").write_text("type: [explanation\n")
    assert only_problem(folder).startswith("pages/E04.yaml:2: not YAML")


def test_problems_of_all_files_are_reported_together(folder: Path) -> None:
    edit(folder / "pages/P11.yaml", "tags: [rēķins]", "tags: []")
    edit(folder / "pages/E04.yaml", "type: explanation", "type: paskaidrojums")
    edit(folder / "snippets/units.yaml", "deputy: vadiba", "deputy: cits")
    edit(folder / "site.yaml", "slug: sakums", "slug: Sākums")
    files = [problem.split(":")[0] for problem in problems(folder)]
    assert files == ["pages/E04.yaml", "pages/P11.yaml", "site.yaml", "snippets/units.yaml"]


def test_a_key_that_stands_twice_is_a_mistake(folder: Path) -> None:
    edit(folder / "pages/P11.yaml", "sample: true\nsource: Paraugs", "sample: true\nsample: false\nsource: Paraugs")
    line = (folder / "pages/P11.yaml").read_text().splitlines().index("sample: false") + 1
    assert only_problem(folder) == f"pages/P11.yaml:{line}: the key “sample” stands twice"


def test_the_name_of_the_file_is_the_code(folder: Path) -> None:
    (folder / "pages/P11.yaml").rename(folder / "pages/P12.yaml")
    assert any("pages/P12.yaml:2: the code P11 is not the name of the file" in found for found in problems(folder))


def test_two_pages_of_a_kind_may_not_share_an_address(folder: Path) -> None:
    text = (folder / "pages/P11.yaml").read_text().replace("code: P11", "code: P12")
    (folder / "pages/P12.yaml").write_text(text)
    assert "pages/P12.yaml:4: another page of this kind has the slug “parada-grafiks”" in problems(folder)


def test_an_entry_that_stands_twice_in_a_list_is_a_mistake(folder: Path) -> None:
    path = folder / "snippets/surveys.yaml"
    path.write_text(path.read_text() * 2)
    assert only_problem(folder) == "snippets/surveys.yaml:2: “aptauja” stands twice"


def test_a_missing_and_an_empty_file_are_named(folder: Path) -> None:
    (folder / "snippets/units.yaml").write_text("")
    (folder / "standard_rows.yaml").unlink()
    found = problems(folder)
    assert "snippets/units.yaml:1: the file is empty" in found
    assert "standard_rows.yaml:1: the file is missing" in found


def test_a_file_that_is_not_utf_8_is_named(folder: Path) -> None:
    (folder / "snippets/notices.yaml").write_bytes("- {key: a}\n- {key: ā}\n".encode("latin-1", "replace") + b"\xff")
    assert "snippets/notices.yaml:3: the file is not UTF-8" in problems(folder)


def test_a_page_that_may_not_be_published_stops_the_load(folder: Path) -> None:
    page = folder / "pages/P11.yaml"
    page.write_text(page.read_text().replace("available: general", 'available: "no"').replace('"yes"', '"no"'))
    assert only_problem(folder).startswith("pages/P11.yaml:1: channels: ")


def test_a_failure_in_the_last_step_undoes_everything(folder: Path) -> None:
    def fail(folder: Path, report: Any) -> None:
        assert KnowledgePage.objects.filter(code="P11").exists()
        raise RuntimeError("disk full")

    with hooks.register_temporarily("kb_load_sample", fail, order=100), pytest.raises(RuntimeError):
        load_sample(folder)
    assert not KnowledgePage.objects.exists()
    assert not SampleRecord.objects.exists()


def test_the_command_prints_all_problems_and_fails(folder: Path) -> None:
    line = edit(folder / "pages/P11.yaml", "owner_unit: abonentu-dala", "owner_unit: nav")
    edit(folder / "pages/E04.yaml", "sample: true", "sample: varbūt")
    with pytest.raises(CommandError) as caught:
        call_command("load_sample", folder=folder)
    assert f"pages/P11.yaml:{line}: owner_unit: there is no unit “nav” in the sample" in str(caught.value)
    assert "2 problems, nothing loaded" in str(caught.value)
    assert caught.value.returncode == 1

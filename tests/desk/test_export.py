"""The copy of the knowledge base in files: what is in it, what is not, how it takes the place of the earlier one."""

import errno
import fcntl
import json
import os
import re
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from kb.content.choices import Kind
from kb.desk.export import folder as placing
from kb.desk.export import write
from tests import factories
from tests.desk.reading import outside, words
from tests.desk.test_internal_text import FIELDS, MARK, TEXTS, Secrets, shared
from tests.factories import GlossaryTermFactory, GuidedQuestionPageFactory, ServicePageFactory, question

pytestmark = pytest.mark.django_db


def export(folder: Path, access: str = "employee") -> dict[str, str]:
    """The texts of all files of a copy, by name."""
    call_command("export_static", str(folder), access=access, verbosity=0)
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def page_of(files: dict[str, str], page: object) -> str:
    return files[f"lapas/{page.code}.html"]  # type: ignore[attr-defined]


# --- what is in it --------------------------------------------------------------------------------------------


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=3, max_size=8))
def test_no_internal_text_is_in_a_copy_for_clients_nor_unmarked_in_one_for_employees(texts, site, tmp_path):
    secrets = Secrets(texts)
    for kind in Kind:
        factories.make_page(kind, **shared(secrets), **FIELDS[kind](secrets))
    GlossaryTermFactory(note=secrets.text())
    public = export(tmp_path / "public", "public")
    assert [name for name, text in public.items() if MARK in text] == []
    assert not any("data-internal" in text for name, text in public.items() if name.endswith(".html"))
    employees = export(tmp_path / "employees")
    assert [
        name for name, text in employees.items() if MARK in (outside(text) if name.endswith(".html") else text)
    ] == []
    assert sum(MARK in text for text in employees.values()) > len(Kind)


@pytest.mark.parametrize("access", ["employee", "public"])
def test_every_link_leads_to_a_file_of_the_copy_or_out_of_the_knowledge_base(access, site, tmp_path):
    other = ServicePageFactory(title="Otra lapa")
    page = ServicePageFactory(title="Pirmā lapa", standard_refs="B9a", related=[("page", other)])
    page.tags.add("apkure")
    page.save()
    for kind in Kind:
        factories.make_page(
            kind,
            **({"code": "B9", "clauses": [factories.clause("B9a", guidance=[page])]} if kind == Kind.STANDARD else {}),
        )
    GlossaryTermFactory(page=page)
    files = export(tmp_path / "copy", access)
    for name, text in files.items():
        if not name.endswith(".html"):
            continue
        soup = BeautifulSoup(text, "html.parser")
        links = [link["href"] for link in soup.select("a[href], link[href]")] + [
            tag["src"] for tag in soup.select("[src]")
        ]
        assert links
        for link in links:
            if link.startswith(("tel:", "mailto:", "https://")):
                continue
            path, _hash, fragment = link.partition("#")
            target = os.path.normpath(Path(name).parent / path) if path else name
            assert target in files, (name, link)
            if fragment:
                assert BeautifulSoup(files[target], "html.parser").find(id=fragment), (name, link)
        assert not soup.select("form, button, template, script:not([src])")
    assert (f'href="{other.code}.html"' in page_of(files, page)) is (access == "employee")


def test_what_only_some_may_read_is_neither_in_the_copy_nor_named_in_it(site, tmp_path):
    secret = ServicePageFactory(title="Slepenā lapa")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.GROUPS)
    draft = ServicePageFactory(title="Melnraksta lapa", live=False)
    ServicePageFactory(related=[("page", secret), ("page", draft)])
    guided = GuidedQuestionPageFactory(nodes=[question("q1", "Kas?", ("Auksti", secret), ("Silti", draft))])
    files = export(tmp_path / "copy")
    assert not [name for name, text in files.items() if "Slepenā lapa" in text or "Melnraksta lapa" in text]
    assert "Lapa ar šo atbildi šeit nav pieejama." in page_of(files, guided)


def test_every_page_says_of_when_it_is_and_whom_to_call(site, tmp_path):
    factories.ContactPointFactory(emergency_label="Siltumtīkli", value="63627905")
    factories.ContactPointFactory(key="talrunis", value="63600800")
    for kind in Kind:
        factories.make_page(kind)
    for access in ("employee", "public"):
        files = export(tmp_path / access, access)
        pages = {name: words(text) for name, text in files.items() if name.endswith(".html")}
        assert len(pages) > len(Kind)
        for name, text in pages.items():
            assert "Kopija no 24.11.2026. 10.00." in text, name
            assert "63627905" in text and "63600800" in text, name


def test_a_page_is_marked_as_on_the_site_and_what_may_not_be_given_away_is_not_in_the_copy_for_clients(site, tmp_path):
    said = {"short_answer": "Maksājums ir zibenīgs."}
    fine = ServicePageFactory(**said)
    marked = {
        "Pārbaude nokavēta": ServicePageFactory(review_by=date(2026, 11, 1), **said),
        "Atsaukts": ServicePageFactory(valid_to=date(2026, 11, 1), **said),
    }
    sample = ServicePageFactory(sample=True, **said)
    employees, public = export(tmp_path / "employees"), export(tmp_path / "public", "public")
    for mark, page in marked.items():
        assert mark in page_of(employees, page) and mark in page_of(public, page)
        assert "zibenīgs" not in page_of(public, page)
    for files in (employees, public):
        assert "zibenīgs" in page_of(files, fine)
        assert "PARAUGS" in page_of(files, sample) and "PARAUGS" in files["index.html"]


def test_production_gives_no_sample_away(site, tmp_path, settings):
    settings.DEMO_ACCOUNTS = False
    sample = ServicePageFactory(sample=True, short_answer="Maksājums ir zibenīgs.")
    assert "zibenīgs" not in page_of(export(tmp_path / "copy", "public"), sample)


@pytest.mark.parametrize("access", ["employee", "public"])
def test_nothing_in_a_copy_says_today(access, site, tmp_path):
    page = ServicePageFactory(short_answer="Ja iesniegsiet {šodien}, atbildēsim līdz {termiņš}.")
    factories.OpeningHoursFactory()
    hours = factories.ContactPageFactory(show_hours=True)
    files = export(tmp_path / "copy", access)
    text = words(page_of(files, page))
    for told in (text, words(page_of(files, hours))):
        assert not re.search("šodien|Izdrukāts|Cita diena|Atvērts", told)
    assert "Ja iesniegsiet 24. novembrī, atbildēsim līdz otrdienai, 8. decembrim." in text


def test_a_guided_question_leads_to_its_pages_question_by_question(site, tmp_path):
    end = ServicePageFactory()
    page = GuidedQuestionPageFactory(
        nodes=[
            question("a", "Kas noticis?", ("Auksti", "b"), ("Rēķins", end)),
            question("b", "Kur?", ("Visur", end), ("Te", end)),
        ]
    )
    soup = BeautifulSoup(page_of(export(tmp_path / "copy"), page), "html.parser")
    answers = [link["href"] for link in soup.select("a.answer")]
    assert "2. jautājums" in soup.select_one("a.answer").text
    assert answers == ["#j2", f"{end.code}.html", f"{end.code}.html", f"{end.code}.html"]
    assert "Kur?" in soup.find(id="j2").text


def test_the_search_knows_titles_codes_and_for_employees_clients_words(site, tmp_path):
    page = ServicePageFactory(title="Parāda grafiks", client_words="nevaru samaksāt")

    def known(access: str) -> dict[str, object]:
        text = export(tmp_path / access, access)["static/pages.js"]
        return json.loads(text.removeprefix("window.kbPages = ").rstrip(";\n"))[0]

    assert known("employee") == {
        "code": page.code,
        "title": "Parāda grafiks",
        "words": ["nevaru samaksāt"],
        "kind": site.collections[Kind.SERVICE].title,
        "file": f"lapas/{page.code}.html",
    }
    assert known("public")["words"] == []


def test_hostile_titles_stay_text(site, tmp_path):
    page = ServicePageFactory(title="</script><b>x</b> & \u2028", slug="x")
    files = export(tmp_path / "copy")
    assert "&lt;/script&gt;" in page_of(files, page)
    assert json.loads(files["static/pages.js"].removeprefix("window.kbPages = ").rstrip(";\n"))


# --- how it takes its place -----------------------------------------------------------------------------------


def test_a_folder_that_is_no_earlier_copy_is_left_alone(site, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("mans")
    with pytest.raises(CommandError, match="not empty and not an earlier copy"):
        export(folder)
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]
    with pytest.raises(CommandError, match="is a file"):
        export(folder / "letter.txt")


@pytest.mark.parametrize("one_step", [True, False])
def test_a_new_copy_takes_the_place_of_the_earlier_one(one_step, site, tmp_path, monkeypatch):
    if not one_step:
        monkeypatch.setattr(placing, "_exchange", lambda one, other: False)
    page = ServicePageFactory()
    assert f"lapas/{page.code}.html" in export(tmp_path / "copy")
    page.unpublish()
    assert f"lapas/{page.code}.html" not in export(tmp_path / "copy")
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


@pytest.mark.parametrize("access", ["employee", "public"])
def test_where_the_disk_is_full_the_earlier_copy_stays_and_one_line_says_so(access, site, tmp_path, monkeypatch):
    before = export(tmp_path / "copy")

    def full(*given: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "pages.js")

    monkeypatch.setattr(write, "_write_static", full)
    with pytest.raises(CommandError) as refused:
        export(tmp_path / "copy", access)
    assert str(refused.value) == "The copy was not written: No space left on device: pages.js"
    monkeypatch.undo()
    assert {
        str(p.relative_to(tmp_path / "copy")) for p in (tmp_path / "copy").rglob("*") if p.is_file()
    } == before.keys()
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_what_a_crash_has_left_does_not_get_into_the_next_copy(site, tmp_path):
    left = tmp_path / ".copy.new"
    left.mkdir()
    (left / "half.html").write_text("")
    assert "half.html" not in export(tmp_path / "copy")
    assert not left.exists()


def test_two_copies_are_not_written_at_once(site, tmp_path):
    descriptor = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    with pytest.raises(CommandError, match="Another copy is being written"):
        export(tmp_path / "copy")
    os.close(descriptor)
    assert export(tmp_path / "copy")


def test_a_place_where_nothing_can_be_written_is_named(site, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match=r"^The copy was not written: (File exists|Not a directory): .*file"):
        export(tmp_path / "file" / "copy")

"""The whole sample, read and checked across its files before anything is written.

``site.yaml`` holds the tree with the reasons and pinned pages of the start page, ``standard_rows.yaml`` the row ids of
the standard, ``pages/<CODE>.yaml`` one page each, ``snippets/<kind>.yaml`` a list of entries of one kind each.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from django.utils.translation import override
from pydantic import BaseModel

from kb.content.guided_tree import AnswerTo, Node, tree_errors
from kb.content.loading.known import Known
from kb.content.loading.reading import Entry, Problem, SampleError, Source, checked, digest_of, parse
from kb.content.loading.schema import PAGE_ENTRIES, GuidedEntry, PageEntry, StandardEntry
from kb.content.loading.snippet_schema import SNIPPET_ENTRIES, RowsEntry, SiteEntry, SnippetEntry, SynonymEntry

#: Where the sample of this repository lies.
SAMPLE_FOLDER = Path(__file__).resolve().parents[1] / "sample"

T = TypeVar("T")
S = TypeVar("S", bound=SnippetEntry)


@dataclass(frozen=True)
class Sample:
    """Everything the files say, checked. Pages are in the order of their codes."""

    site: Entry[SiteEntry]
    pages: tuple[Entry[PageEntry], ...]
    snippets: dict[str, tuple[Entry[SnippetEntry], ...]]

    def of(self, name: str, model: type[S]) -> tuple[Entry[S], ...]:
        """Entries of one snippet file under their own type."""
        return cast("tuple[Entry[S], ...]", self.snippets[name])

    @property
    def titles(self) -> dict[str, str]:
        return {entry.key: entry.data.title for entry in self.pages}


def read_folder(folder: Path) -> Sample:
    """The sample in ``folder``. Raises SampleError with all problems of all files."""
    problems: list[Problem] = []
    sources = {path: _collect(problems, parse, path, folder) for path in _expected_files(folder)}
    site_source = sources.pop(folder / "site.yaml")
    rows_source = sources.pop(folder / "standard_rows.yaml")
    rows = _collect(problems, checked, rows_source, RowsEntry, None) if rows_source else None
    pages = {path.stem: source for path, source in sources.items() if path.parent.name == "pages"}
    snippets = {path.stem: source for path, source in sources.items() if path.parent.name == "snippets"}
    known = _known(pages, snippets, frozenset(rows.row_ids()) if rows else frozenset())

    page_entries = [entry for code, source in pages.items() if source for entry in _page(problems, code, source, known)]
    snippet_entries = {
        name: tuple(_list(problems, source, SNIPPET_ENTRIES[name], known, name)) if source else ()
        for name, source in snippets.items()
    }
    site = _collect(problems, _site_entry, site_source, known) if site_source else None
    problems += _repeated(page_entries)
    for entries in snippet_entries.values():
        problems += _repeated(entries)
    problems += _repeated_slugs(page_entries)
    if problems or site is None:
        raise SampleError(problems)
    return Sample(site, tuple(page_entries), snippet_entries)


def read_site(folder: Path) -> Entry[SiteEntry]:
    """The tree alone. References are not checked: ``read_folder`` has done that."""
    return _site_entry(parse(folder / "site.yaml", folder), None)


def read_rows(folder: Path) -> list[str]:
    """Row ids of the standard, in its order."""
    return checked(parse(folder / "standard_rows.yaml", folder), RowsEntry, None).row_ids()


def read_synonyms(path: Path) -> list[Entry[SynonymEntry]]:
    """Entries of a file of synonyms. Raises SampleError with what does not fit."""
    problems: list[Problem] = []
    entries = list(_list(problems, parse(path, path.parents[1]), SynonymEntry, Known(), "synonyms"))
    problems += _repeated(entries)
    if problems:
        raise SampleError(problems)
    return entries


# --- steps ----------------------------------------------------------------------------------------------------


def _collect(problems: list[Problem], read: Callable[..., T], *arguments: object) -> T | None:
    """What ``read`` gives; None where it found problems, which are added to ``problems``."""
    try:
        return read(*arguments)
    except SampleError as error:
        problems.extend(error.problems)
        return None


def _expected_files(folder: Path) -> list[Path]:
    pages = sorted((folder / "pages").glob("*.yaml"), key=lambda path: code_order(path.stem))
    snippets = [folder / "snippets" / f"{name}.yaml" for name in SNIPPET_ENTRIES]
    return [folder / "site.yaml", folder / "standard_rows.yaml", *pages, *snippets]


def code_order(code: str) -> tuple[str, int]:
    """A, B1, B2, …, B10: codes as people order them."""
    return code[:1], int(code[1:]) if code[1:].isdigit() else 0


def _known(pages: dict[str, Source | None], snippets: dict[str, Source | None], rows: frozenset[str]) -> Known:
    """What may be referred to. A page whose file is broken counts as there: its own problem is reported once."""
    return Known(
        pages={code: _title(source) or code for code, source in pages.items()},
        units=_keys(snippets["units"]),
        institutions=_keys(snippets["institutions"]),
        contacts=_keys(snippets["contacts"]),
        acts=_keys(snippets["legal_acts"]),
        rows=rows,
    )


def _title(source: Source | None) -> str:
    return str(source.data.get("title", "")) if source and isinstance(source.data, dict) else ""


def _keys(source: Source | None) -> frozenset[str]:
    rows = source.data if source and isinstance(source.data, list) else []
    return frozenset(str(row.get("key")) for row in rows if isinstance(row, dict))


def _site_entry(source: Source, known: Known | None) -> Entry[SiteEntry]:
    return Entry("site", "site", checked(source, SiteEntry, known), digest_of(source.data), source)


def _page(problems: list[Problem], code: str, source: Source, known: Known) -> Iterator[Entry[PageEntry]]:
    """The page of one file, or nothing where it has problems."""
    kind = source.data.get("type") if isinstance(source.data, dict) else None
    model = PAGE_ENTRIES.get(str(kind))
    if model is None:
        problems.append(source.problem(("type",), f"type must be one of {', '.join(PAGE_ENTRIES)}"))
        return
    data = _collect(problems, checked, source, model, known)
    if data is None:
        return
    entry: Entry[PageEntry] = Entry("page", data.code, data, digest_of(source.data), source)
    found = list(_page_problems(entry, code))
    problems += found
    if not found:
        yield entry


def _page_problems(entry: Entry[PageEntry], stem: str) -> Iterator[Problem]:
    """What no single field shows: the name of the file, foreign rows, the tree of a guided question."""
    if entry.key != stem:
        yield entry.problem(f"the code {entry.key} is not the name of the file", ("code",))
    if isinstance(entry.data, StandardEntry):
        for number, clause in enumerate(entry.data.clauses):
            if not clause.row.startswith(entry.key):
                message = f"the row {clause.row} does not belong to the section {entry.key}"
                yield entry.problem(message, ("clauses", number, "row"))
    if isinstance(entry.data, GuidedEntry):
        with override("en"):
            messages = tree_errors(_tree(entry.data))
        for message in messages:
            yield entry.problem(message, ("nodes", *_place_in_tree(entry.data, message)))


def _tree(page: GuidedEntry) -> list[Node]:
    """The questions for the check of the tree; there an outcome is any number."""
    return [
        Node(
            node.key,
            node.question,
            tuple(AnswerTo(answer.says, answer.next, 1 if answer.outcome else None) for answer in node.answers),
        )
        for node in page.nodes
    ]


def _place_in_tree(page: GuidedEntry, message: str) -> tuple[str | int, ...]:
    """Place of the question, and of its answer, that ``message`` quotes, so that its line can be named."""
    quoted = re.findall(r"“([^”]*)”", message)
    for number, node in enumerate(page.nodes):
        if node.question in quoted or node.key in quoted:
            answers = [place for place, answer in enumerate(node.answers) if answer.says in quoted]
            return (number, "answers", answers[0]) if answers else (number,)
    return ()


def _list(problems: list[Problem], source: Source, model: type[S], known: Known, kind: str) -> Iterator[Entry[S]]:
    """Entries of a snippet file; those with problems are left out."""
    if not isinstance(source.data, list):
        problems.append(source.problem((), "the file must hold a list of entries"))
        return
    for number, raw in enumerate(source.data):
        data = _collect(problems, checked, source, model, known, (number,))
        if data is not None:
            yield Entry(kind, data.record_key, data, digest_of(raw), source, (number,))


def _repeated(entries: Sequence[Entry[BaseModel]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for entry in entries:
        if entry.key in seen:
            yield entry.problem(f"“{entry.key}” stands twice")
        seen.add(entry.key)


def _repeated_slugs(entries: list[Entry[PageEntry]]) -> Iterator[Problem]:
    """Pages of one kind are siblings, so their addresses must differ."""
    seen: set[tuple[type[PageEntry], str]] = set()
    for entry in entries:
        place = (type(entry.data), entry.data.slug)
        if place in seen:
            yield entry.problem(f"another page of this kind has the slug “{entry.data.slug}”", ("slug",))
        seen.add(place)

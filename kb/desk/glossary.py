"""The glossary as a page: every term with the plain words to say instead (row B6c)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kb.content.models import GlossaryTerm
from kb.desk.screens.links import open_link
from kb.desk.screens.text import typeset
from kb.desk.screens.values import Link
from search.synonym_checks import said

#: The order of Latvian letters; a long vowel stands with its short one, as in dictionaries.
_ALPHABET = "aābcčdeēfgģhiījkķlļmnņoprsštuūvzž"
_LETTERS = {letter: number for number, letter in enumerate(_ALPHABET)}
_SHORT = str.maketrans("āēīū", "aeiu")


@dataclass(frozen=True, slots=True)
class TermRow:
    term: str
    plain: str
    aliases: str
    note: str
    link: Link | None


def glossary(request: HttpRequest) -> HttpResponse:
    """The page of all terms."""
    return render(request, "desk/glossary.html", {"terms": term_rows()})


def term_rows() -> list[TermRow]:
    """Every term in the order of the Latvian alphabet."""
    rows = sorted(GlossaryTerm.objects.select_related("page"), key=lambda row: latvian_order(row.term))
    return [
        TermRow(row.term, typeset(row.plain), ", ".join(_other_names(row)), row.note, open_link(row.page))
        for row in rows
    ]


def _other_names(row: GlossaryTerm) -> Iterator[str]:
    """Aliases that are words of their own: inflected forms of the term tell a reader nothing."""
    known = {said(row.term)}
    for alias in (line.strip() for line in row.aliases.splitlines()):
        if alias and said(alias) not in known:
            known.add(said(alias))
            yield alias


def latvian_order(word: str) -> tuple[list[int], str]:
    """Sorts as Latvian dictionaries do: č after c, š after s; the length of a vowel decides only between equals."""
    lower = word.lower()
    ranks = [_LETTERS.get(letter, -1 if not letter.isalpha() else len(_LETTERS)) for letter in lower.translate(_SHORT)]
    return ranks, lower

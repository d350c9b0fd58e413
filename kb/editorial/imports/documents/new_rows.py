"""Rows that a section of the standard does not have yet: an id, a few words and a place among the others."""

import re
from collections.abc import Collection, Iterator, Mapping, MutableMapping
from string import ascii_lowercase
from typing import Any

from django.utils.translation import gettext as _

#: Before the code of a section: a new row of it.
MARK = "+"
#: As long as the field of a clause; a proposal is shorter.
LONGEST_HEADING, LONGEST_PROPOSAL = 120, 60


def is_new(row: str) -> bool:
    """Whether what was chosen for a piece of the text is a new row."""
    return row.startswith(MARK)


def row_of(piece: Mapping[str, Any]) -> str:
    """The id of the row that a piece of the text goes to; empty where it is left out."""
    return str(piece["id"] if is_new(piece["row"]) else piece["row"])


def section_of(row: str, codes: Collection[str]) -> str:
    """The section whose row this would be: B6 for B6j. Empty where there is none."""
    return max((code for code in codes if row.startswith(code) and row != code), key=len, default="")


def choose(piece: MutableMapping[str, Any], row: str, name: str, before: str) -> None:
    """Keep the id and the words typed for a new row. ``before``: what had been chosen until now.

    An id that was proposed for one section is not taken along to another.
    """
    if not is_new(piece["row"]):
        piece.pop("id", None)
        piece.pop("name", None)
        return
    moved = before != piece["row"] and row == piece.get("id", "")
    piece["id"] = "" if moved else row[:1].upper() + row[1:8].lower()
    piece["name"] = name[:LONGEST_HEADING]


def propose(pieces: Collection[MutableMapping[str, Any]], rows: Mapping[str, Collection[str]]) -> None:
    """Fill in what was left empty. ``rows``: ids by section, as they are now."""
    taken = {row for known in rows.values() for row in known} | {row_of(p) for p in pieces if p.get("id")}
    for piece in pieces:
        if not is_new(piece["row"]):
            continue
        if not piece.get("id"):
            piece["id"] = next(_free(piece["row"].removeprefix(MARK), taken), "")
            taken.add(piece["id"])
        piece["name"] = piece.get("name") or _words(piece["text"])


def problem(piece: Mapping[str, Any], rows: Mapping[str, Collection[str]]) -> str:
    """Why there cannot be such a new row, or empty."""
    if not is_new(piece["row"]):
        return ""
    code, row = piece["row"].removeprefix(MARK), piece["id"]
    if code not in rows:
        return _("There is no section %(section)s.") % {"section": code}
    if any(row in known for known in rows.values()):
        return _("There is a row %(row)s already. Choose it in the list, or give another id.") % {"row": row}
    if not re.fullmatch(r"[A-D]\d[a-z]?", row) or not row.startswith(code):
        return _("“%(row)s” is no id of a row of section %(section)s. It looks like %(example)s.") % {
            "row": row,
            "section": code,
            "example": next(_free(code, set()), code),
        }
    return ""


def add(clauses: Any, row: str, heading: str, text: str) -> None:
    """Put a clause with this wording among the clauses of a draft, in the order of their ids.

    The requirement in plain words begins as the approved wording: a clause cannot be without one.
    """
    place = sum(clause.value["row"] < row for clause in clauses)
    value = {"row": row, "heading": heading, "text": text, "approved": text, "binding": True, "guidance": []}
    clauses.insert(place, ("clause", value))


def _free(code: str, taken: Collection[str]) -> Iterator[str]:
    """Ids of a section in their order: A6 after A5, B6j after B6i."""
    signs = "123456789" if len(code) == 1 else ascii_lowercase
    used = [row for row in taken if row.startswith(code) and len(row) == len(code) + 1]
    last = max(used, default="")
    return (code + sign for sign in signs if code + sign > last)


def _words(text: str) -> str:
    """The first words of a text, as many as a heading has room for."""
    words = ""
    for word in text.split():
        if len(words) + len(word) + 1 > LONGEST_PROPOSAL:
            break
        words = f"{words} {word}".strip()
    return (words or text[:LONGEST_PROPOSAL]).rstrip(".,;:")

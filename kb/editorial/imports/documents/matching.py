"""Which row of the standard each part of an imported text is the wording of. Pure; a proposal that a person corrects.

Three things say where a part belongs, the surest first: a row id that stands in the text, the title of a section above
it, and the words it has in common with a row. What stands under the title of a section is divided among the rows of
that section, in their order.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from rapidfuzz import fuzz

from kb.editorial.imports.documents.likeness import Likeness
from kb.editorial.imports.documents.lines import is_contact
from kb.editorial.imports.documents.new_rows import section_of
from search.analysis import folded

Block = tuple[str, str]

#: From here on two titles are one and the same: endings or a word apart.
SAME_TITLE = 85
#: With less in common a paragraph is left for a person to place.
ENOUGH = 0.16
#: What speaks for the section after the one before, and against a jump.
NEXT, JUMP = 0.12, -0.04
#: The standard has some forty paragraphs on two pages; comparing takes time with each word, and somebody waits.
MOST_BLOCKS, MOST_CHARACTERS = 400, 60_000

_ROW_ID = re.compile(r"^\(?([A-D]\d[a-z]?)\)?[.:)]?\s+")
#: Of a row that there is not yet the id needs a sign after it: «A4 lapa» is paper.
_NEW_ROW_ID = re.compile(r"^\(?[A-D]\d[a-z]?[.:)]")
#: Where a sentence may be divided: after a sign, or before a word that joins; not before «, kas …», which belongs
#: to what it explains.
_CUTS = re.compile(r"(?<=[.;:])\s+|(?<=,)\s+(?!(?:kas|ko|kam|kur\w*|kād\w*|lai|ja|ka|kad|tostarp) )|\s+(?=(?:un|vai) )")
#: What speaks for another row after a paragraph, a sentence or a semicolon, and against it before a word that joins.
NEW_PARAGRAPH, NEW_SENTENCE, NEW_SEMICOLON, JOINED = 0.4, 0.2, 0.1, -0.2


#: Rows of the standard that are contacts of the company: kept once as such, not as clauses of a section.
ADDRESS_ROW, EMAIL_ROW, PHONE_ROW, WEB_ROW, NAME_ROW = "D5", "D6", "D7", "D8", "D9"
#: «… kontakti» above the contacts names whose they are.
_NAME = re.compile(r"(.{3,}?) kontakti$")


class Why(Enum):
    """What a match rests on."""

    ROW_ID = "row_id"
    TITLE = "title"
    WORDS = "words"
    CONTACT = "contact"
    HEADING = "heading"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a section, with all the words that say what it is about."""

    row: str
    words: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the standard as it stands now."""

    code: str
    title: str
    words: str
    rows: tuple[Row, ...]


@dataclass(slots=True)
class Piece:
    """A part of the text under a heading of the file; ``row`` is empty where no place was found."""

    heading: str
    text: str
    row: str = ""
    why: Why = Why.NOTHING


@dataclass(slots=True)
class _Part:
    """A paragraph with what is known of its place beforehand."""

    heading: str
    text: str
    row: str = ""
    section: Section | None = None
    why: Why = Why.NOTHING
    places: list[float] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Whether its words have to say where it belongs."""
        return self.section is None and self.why == Why.NOTHING


def match(blocks: Sequence[Block], sections: Sequence[Section]) -> list[Piece]:
    """Pieces in reading order; ``sections`` have rows. ValueError where the text is too long to be the standard."""
    if len(blocks) > MOST_BLOCKS or sum(len(text) for _kind, text in blocks) > MOST_CHARACTERS:
        raise ValueError("too long")
    parts = list(_parts(blocks, sections))
    _place_by_words([part for part in parts if part.open], _untitled(parts, sections))
    divided: dict[int, list[Piece]] = {}
    for section in sections:
        own = [number for number, part in enumerate(parts) if part.section is section]
        if own:
            for number, pieces in zip(own, _divided([parts[number] for number in own], section), strict=True):
                divided[number] = pieces
    undivided = [[Piece(part.heading, part.text, part.row, part.why)] for part in parts]
    return [piece for number, pieces in enumerate(undivided) for piece in divided.get(number, pieces)]


def section_titled(title: str, sections: Sequence[Section]) -> Section | None:
    """The section whose title, or code, this is."""
    bare = folded(title).replace(" ", "")
    for section in sections:
        if folded(title).split()[:1] == [section.code.lower()] or folded(section.title).replace(" ", "") == bare:
            return section
    best = max(sections, key=lambda section: _same(title, section.title), default=None)
    return best if best and _same(title, best.title) >= SAME_TITLE else None


def _same(one: str, other: str) -> float:
    return fuzz.token_sort_ratio(folded(one), folded(other))


def _parts(blocks: Sequence[Block], sections: Sequence[Section]) -> list[_Part]:
    """Paragraphs with their headings; a heading that names no section is a part as well, so that nothing is lost."""
    known = {row.row for section in sections for row in section.rows}
    codes = [section.code for section in sections]
    heading, under, parts = "", None, []
    for kind, text in blocks:
        stated = _ROW_ID.match(text)
        titled = section_titled(text, sections) if kind == "heading" else None
        if titled:
            heading, under = text, titled
        elif stated and (stated[1] in known or (_NEW_ROW_ID.match(text) and section_of(stated[1], codes))):
            parts.append(_Part(heading, text[stated.end() :], row=stated[1], why=Why.ROW_ID))
        elif is_contact(text):
            parts.append(_Part(heading, text, row=_contact_row(text), why=Why.CONTACT))
        elif kind == "heading":
            heading, under = text, None
            if named := _NAME.match(text):
                parts.append(_Part(heading, named[1], row=NAME_ROW, why=Why.CONTACT))
            else:
                parts.append(_Part(heading, text, why=Why.HEADING))
        else:
            parts.append(_Part(heading, text, section=under, why=Why.TITLE if under else Why.NOTHING))
    return parts


def _contact_row(text: str) -> str:
    if "@" in text:
        return EMAIL_ROW
    if "://" in text or "www." in text:
        return WEB_ROW
    return ADDRESS_ROW if "LV-" in text else PHONE_ROW


def _untitled(parts: Sequence[_Part], sections: Sequence[Section]) -> list[Section]:
    """Sections that no heading and no row id of the file names."""
    rows = {part.row for part in parts}
    named = {part.section.code for part in parts if part.section}
    return [section for section in sections if section.code not in named and not rows & {r.row for r in section.rows}]


def _place_by_words(parts: Sequence[_Part], sections: Sequence[Section]) -> None:
    """The likeliest way through the sections: paragraphs of the standard come in its order, mostly.

    The best way to each section is kept paragraph by paragraph (Viterbi); the last place stands for «none».
    """
    if not parts or not sections:
        return
    likeness = Likeness([section.words for section in sections])
    for part in parts:
        part.places = [*likeness.of(part.text), ENOUGH]
    nowhere = len(sections)
    best, came = list(parts[0].places), []
    for part in parts[1:]:
        sums = [[score + _step(b, place, nowhere) for b, score in enumerate(best)] for place in range(nowhere + 1)]
        came.append([_highest(row) for row in sums])
        best = [max(row) + part.places[place] for place, row in enumerate(sums)]
    place = _highest(best)
    for number in range(len(parts) - 1, -1, -1):
        parts[number].section = sections[place] if place != nowhere else None
        place = came[number - 1][place] if number else place


def _step(before: int, after: int, nowhere: int) -> float:
    if nowhere in (before, after):
        return 0.0
    return NEXT if after in (before, before + 1) else JUMP


def _divided(parts: Sequence[_Part], section: Section) -> list[list[Piece]]:
    """For each of the parts under one section its text, cut up for the rows."""
    segments = [(number, text) for number, part in enumerate(parts) for text in _CUTS.split(part.text)]
    found: list[list[Piece]] = [[] for _part in parts]
    for (number, text), place in zip(segments, _assigned(segments, section.rows), strict=True):
        part, pieces, row = parts[number], found[number], section.rows[place].row
        if pieces and pieces[-1].row == row:
            pieces[-1].text += f" {text}"
        else:
            pieces.append(Piece(part.heading, text, row, Why.WORDS if part.places else Why.TITLE))
    return found


def _assigned(segments: Sequence[tuple[int, str]], rows: Sequence[Row]) -> list[int]:
    """A row for each segment, rising; no row is left out while there are segments enough.

    The best way to each row is kept segment by segment.
    """
    likeness = Likeness([row.words for row in rows])
    every = len(segments) >= len(rows)
    impossible = float("-inf")
    best: list[float] = []
    came: list[list[int]] = []
    for number, (_part, text) in enumerate(segments):
        scores = likeness.of(text)
        if number == 0:
            best = [score if row == 0 or not every else impossible for row, score in enumerate(scores)]
            continue
        change = _change(segments[number - 1], segments[number])
        reached, ways = [], []
        for row, score in enumerate(scores):
            lowest = max(0, row - 1) if every else 0
            sums = [best[before] + (change if before != row else 0) for before in range(lowest, row + 1)]
            ways.append(lowest + _highest(sums))
            reached.append(score + max(sums))
        best = reached
        came.append(ways)
    row = len(rows) - 1 if every else _highest(best)
    found = [row]
    for ways in reversed(came):
        row = ways[row]
        found.append(row)
    return found[::-1]


def _highest(numbers: Sequence[float]) -> int:
    """Where the highest of the numbers stands; the first of equals."""
    return max(range(len(numbers)), key=numbers.__getitem__)


def _change(before: tuple[int, str], after: tuple[int, str]) -> float:
    """What speaks for another row between two neighbouring segments."""
    if before[0] != after[0]:
        return NEW_PARAGRAPH
    if before[1].endswith("."):
        return NEW_SENTENCE
    if before[1].endswith(";"):
        return NEW_SEMICOLON
    return JOINED if after[1].startswith(("un ", "vai ")) else 0.0

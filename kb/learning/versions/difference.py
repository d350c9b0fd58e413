"""What differs between two versions, section by section and row by row. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.content.word_differences import Piece, word_difference
from kb.learning.versions.text import Clause, Section, StandardText


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of the standard, or the head of a section (``row`` empty). ``lines``: its texts that differ."""

    row: str
    lines: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class SectionChange:
    code: str
    title: str
    new: bool
    gone: bool
    rows: tuple[RowChange, ...]


def difference(old: StandardText, new: StandardText) -> tuple[SectionChange, ...]:
    """Sections that differ in the order of the newer text, then those that are gone."""
    before = {section.code: section for section in old.sections}
    after = {section.code: section for section in new.sections}
    found = [_section(section, before.get(code), section) for code, section in after.items()]
    found += [_section(section, section, None) for code, section in before.items() if code not in after]
    return tuple(change for change in found if change.rows or change.new or change.gone)


def _section(shown: Section, old: Section | None, new: Section | None) -> SectionChange:
    head = _changed("", _head(old), _head(new))
    rows = (head, *_clauses(old.clauses if old else (), new.clauses if new else ()))
    return SectionChange(
        shown.code, shown.title, new=old is None, gone=new is None, rows=tuple(row for row in rows if row.lines)
    )


def _clauses(old: tuple[Clause, ...], new: tuple[Clause, ...]) -> Iterator[RowChange]:
    """Rows by their lasting id; one that only moved within its section has not changed."""
    before = {clause.row: clause for clause in old}
    after = {clause.row: clause for clause in new}
    for row in [*after, *(row for row in before if row not in after)]:
        yield _changed(row, _texts(before.get(row)), _texts(after.get(row)))


def _changed(row: str, old: tuple[str, ...], new: tuple[str, ...]) -> RowChange:
    """The texts of a place pair by pair: heading and requirement, what it means at work."""
    pairs = zip(old, new, strict=True)
    return RowChange(row, tuple(word_difference(before, after) for before, after in pairs if before != after))


def _head(section: Section | None) -> tuple[str, ...]:
    if section is None:
        return "", ""
    return f"{section.title}{'' if section.binding else ' (nav saistoša)'}", section.intro


def _texts(clause: Clause | None) -> tuple[str, ...]:
    if clause is None:
        return "", ""
    return f"{clause.heading} {clause.text}{'' if clause.binding else ' (nav saistošs)'}", clause.practice

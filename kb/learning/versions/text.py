"""The text of the standard as a version keeps it."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.utils import translation

from kb.content.access import EVERYBODY, opens
from kb.content.blocks.passages import plain
from kb.content.models import StandardDocumentPage, StandardSectionPage


@dataclass(frozen=True, slots=True)
class Clause:
    """One row. ``text`` is the approved wording, or the requirement in plain words until that is entered."""

    row: str
    heading: str
    text: str
    practice: str
    binding: bool


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    title: str
    part: str
    intro: str
    binding: bool
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class StandardText:
    title: str
    intro: str
    sections: tuple[Section, ...]

    @property
    def data(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def plain(self) -> str:
        """Lines in the order of the document; the same text gives the same lines, letter by letter."""
        return "\n".join(_lines(self)) + "\n"

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.plain.encode()).hexdigest()

    @property
    def codes(self) -> list[str]:
        return [section.code for section in self.sections]


def text_of(document: StandardDocumentPage) -> StandardText:
    """The text as everybody reads it now: what is restricted to a group binds nobody else, so it is not in it."""
    live = StandardSectionPage.objects.child_of(document).live().order_by("path")
    with translation.override(settings.LANGUAGE_CODE):  # content is Latvian, whoever publishes
        sections = tuple(_section(page) for page in live if opens(page.path, EVERYBODY))
    return StandardText(document.title, plain(document.intro), sections)


def text_from(data: dict[str, Any]) -> StandardText:
    """The text from what a version stores."""
    sections = tuple(
        Section(**{**section, "clauses": tuple(Clause(**clause) for clause in section["clauses"])})
        for section in data["sections"]
    )
    return StandardText(data["title"], data["intro"], sections)


def _section(page: StandardSectionPage) -> Section:
    clauses = tuple(
        Clause(
            row=value["row"],
            heading=plain(value["heading"]),
            text=plain(value["approved"] or value["text"]),
            practice=plain(value["practice"]),
            binding=bool(value["binding"]),
        )
        for value in (child.value for child in page.clauses)
    )
    part = str(page.get_group_display())
    return Section(page.code, page.title, part, plain(page.intro), page.binding, clauses)


def _lines(text: StandardText) -> Iterator[str]:
    """Latvian words of its own are written out: a new translation must not change what was hashed."""
    yield text.title
    if text.intro:
        yield text.intro
    for section in text.sections:
        yield ""
        yield f"{section.code} {section.title} ({section.part}{'' if section.binding else ', nav saistoša'})"
        if section.intro:
            yield section.intro
        for clause in section.clauses:
            yield f"{clause.row} {clause.heading} {clause.text}{'' if clause.binding else ' (nav saistošs)'}"
            if clause.practice:
                yield f"   Darbā: {clause.practice}"

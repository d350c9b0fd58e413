"""The screen of a section of the standard: its clauses and the guidance that applies them."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from kb.content.blocks.passages import plain
from kb.content.models import StandardSectionPage
from kb.desk.presentation import PageView
from kb.desk.screens.links import page_links
from kb.desk.screens.shared import shared_parts
from kb.desk.screens.text import typeset
from kb.desk.screens.values import Link, Screen


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A row of the standard. ``letter`` stands raised after its text."""

    row: str
    letter: str
    heading: str
    text: SafeString
    practice: SafeString
    guidance: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardScreen(Screen):
    clauses: tuple[ClauseRow, ...]
    guidance: tuple[Link, ...]


def standard_screen(page: StandardSectionPage, view: PageView) -> StandardScreen:
    """Guidance of all clauses, each page once; related pages that are not among it."""
    clauses = clause_rows(page)
    guidance = tuple({link.url: link for clause in clauses for link in clause.guidance}.values())
    shared = shared_parts(page, view)
    shared["related"] = tuple(link for link in shared["related"] if link not in guidance)
    return StandardScreen(**shared, clauses=clauses, guidance=guidance)


def clause_rows(page: StandardSectionPage) -> tuple[ClauseRow, ...]:
    """The rows of a section; the approved wording where it has been entered, else the requirement in plain words."""
    return tuple(
        ClauseRow(
            row=value["row"],
            letter=value["row"][2:],
            heading=value["heading"],
            text=typeset(plain(value["approved"] or value["text"])),
            practice=typeset(value["practice"]),
            guidance=page_links(value["guidance"]),
        )
        for value in (child.value for child in page.clauses)
    )

"""The pages of a copy as HTML, still with the site's addresses.

For employees they are the site's own pages in the frame of the copy. For clients they are made of ``client_text``
alone: what a page type does not declare as the client's is not even asked for.
"""

from dataclasses import replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string

from kb.calendar.sentences import fill_plain
from kb.content.client_text import client_text
from kb.content.directory import directory_for
from kb.content.linked import read, together
from kb.content.models import (
    ContactPage,
    GuidedQuestionPage,
    KnowledgePage,
    StandardDocumentPage,
    StandardSectionPage,
)
from kb.desk.chrome import ORGANISATION
from kb.desk.export.addresses import STATIC
from kb.desk.export.edition import Edition
from kb.desk.export.guided import questions
from kb.desk.export.offline import sprite
from kb.desk.export.pages import Group
from kb.desk.glossary import term_rows
from kb.desk.presentation import PageView, present
from kb.desk.reading import readable
from kb.desk.reference import reference
from kb.desk.screens import screen_of
from kb.desk.screens.marks import band, trust_mark
from kb.desk.screens.shared import shared_parts
from kb.desk.screens.terms import with_terms
from kb.desk.screens.values import Screen
from kb.qr import bare, public_url, qr_svg

FRAME = "desk/export/frame.html"
#: Linked on every page, in this order: first the one that names the layers.
SHEETS = (
    *("kb", "tokens", "base", "layout", "panels", "controls", "copies", "lists", "pages", "guided", "standard"),
    *("print", "export"),
)


class Screens:
    """Renders what one copy holds. ``standard``: the document, where every employee may read it."""

    def __init__(self, edition: Edition, standard: StandardDocumentPage | None) -> None:
        self.edition = edition
        self.standard = standard

    def index(self, groups: list[Group]) -> str:
        return self._render("desk/export/index.html", {"groups": groups})

    def glossary(self) -> str:
        terms = term_rows()
        if self.edition.public:
            terms = [replace(row, note="", link=None) for row in terms]
        return self._render("desk/glossary.html", {"terms": terms})

    def page(self, page: KnowledgePage) -> str:
        page = readable(page)
        with together():
            read([page])
            view = replace(present(page, day=self.edition.day, today=self.edition.day), kept=True)
            if self.edition.public:
                return self._render("desk/export/client_page.html", self._for_clients(page, view))
            if isinstance(page, GuidedQuestionPage):
                context = {"page": page, "screen": _guided(page, view), "questions": questions(page)}
                return self._render("desk/export/guided_page.html", context)
            return self._render(page.template, self._for_employees(page, view))

    def document(self, standard: StandardDocumentPage) -> str:
        """The whole standard: every section that every employee may read."""
        sections = standard.sections(AnonymousUser())
        with together():
            read(sections)
            if self.edition.public:
                texts = [(section, client_text(section, self.edition.day)[1:]) for section in sections]
                return self._render("desk/export/client_standard.html", {"page": standard, "sections": texts})
            url = public_url(standard.url or "/")
            context = {"page": standard, "document": standard, "sections": sections}
            return self._render(standard.template, context | {"qr": qr_svg(url), "address": bare(url)})

    def _for_employees(self, page: KnowledgePage, view: PageView) -> dict[str, Any]:
        context: dict[str, Any] = {"page": page, "today": view.today, "trust": view.trust, "request": _nobody()}
        if isinstance(page, ContactPage):
            context["directory"] = directory_for(page, view.received)
        if isinstance(page, StandardSectionPage) and self.standard:
            context |= {"document": self.standard, "sections": self.standard.sections(AnonymousUser())}
        return context | {"screen": screen_of(page, view, context)}

    def _for_clients(self, page: KnowledgePage, view: PageView) -> dict[str, Any]:
        """Nothing but the reason where the page may not be given away, as where texts are copied."""
        lines = client_text(page, view.received)[1:]
        due = view.answer.due
        filled = [fill_plain(line, received=view.received, due=due, dated=True) for line in lines]
        said = len(page.answer_lines)
        refused = bool(view.copies.blocked_reason)
        return {
            "page": page,
            "mark": trust_mark(view.trust),
            "band": band(view.trust),
            "reason": view.copies.blocked_reason,
            "said": [] if refused else filled[:said],
            "told": [] if refused else filled[said:],
        }

    def _render(self, template: str, context: dict[str, Any]) -> str:
        known = reference()
        return render_to_string(
            template,
            {
                "frame": FRAME,
                "edition": self.edition,
                "organisation": ORGANISATION,
                "company": known.company,
                "emergency": known.emergency,
                "chrome": {"contact": known.company},
                "standard": self.standard,
                "sheets": [f"{STATIC}/{name}.css" for name in SHEETS],
                "sprite": sprite(),
                **context,
            },
        )


def _guided(page: GuidedQuestionPage, view: PageView) -> Screen:
    return with_terms(Screen(**shared_parts(page, view)))


def _nobody() -> HttpRequest:
    """The request of somebody who has no rights but to read: attached files of groups are not offered to them."""
    request = HttpRequest()
    request.user = AnonymousUser()
    return request

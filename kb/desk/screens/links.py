"""Links from page to page: only to what everybody who is logged in may read.

A rendered page serves many readers; a title that only some may know stands on none.
"""

from collections.abc import Iterable

from django.urls import reverse
from wagtail.models import Page

from kb.content.access import EVERYBODY, opens
from kb.desk.screens.values import Link


def page_links(pages: Iterable[Page | None]) -> tuple[Link, ...]:
    """Links to those of ``pages`` that are open."""
    return tuple(link_to(page) for page in pages if page and is_open(page))


def link_to(page: Page) -> Link:
    return Link(page.title, page.url or "", getattr(page, "code", ""))


def open_link(page: Page | None) -> Link | None:
    return link_to(page) if page and is_open(page) else None


def is_open(page: Page) -> bool:
    """Live and without a restriction above it."""
    return bool(page.live) and opens(page.path, EVERYBODY)


def standard_row(row: str) -> Link:
    """A row such as B6g stands on the page of its section, B6; all rows of part A on one page."""
    section = "A" if row.startswith("A") else row[:2]
    return Link(row, f"{reverse('page_by_code', args=[section])}#{row}", row)

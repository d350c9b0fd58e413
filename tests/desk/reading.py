"""Reads the HTML of a page as a person or a printer meets it: what is said, and what of it is for employees only."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client
from wagtail.models import Page

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class _Reader(HTMLParser):
    """Texts and attributes in order, each with whether an element with ``data-internal`` stands around it."""

    open: list[tuple[str, bool]] = field(default_factory=list)
    found: list[tuple[str, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    @property
    def internal(self) -> bool:
        return bool(self.open) and self.open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        internal = self.internal or "data-internal" in dict(attrs)
        self.found += [(value, internal) for _name, value in attrs if value]
        if tag not in _VOID:
            self.open.append((tag, internal))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.found.append((data, self.internal))


def _read(html: str) -> list[tuple[str, bool]]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


def outside(html: str) -> str:
    """Texts and attributes that are not inside ``data-internal``."""
    return "\n".join(text for text, internal in _read(html) if not internal)


def inside(html: str) -> str:
    """Texts and attributes that are inside ``data-internal``."""
    return "\n".join(text for text, internal in _read(html) if internal)


def words(html: str) -> str:
    """The text alone, white space folded."""
    return " ".join(re.sub(r"<[^>]*>", "", html).replace("\u00a0", " ").split())


def main_of(browser: Client, page: Page, query: str = "") -> str:
    """The HTML of the main part of ``page``."""
    html = browser.get(page.url + query).content.decode()
    return html[html.index("<main") : html.index("</main>")]


def screen_of(browser: Client, page: Page, query: str = "") -> object:
    """What the templates were given to print."""
    return browser.get(page.url + query).context_data["screen"]

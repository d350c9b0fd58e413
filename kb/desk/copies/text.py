"""A text for the client as paragraphs and lists, printed as plain text or as HTML.

The HTML has no attributes and no links: it is pasted into programs that we do not know.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that stand together; with a ``heading`` they are a list under it."""

    lines: tuple[str, ...]
    heading: str = ""


def paragraph(*lines: str) -> Part:
    return Part(tuple(line for line in lines if line.strip()))


def listing(heading: str, lines: Iterable[str]) -> Part:
    return Part(tuple(line for line in lines if line.strip()), heading)


def plain(parts: Iterable[Part]) -> str:
    """Parts with an empty line between; items of a list begin with a dash."""
    return "\n\n".join("\n".join(_plain_lines(part)) for part in parts if part.lines)


def _plain_lines(part: Part) -> list[str]:
    if not part.heading:
        return list(part.lines)
    return [f"{part.heading}:", *(f"- {line}" for line in part.lines)]


def html(parts: Iterable[Part]) -> SafeString:
    """The same words as safe HTML."""
    return format_html_join("", "{}", ((_html(part),) for part in parts if part.lines))


def _html(part: Part) -> SafeString:
    if not part.heading:
        lines = format_html_join(SafeString("<br>"), "{}", ((line,) for line in part.lines))
        return format_html("<p>{}</p>", lines)
    items = format_html_join("", "<li>{}</li>", ((line,) for line in part.lines))
    return format_html("<p><b>{}:</b></p><ul>{}</ul>", part.heading, items)

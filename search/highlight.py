"""Marks what matched, in the text as people read it. FTS5's own highlighter would mark the analysed text instead."""

from collections.abc import Iterable, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from search.analysis import index_keys, spans

SNIPPET_CHARACTERS = 180

#: Where a word that matched starts and ends.
Match = tuple[int, int]


def matches(text: str, keys: set[str]) -> list[Match]:
    """The words of ``text`` that share a key with the query."""
    return [(start, stop) for start, stop, word in spans(text) if not keys.isdisjoint(index_keys(word))]


def marked(text: str, found: Sequence[Match]) -> SafeString:
    """``text`` as safe HTML with <mark> around what was found; what ends behind the text is passed over."""
    pieces: list[str] = []
    end = 0
    for start, stop in found:
        if stop <= len(text):
            pieces += [escape(text[end:start]), "<mark>", escape(text[start:stop]), "</mark>"]
            end = stop
    pieces.append(escape(text[end:]))
    return mark_safe("".join(pieces))  # noqa: S308  (every piece of text is escaped)


def best_line(lines: Iterable[str], keys: set[str]) -> str:
    """The first of the lines with the most matching words, «» where none matches."""
    best, most = "", 0
    for line in lines:
        number = len(matches(line, keys))
        if number > most:
            best, most = line, number
    return best


def shorten(text: str) -> str:
    """At most SNIPPET_CHARACTERS, cut between words."""
    if len(text) <= SNIPPET_CHARACTERS:
        return text
    return text[:SNIPPET_CHARACTERS].rsplit(" ", 1)[0] + "…"

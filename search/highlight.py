"""Marks what matched, in the text as people read it. FTS5's own highlighter would mark the analysed text instead."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import index_keys, spans

SNIPPET_CHARACTERS = 180


def highlight(text: str, keys: set[str]) -> SafeString:
    """``text`` as safe HTML with <mark> around each word that shares a key with the query."""
    pieces: list[str] = []
    end = 0
    for start, stop, word in spans(text):
        if keys.intersection(index_keys(word)):
            pieces += [escape(text[end:start]), "<mark>", escape(text[start:stop]), "</mark>"]
            end = stop
    pieces.append(escape(text[end:]))
    return mark_safe("".join(pieces))  # noqa: S308  (every piece of text is escaped)


def best_line(lines: Iterable[str], keys: set[str]) -> str:
    """The first of the lines with the most matching words, cut to a readable length; «» where none matches."""
    best, most = "", 0
    for line in lines:
        number = sum(1 for _, _, word in spans(line) if keys.intersection(index_keys(word)))
        if number > most:
            best, most = line, number
    return shorten(best)


def shorten(text: str) -> str:
    """At most SNIPPET_CHARACTERS, cut between words."""
    if len(text) <= SNIPPET_CHARACTERS:
        return text
    return text[:SNIPPET_CHARACTERS].rsplit(" ", 1)[0] + "…"

"""Marks the terms of the glossary in what a screen says in running text, a passage at a time."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import count
from typing import Any, TypeVar

from django.utils.safestring import SafeString

from kb.content.blocks.passages import VisiblePassage
from kb.desk.screens.values import BodyGroup, Fact, Screen
from kb.desk.terms import Passage, forms

#: Parts of a screen that are one passage as a whole: lists that are read from top to bottom.
_WHOLE = ("steps", "internal", "ask", "documents", "competent")
#: Parts of which each row is a passage.
_BY_ROW = ("facts", "faq", "exceptions", "not_competent", "clauses", "body")
#: Text inside such rows; labels, titles and the sentence to say are left as they are.
_TEXTS = ("value", "sub", "lines", "html", "answer", "then", "text")
#: The binding text of the standard is never touched, only what it means at work.
_TEXTS_OF_CLAUSE = ("practice",)

S = TypeVar("S", bound=Screen)


def with_terms(screen: S) -> S:
    """The same screen with each term marked once in each passage."""
    if not forms():
        return screen
    numbers = (f"term-{number}" for number in count(1))
    changed: dict[str, Any] = {}
    for part in fields(screen):
        value = getattr(screen, part.name)
        if part.name in _WHOLE and value:
            changed[part.name] = _marked(value, Passage(next(numbers)), _TEXTS)
        elif part.name in _BY_ROW and value:
            texts = _TEXTS_OF_CLAUSE if part.name == "clauses" else _TEXTS
            changed[part.name] = tuple(_rows(value, numbers, texts))
    return replace(screen, **changed)


def _rows(rows: Any, numbers: Iterator[str], texts: tuple[str, ...]) -> Iterator[Any]:
    for row in rows:
        yield _marked(row, Passage(next(numbers)), texts)


def _marked(value: Any, passage: Passage, texts: tuple[str, ...]) -> Any:
    """Safe HTML marked, rows with their texts marked, anything else as it is."""
    if isinstance(value, SafeString):
        return passage.mark(value)
    if isinstance(value, tuple):
        return tuple(_marked(item, passage, texts) for item in value)
    if isinstance(value, BodyGroup):
        return replace(value, children=tuple(_child(child, passage) for child in value.children))
    if isinstance(value, Fact) and (value.url or value.sample):
        return value  # printed inside a link or underlined as a whole
    if is_dataclass(value) and not isinstance(value, type):
        found = [part.name for part in fields(value) if part.name in texts]
        return replace(value, **{name: _marked(getattr(value, name), passage, texts) for name in found})
    return value


def _child(child: Any, passage: Passage) -> Any:
    """A passage of running text as marked HTML; headings, and lines that stand for withheld text, as they are."""
    if not isinstance(getattr(child, "block", None), VisiblePassage):
        return child
    return passage.mark(SafeString(child.render()))

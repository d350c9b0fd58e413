"""Pages that other pages link to, read together.

Choosers in StreamFields and links in rich text each ask the database for what they point at, a query a field. Inside
``together()`` they take it from what ``read`` has fetched for the whole page at once; elsewhere they work as Wagtail's.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

#: Pages read so far in this rendering, None for an id that no page has; unset outside one.
_known: ContextVar[dict[int, Page | None] | None] = ContextVar("linked_pages", default=None)
_LINK = re.compile(r'<a\b[^>]*linktype="page"[^>]*>')
_ID = re.compile(r'\bid="(\d+)"')


@contextmanager
def together() -> Iterator[None]:
    """While it is open, linked pages are read once. It spans one rendering and no more: pages change."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def read(pages: Iterable[Page], *, rich_text: bool = True) -> None:
    """Fetch whatever the streams of ``pages`` link to, with one query; nothing outside ``together()``.

    Without ``rich_text`` only what is chosen, not what is linked inside a text.
    """
    known = _known.get()
    if known is None:
        return
    wanted = {pk for page in pages for pk in _links_of(page, rich_text=rich_text)} - known.keys()
    if wanted:
        known.update(dict.fromkeys(wanted))
        known.update(_pages(wanted))


def linked(ids: Iterable[int]) -> dict[int, Page]:
    """Pages by id, from what was read together where that is possible; an id without a page is left out."""
    known = _known.get() or {}
    wanted = set(ids)
    missing = wanted - known.keys()
    found = {pk: page for pk in wanted if (page := known.get(pk))}
    return found | _pages(missing) if missing else found


def _pages(ids: Iterable[int]) -> dict[int, Page]:
    """Pages by id; those of the knowledge base with their code, no other type with its own fields."""
    found = Page.objects.filter(pk__in=ids).select_related("knowledgepage")
    return {page.pk: getattr(page, "knowledgepage", page) for page in found}


def _links_of(page: Page, *, rich_text: bool) -> Iterator[int]:
    for name, block in _streams(type(page), rich_text):  # type: ignore[arg-type]  # a class can be hashed
        if value := getattr(page, name):
            yield from _ids(block, value.get_prep_value())


@cache
def _streams(model: type[Page], rich_text: bool) -> tuple[tuple[str, blocks.StreamBlock], ...]:
    """Streams of a type of page that may link to pages."""
    fields = [field for field in model._meta.get_fields() if isinstance(field, StreamField)]
    return tuple((field.name, field.stream_block) for field in fields if _may_link(field.stream_block, rich_text))


def _may_link(block: blocks.Block, rich_text: bool) -> bool:
    match block:
        case blocks.PageChooserBlock():
            return True
        case blocks.RichTextBlock():
            return rich_text
        case blocks.StreamBlock() | blocks.StructBlock():
            return any(_may_link(child, rich_text) for child in block.child_blocks.values())
        case blocks.ListBlock():
            return _may_link(block.child_block, rich_text)
    return False


def _ids(block: blocks.Block, raw: Any) -> Iterator[int]:
    """Ids of pages in the stored form of a value of ``block``."""
    match block:
        case blocks.PageChooserBlock() if raw:
            yield int(raw)
        case blocks.RichTextBlock():
            yield from (int(found[1]) for link in _LINK.findall(raw or "") if (found := _ID.search(link)))
        case blocks.StreamBlock():
            for child in raw or ():
                if child["type"] in block.child_blocks:
                    yield from _ids(block.child_blocks[child["type"]], child["value"])
        case blocks.StructBlock():
            for name, child_block in block.child_blocks.items():
                yield from _ids(child_block, (raw or {}).get(name))
        case blocks.ListBlock():
            for item in raw or ():
                yield from _ids(
                    block.child_block, item["value"] if isinstance(item, dict) and "value" in item else item
                )


class LinkedPageBlock(blocks.PageChooserBlock):
    """A page chooser that takes its pages from what was read together."""

    def bulk_to_python(self, values: Sequence[int | None]) -> list[Page | None]:
        known = _known.get()
        if known is None or not known.keys() >= {value for value in values if value}:
            return list(super().bulk_to_python(values))
        found = (known.get(value) if value else None for value in values)
        return [page if isinstance(page, self.model_class) else None for page in found]


#: For migrations the chooser is Wagtail's: it stores the same.
DECONSTRUCT_ALIASES = {LinkedPageBlock: "wagtail.blocks.PageChooserBlock"}

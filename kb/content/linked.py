"""Pages that other pages link to, read together.

Choosers in StreamFields and links in rich text each ask the database for what they point at, a query a field. Inside
``together()`` they take it from what ``read`` has fetched for the whole page at once; elsewhere they work as Wagtail's.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from wagtail import blocks
from wagtail.models import Page

from kb.content.stored import Pointing, pointed_at

#: Pages read so far in this rendering, None for an id that no page has; unset outside one.
_known: ContextVar[dict[int, Page | None] | None] = ContextVar("linked_pages", default=None)
_CHOSEN = Pointing(blocks.PageChooserBlock)
_LINKED = Pointing(blocks.PageChooserBlock, linked=Page, feature="link")


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
    pointing = _LINKED if rich_text else _CHOSEN
    wanted = {pk for page in pages for pk in pointed_at(page, pointing)} - known.keys()
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

"""What the streams of a page point at, read from the form they are stored in: the database is not asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Model
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.rich_text import extract_references_from_rich_text


@dataclass(frozen=True)
class Pointing:
    """What is chosen in ``chooser`` blocks and, where ``linked`` is given, links in texts to rows of that model, which
    the editor's ``feature`` makes."""

    chooser: type[blocks.FieldBlock]
    linked: type[Model] | None = None
    feature: str = ""


def pointed_at(page: Page, pointing: Pointing) -> Iterator[int]:
    """Ids in the order of the page; the same one may come twice."""
    for name, block in _streams(page.__class__, pointing):
        if value := getattr(page, name):
            yield from _ids(block, value.get_prep_value(), pointing)


@cache
def _streams(model: Any, pointing: Pointing) -> tuple[tuple[str, blocks.StreamBlock], ...]:
    """Streams of a type of page that may point so; the others need not be looked through."""
    fields = [field for field in model._meta.get_fields() if isinstance(field, StreamField)]
    return tuple((field.name, field.stream_block) for field in fields if _may_point(field.stream_block, pointing))


def _may_point(block: blocks.Block, pointing: Pointing) -> bool:
    match block:
        case blocks.FieldBlock() if isinstance(block, pointing.chooser):
            return True
        case blocks.RichTextBlock():
            return pointing.linked is not None and (block.features is None or pointing.feature in block.features)
        case blocks.StreamBlock() | blocks.StructBlock():
            return any(_may_point(child, pointing) for child in block.child_blocks.values())
        case blocks.ListBlock():
            return _may_point(block.child_block, pointing)
    return False


def _ids(block: blocks.Block, raw: Any, pointing: Pointing) -> Iterator[int]:
    match block:
        case blocks.FieldBlock() if isinstance(block, pointing.chooser):
            if raw:
                yield int(raw)
        case blocks.RichTextBlock() if pointing.linked:
            for model, found, *_ in extract_references_from_rich_text(raw or ""):
                if issubclass(model, pointing.linked) and str(found).isdecimal():
                    yield int(found)
        case blocks.StreamBlock():
            for child in raw or ():
                if child["type"] in block.child_blocks:
                    yield from _ids(block.child_blocks[child["type"]], child["value"], pointing)
        case blocks.StructBlock():
            for name, child_block in block.child_blocks.items():
                yield from _ids(child_block, (raw or {}).get(name), pointing)
        case blocks.ListBlock():
            for item in raw or ():
                value = item["value"] if isinstance(item, dict) and "value" in item else item
                yield from _ids(block.child_block, value, pointing)

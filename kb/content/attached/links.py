"""Which documents a page points at: chosen as forms, or linked in a text. As the streams are stored, asking nobody."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Page

_LINK = re.compile(r'<a\b[^>]*linktype="document"[^>]*>')
_ID = re.compile(r'\bid="(\d+)"')


def attached_ids(page: Page) -> tuple[int, ...]:
    """Ids of the documents, each once, in their order on the page."""
    model: Any = type(page)
    streams = ((block, getattr(page, name)) for name, block in _streams(model))
    found = (pk for block, value in streams if value for pk in _ids(block, value.get_prep_value()))
    return tuple(dict.fromkeys(found))


@cache
def _streams(model: type[Page]) -> tuple[tuple[str, blocks.StreamBlock], ...]:
    """Streams of a type of page that may point at documents."""
    fields = [field for field in model._meta.get_fields() if isinstance(field, StreamField)]
    return tuple((field.name, field.stream_block) for field in fields if _may_point(field.stream_block))


def _may_point(block: blocks.Block) -> bool:
    match block:
        case DocumentChooserBlock():
            return True
        case blocks.RichTextBlock():
            return "document-link" in (block.features or ())
        case blocks.StreamBlock() | blocks.StructBlock():
            return any(_may_point(child) for child in block.child_blocks.values())
        case blocks.ListBlock():
            return _may_point(block.child_block)
    return False


def _ids(block: blocks.Block, raw: Any) -> Iterator[int]:
    """Ids of documents in the stored form of a value of ``block``."""
    match block:
        case DocumentChooserBlock() if raw:
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
                value = item["value"] if isinstance(item, dict) and "value" in item else item
                yield from _ids(block.child_block, value)

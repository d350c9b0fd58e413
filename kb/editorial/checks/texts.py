"""Every text that an editor types on a page, with the place where it stands and the links in it.

Streams are read as they are stored, so nothing that they point at is fetched.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from kb.content.client_text import client_text
from kb.content.models import KnowledgePage
from kb.content.publishing import Rows

#: Not prose: names that code and imports rely on.
_NAMES = frozenset({"kind", "code", "standard_refs", "key", "next", "row"})
#: Words of others: the approved wording, what clients say, where it was found.
_NOT_OURS = frozenset({"approved", "client_words", "says", "source", "note", "basis", "change_note"})
#: Fields of every page beside those of the knowledge base.
_OF_PAGES = ("title", "seo_title", "search_description")

_BREAK = re.compile(r"</(?:p|li|h\d)>|<br\s*/?>")
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r"<a\b([^>]*)>")
_EMBED = re.compile(r"<embed\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is stored: to a page or document by id, or to an address."""

    page: int | None = None
    document: int | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """``where`` is for people («Soļi 2, Solis»). ``ours``: written by us, so that the rules of style hold for it."""

    where: str
    text: str
    for_client: bool = False
    ours: bool = True
    links: tuple[Link, ...] = ()
    undescribed_pictures: int = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    name: str
    where: str
    text: str = ""
    links: tuple[Link, ...] = ()
    undescribed_pictures: int = 0


def texts_of(page: KnowledgePage, rows: Rows | None = None) -> list[Text]:
    """All texts of ``page``, those of its inline rows included: ``rows`` as typed, or else those that it has."""
    found = typed_texts(page, rows)
    said = _said_to_client(page)
    return [replace(text, for_client=_is_said(text.text, said)) for text in found]


def typed_texts(page: KnowledgePage, rows: Rows | None = None) -> list[Text]:
    """The same for who need not know which of it the client gets."""
    pieces = [*_fields(page), *_streams(page), *(_rows(page) if rows is None else _typed(page, rows))]
    return [
        Text(
            piece.where,
            piece.text,
            ours=piece.name not in _NOT_OURS,
            links=piece.links,
            undescribed_pictures=piece.undescribed_pictures,
        )
        for piece in pieces
        if piece.text.strip() or piece.links or piece.undescribed_pictures
    ]


def _is_said(text: str, said: str) -> bool:
    return bool(text.strip()) and all(_one_line(line) in said for line in text.splitlines())


def _said_to_client(page: KnowledgePage) -> str:
    """Whatever may reach the client, today or on another day."""
    relations = [getattr(page, relation.get_accessor_name()).all() for relation in _relations(type(page))]
    rows = [getattr(row, "client_line", str(row)) for found in relations for row in found]
    return "\n".join(map(_one_line, [*client_text(page, timezone.localdate()), *rows]))


def _fields(page: KnowledgePage) -> Iterator[_Piece]:
    for field in page._meta.concrete_fields:
        own = issubclass(field.model, KnowledgePage) and field.name not in _NAMES
        if isinstance(field, (models.CharField, models.TextField)) and (own or field.name in _OF_PAGES):
            if field.choices is None:
                yield from _field(field, getattr(page, field.name), "")
        elif field.name == "replaced_by" and page.replaced_by_id:
            yield _Piece(field.name, _label(field), links=(Link(page=page.replaced_by_id),))


def _field(field: Any, value: Any, before: str) -> Iterator[_Piece]:
    if not value:
        return
    where = f"{before}, {_label(field)}" if before else _label(field)
    if isinstance(field, models.URLField):
        yield _Piece(field.name, where, links=(Link(address=str(value)),))
    else:
        yield _Piece(field.name, where, str(value))


def _label(field: Any) -> str:
    return str(capfirst(field.verbose_name))


# --- inline rows ----------------------------------------------------------------------------------------------


def _relations(model: type[models.Model]) -> list[Any]:
    """Rows that editors type inside the page: not tags, not comments."""
    return [found for found in get_all_child_relations(model) if issubclass(found.related_model, Orderable)]


def _rows(page: KnowledgePage) -> Iterator[_Piece]:
    for relation in _relations(type(page)):
        found = getattr(page, relation.get_accessor_name()).all()
        yield from _row_texts(
            relation, [{f.name: getattr(row, f.attname) for f in _typed_fields(row)} for row in found]
        )


def _typed(page: KnowledgePage, rows: Rows) -> Iterator[_Piece]:
    for relation in _relations(type(page)):
        yield from _row_texts(relation, rows.get(relation.get_accessor_name(), ()))


def _row_texts(relation: Any, rows: Iterable[Mapping[str, Any]]) -> Iterator[_Piece]:
    name = capfirst(relation.related_model._meta.verbose_name_plural)
    for number, row in enumerate(rows, 1):
        for field in _typed_fields(relation.related_model):
            yield from _field(field, row.get(field.name), f"{name} {number}")


def _typed_fields(model: Any) -> list[Any]:
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField)) and field.choices is None
    ]


# --- streams --------------------------------------------------------------------------------------------------


def _streams(page: Page) -> Iterator[_Piece]:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField) and (value := getattr(page, field.name)):
            yield from _walk(field.name, field.stream_block, value.get_prep_value(), _label(field))


def stream_texts(block: blocks.Block, raw: Any, where: str) -> Iterator[tuple[str, str]]:
    """Place and text of all that is typed into a stream. ``raw`` as it is stored, ``where`` the name of its field."""
    return ((piece.where, piece.text) for piece in _walk("", block, raw, where) if piece.text.strip())


def _walk(name: str, block: blocks.Block, raw: Any, where: str) -> Iterator[_Piece]:
    match block:
        case blocks.StreamBlock():
            for number, child in enumerate(raw or (), 1):
                if child["type"] in block.child_blocks:
                    yield from _walk(
                        child["type"], block.child_blocks[child["type"]], child["value"], f"{where} {number}"
                    )
        case blocks.StructBlock():
            for part, child_block in block.child_blocks.items():
                if part not in _NAMES:
                    yield from _walk(part, child_block, (raw or {}).get(part), f"{where}, {child_block.label}")
        case blocks.ListBlock():
            for number, item in enumerate(raw or (), 1):
                value = item["value"] if isinstance(item, dict) and "value" in item else item
                yield from _walk(name, block.child_block, value, f"{where} {number}")
        case _ if raw:
            yield from _leaf(name, block, raw, where)


def _leaf(name: str, block: blocks.Block, raw: Any, where: str) -> Iterator[_Piece]:
    match block:
        case blocks.RichTextBlock():
            yield _Piece(name, where, plain_lines(raw), links_in(raw), _undescribed(raw))
        case blocks.PageChooserBlock():
            yield _Piece(name, where, links=(Link(page=int(raw)),))
        case DocumentChooserBlock():
            yield _Piece(name, where, links=(Link(document=int(raw)),))
        case blocks.URLBlock():
            yield _Piece(name, where, links=(Link(address=str(raw)),))
        case blocks.CharBlock() | blocks.TextBlock():
            yield _Piece(name, where, str(raw))


# --- rich text ------------------------------------------------------------------------------------------------


def plain_lines(source: str) -> str:
    """Words of stored rich text, a line for each paragraph and item of a list."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", source))).strip()


def links_in(source: str) -> tuple[Link, ...]:
    """Links of stored rich text, in their order."""
    return tuple(_link(dict(_ATTRIBUTE.findall(found))) for found in _LINK.findall(source))


def _link(attributes: dict[str, str]) -> Link:
    target = attributes.get("id", "")
    number = int(target) if target.isdecimal() else 0
    match attributes.get("linktype"):
        case "page":
            return Link(page=number)
        case "document":
            return Link(document=number)
    return Link(address=html.unescape(attributes.get("href", "")))


def _undescribed(source: str) -> int:
    pictures = [dict(_ATTRIBUTE.findall(found)) for found in _EMBED.findall(source)]
    return sum(found.get("embedtype") == "image" and not found.get("alt", "").strip() for found in pictures)


def _one_line(text: str) -> str:
    return " ".join(text.split())

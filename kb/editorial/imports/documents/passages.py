"""Lines of a document as passages of a page. Internal, unless whoever imports says that they are for the client."""

from collections.abc import Sequence
from html import escape
from typing import Any

from kb.content.blocks.passages import index_lines
from kb.content.choices import Visibility
from kb.content.loading.fields import items, stream
from kb.content.models import ExplanationPage, KnowledgePage, ServicePage

#: Types that text can be put into, and which of their streams takes it.
STREAMS: dict[type[KnowledgePage], str] = {ExplanationPage: "body", ServicePage: "internal"}
LONGEST_HEADING = 120


def lines_of(page: Any) -> list[str]:
    """The text that the page has where imported text would be put."""
    return index_lines(getattr(page, STREAMS[type(page)]))


def put(lines: Sequence[Sequence[str]], page: Any, visibility: str) -> None:
    """Set the stream of the page; what a service gets is its internal procedure, whatever ``visibility`` says."""
    passages = _procedure(lines) if isinstance(page, ServicePage) else _body(lines, visibility)
    setattr(page, STREAMS[type(page)], passages)


def _procedure(lines: Sequence[Sequence[str]]) -> str:
    """Each line is one of the procedure; headings stand out among them."""
    return stream(("internal", {"text": _rich(text, bold=kind == "heading")}) for kind, text in lines)


def _body(lines: Sequence[Sequence[str]], visibility: str) -> str:
    """Neighbouring items are one list."""
    audience = {"visibility": Visibility(visibility)}
    blocks: list[tuple[str, Any]] = []
    for kind, text in lines:
        if kind == "heading" and len(text) <= LONGEST_HEADING:
            blocks.append(("heading", {"text": text}))
        elif kind == "item" and blocks and blocks[-1][0] == "list":
            blocks[-1][1]["items"] += items([_rich(text)])
        elif kind == "item":
            blocks.append(("list", {"items": items([_rich(text)]), **audience}))
        else:
            blocks.append(("text", {"text": _rich(text), **audience}))
    return stream(blocks)


def _rich(text: str, *, bold: bool = False) -> str:
    words = escape(text, quote=False)
    return f"<p><b>{words}</b></p>" if bold else f"<p>{words}</p>"

"""Text of the sample files: ``**bold**``, ``[[P11]]``, ``[[P11|text]]``, and nothing else.

For rich text fields it becomes Wagtail's markup, for plain fields links are reduced to their text.
"""

import re
from collections.abc import Mapping
from html import escape

_LINK = re.compile(r"\[\[([^\]|]*)(?:\|([^\]]*))?\]\]")
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def linked_codes(text: str) -> list[str]:
    """Codes that the links of ``text`` point to, in order."""
    return [match[1].strip() for match in _LINK.finditer(text)]


def plain_text(text: str, titles: Mapping[str, str]) -> str:
    """``text`` without marks: a link leaves its own text or the title of its page (the code where unknown)."""

    def words(match: re.Match[str]) -> str:
        code = match[1].strip()
        return (match[2] or "").strip() or titles.get(code, code)

    return _BOLD.sub(r"\1", _LINK.sub(words, text)).strip()


def inline_markup(text: str, titles: Mapping[str, str], page_ids: Mapping[str, int]) -> str:
    """``text`` as Wagtail's inline markup, everything else escaped. A link to a page that is gone keeps its words."""

    def link(match: re.Match[str]) -> str:
        code = match[1].strip()
        words = (match[2] or "").strip() or escape(titles.get(code, code))
        page_id = page_ids.get(code)
        return f'<a linktype="page" id="{page_id}">{words}</a>' if page_id is not None else words

    return _BOLD.sub(r"<b>\1</b>", _LINK.sub(link, escape(text.strip(), quote=False)))


def paragraphs(text: str, titles: Mapping[str, str], page_ids: Mapping[str, int]) -> str:
    """A rich text value: each line of ``text`` becomes a paragraph."""
    lines = [line for line in text.splitlines() if line.strip()]
    return "".join(f"<p>{inline_markup(line, titles, page_ids)}</p>" for line in lines)

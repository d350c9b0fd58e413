"""Words made ready to print: typography, sample values, dates filled in, links to call."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText, expand_db_html

from kb.calendar.sentences import fill

_TAG = re.compile(r"(<[^>]*>)")
_HYPHENATED = re.compile(r"\b[Ee]-\w+")
_UNITS = "darbdien|dien|nedēļ|mēne|gad|stund|minūt|EUR|MWh|m²|m³|%"
_MONTHS = "janvār|februār|mart|aprīl|maij|jūnij|jūlij|august|septembr|oktobr|novembr|decembr"
_NUMBER = re.compile(rf"(\d\.?) (?={_UNITS}|{_MONTHS})|((?:Nr|plkst)\.) (?=\d)")


def typeset(text: str | SafeString) -> SafeString:
    """Safe HTML in which «e-pasts» is not broken and «10 darbdienas», «8. decembris», «Nr. 876» stay together."""
    pieces = _TAG.split(conditional_escape(text))
    return mark_safe("".join(piece if piece.startswith("<") else _keep(piece) for piece in pieces))  # noqa: S308


def _keep(text: str) -> str:
    joined = _NUMBER.sub(lambda found: (found[1] or found[2]) + "\u00a0", text)
    return _HYPHENATED.sub(r'<span class="nb">\g<0></span>', joined)


def inline(value: Any) -> SafeString:
    """A rich text value (or a string) without paragraphs of its own, to stand inside a line."""
    if not isinstance(value, RichText):
        return typeset(str(value or ""))
    html = re.sub(r"</p>\s*<p[^>]*>", "<br>", expand_db_html(value.source))
    return typeset(mark_safe(re.sub(r"</?p[^>]*>", "", html)))  # noqa: S308  (Wagtail cleans rich text when it is saved)


def marked(html: str | SafeString, sample: bool) -> SafeString:
    """``html`` with the dashed underline of an unconfirmed value, and the word for those who do not see it."""
    text = html if isinstance(html, SafeString) else typeset(html)
    if not sample:
        return text
    return format_html(
        '<span class="sample-value">{}</span><span class="visually-hidden"> {}</span>', text, _("(sample)")
    )


def said(
    lines: Iterable[str], received: date, due: date | None, *, dated: bool, sample: bool
) -> tuple[SafeString, ...]:
    """Sentences with the placeholders filled in; the due date bold, underlined while its term is a sample."""
    return tuple(_said(line, received, due, dated, sample) for line in lines)


def _said(line: str, received: date, due: date | None, dated: bool, sample: bool) -> SafeString:
    html = SafeString("")
    for part in fill(line, received=received, due=due, dated=dated):
        html += format_html("<b>{}</b>", marked(part.text, sample)) if part.emphasised else typeset(part.text)
    return html


def in_latvian(text: str) -> str:
    """A label that an editor wrote, among labels of the interface: said to be Latvian where these are not."""
    return text if get_language() == settings.LANGUAGE_CODE else format_html('<span lang="lv">{}</span>', text)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def phone_link(number: str) -> SafeString:
    return format_html('<a href="tel:{}">{}</a>', re.sub(r"[^\d+]", "", number), number)


def mail_link(address: str) -> SafeString:
    return format_html('<a href="mailto:{0}">{0}</a>', address)


def phone_line(number: str, note: str, unverified: bool) -> SafeString:
    return format_html("<b>{}</b> {} {}", phone_link(number), typeset(note), to_be_checked() if unverified else "")


def to_be_checked() -> SafeString:
    """The mark of what nobody has confirmed."""
    return format_html('<span class="tag tag--warn">{}</span>', _("To be checked"))

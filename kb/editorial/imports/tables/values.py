"""How cells are read that are not plain text."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_LATVIAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\.?")


def day_of(column: str, text: str) -> date | None:
    """2026-11-23 as it is exported, 23.11.2026. as Excel makes of it; None for an empty cell."""
    if not text:
        return None
    found = _LATVIAN.fullmatch(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
    except ValueError:
        message = _("%(column)s: “%(text)s” is no date. Write it as 2026-11-23 or 23.11.2026.")
        raise ValidationError(message % {"column": column, "text": text}) from None


def one_of(column: str, text: str, allowed: dict[str, str]) -> str:
    """The value that a word of the table stands for; empty for an empty cell."""
    if text and text.lower() not in allowed:
        message = _("%(column)s: “%(text)s” is none of %(allowed)s.")
        raise ValidationError(message % {"column": column, "text": text, "allowed": ", ".join(allowed)})
    return allowed.get(text.lower(), "")

"""Text typed into a form: no control characters, nothing that turns the direction of writing, no stray blanks."""

import re
import unicodedata

_BLANKS = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n{3,}")


def plain_text(typed: str) -> str:
    """``typed`` without what cannot be seen; lines stay."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    seen = "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs"})
    return _EMPTY_LINES.sub("\n\n", _BLANKS.sub(" ", seen)).strip()

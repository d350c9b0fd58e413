"""Data of a person in a text: never in the knowledge base, whoever typed it."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from search.log.masking import IBAN

#: What is known to be ours or an institution's: numbers as digits, addresses in small letters.
Known = Callable[[], frozenset[str]]

_ADDRESS = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
#: Six digits of a birthday and five more, or the new codes that begin with 32.
_CODE = re.compile(r"(?<![\d.,/])(\d{6})\s?[-‐‑–]?\s?(\d{5})(?!\d)")
#: Eight digits, with or without 371 in front. Two years, or a day written with hyphens, are no number.
NUMBER = re.compile(
    r"(?<![\d.,/-])(?!(?:19|20)\d\d[\s–-](?:19|20)\d\d(?!\d))(?!(?:19|20)\d\d-\d\d-\d\d(?!\d))"
    r"(?:\+?371[\s-]?)?([2-9]\d(?:[\s-]?\d){6})(?![\d]|[-.,]\d)"
)
_CONTRACT = re.compile(
    r"\b(?:līgum\w*|abonent\w*|klient\w*|objekt\w*|iesniegum\w*)\s+(?:Nr\.?|numur\w*)\s*:?\s*([\w/-]*\d[\w/-]{3,})",
    re.IGNORECASE,
)
LONG_NUMBER = re.compile(r"(?<![\d.,/])\d{9,}(?!\d)")
#: Where private people have their mail.
_PRIVATE_MAIL = re.compile(
    r"@(?:gmail|googlemail|inbox|one|apollo|e-apollo|tvnet|mail|yahoo|outlook|hotmail|live|icloud|proton|protonmail)\."
)
_NAMED_MAIL = re.compile(r"^[^\W\d_]{2,}\.[^\W\d_]{2,}@")
MOBILE = "2"


def personal(text: str, known: Known) -> list[str]:
    """What in ``text`` may lead to a person, as written; ``known`` is asked only where something was found."""
    text = _ADDRESS.sub(" ", text)
    found = list(_candidates(text))
    return [written for written in found if as_known(written) not in known()] if found else []


def stray_phones(text: str, known: Known) -> list[str]:
    """Fixed numbers that are not kept among the contacts. As a rule they are an office's: a hint is enough."""
    numbers = [match for match in NUMBER.finditer(_ADDRESS.sub(" ", text)) if not match[1].startswith(MOBILE)]
    return [match[0] for match in numbers if as_known(match[1]) not in known()] if numbers else []


def _candidates(text: str) -> Iterator[str]:
    yield from (match[0] for match in _CODE.finditer(text) if _is_code(*match.groups()))
    yield from (match[0] for match in IBAN.finditer(text))
    yield from (match[0] for match in EMAIL.finditer(text) if _is_private(match[0].lower()))
    yield from (match[0] for match in NUMBER.finditer(text) if match[1].startswith(MOBILE))
    yield from (match[1] for match in _CONTRACT.finditer(text))
    yield from (match[0] for match in LONG_NUMBER.finditer(text))


def _is_code(first: str, second: str) -> bool:
    if first.startswith("32"):
        return True
    century = {"0": 1800, "1": 1900, "2": 2000}.get(second[0])
    try:
        return century is not None and bool(date(century + int(first[4:]), int(first[2:4]), int(first[:2])))
    except ValueError:
        return False


def _is_private(address: str) -> bool:
    return bool(_PRIVATE_MAIL.search(address) or _NAMED_MAIL.search(address))


def as_known(written: str) -> str:
    """How things are compared: a number as its digits without 371, anything else in small letters."""
    if "@" in written or any(sign.isalpha() for sign in written):
        return "".join(written.lower().split())
    digits = re.sub(r"\D", "", written)
    return digits[3:] if len(digits) == 11 and digits.startswith("371") else digits

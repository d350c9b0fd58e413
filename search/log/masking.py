"""What points to a person is taken out of a query before it is stored.

Employees paste what the client gives them: a personal code, an e-mail address, a telephone number, an account, the
number of a contract. None of it helps to improve the search. One sign stands for all of it, so that the log does not
even say which kind it was; the analyser passes over it. When in doubt it is masked: a date written with eight digits
goes as well. Names cannot be told from other words; that is why rows are short-lived (see search.log.retention).
"""

import re

MASK = "•••"

_GAP = r"[\s\-‐‑‒–—./()]{0,3}"
#: From the beginning of a word on: tried at every sign of a long one it would take minutes.
_EMAIL = re.compile(r"(?<!\S)\S+(?:\s?@\s?\S*)+")
#: Latvian accounts with spaces anywhere; others unbroken or in groups of four.
IBAN = re.compile(
    rf"\bLV{_GAP}\d{{2}}{_GAP}[A-Z]{{4}}(?:{_GAP}[A-Z0-9]){{13}}\b"
    r"|\b[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?:\s[A-Z0-9]{4}){2,7}(?:\s[A-Z0-9]{1,3})?)\b",
    re.IGNORECASE,
)
#: Eight digits or more, however they are grouped: telephone numbers, personal codes (old and those that begin
#: with 32), numbers of contracts. Two years beside each other, and a date with dots, are no number.
_GROUPED = re.compile(
    r"(?<!\d)(?!(?:19|20)\d\d[\s\-–—]{1,3}(?:19|20)\d\d(?!\d))(?!\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d(?!\d))"
    rf"(?:\+\s?)?\d(?:{_GAP}\d){{7,}}"
)
_RUN = re.compile(r"\+?\d{5,}")


def mask(text: str) -> str:
    """``text`` with MASK in place of everything that may lead back to a person."""
    for pattern in (_EMAIL, IBAN, _GROUPED, _RUN):
        text = pattern.sub(MASK, text)
    return text

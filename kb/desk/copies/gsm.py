"""How long a short message is when it is sent: 3GPP TS 23.038 (GSM 03.38) and, for other letters, UCS-2.

One message carries 140 octets: 160 septets of the default alphabet or 70 units of UCS-2. A longer text is joined from
parts, each with a header of six octets: 153 septets or 67 units. A sign of the extension table takes two septets, a
letter outside the basic plane two units, and neither is split between two parts.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

#: The default alphabet in the order of its codes; 0x1B, the escape to the extension table, is left out.
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
#: Signs that are sent as an escape and a code.
EXTENSION = frozenset("\f^{}\\[~]|€")
#: What stands for typographic signs, so that they do not turn a message into Unicode.
_PLAIN_SIGNS = str.maketrans(
    {
        "„": '"',
        "”": '"',
        "“": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "−": "-",
        "…": "...",
        "•": "-",
        "·": "-",
        "\t": " ",
        "\u00a0": " ",
        "\u202f": " ",
        "\u00ad": "",
    }
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """Units (septets or UCS-2 units) of a message that goes alone, and of each part of a longer one."""

    name: str
    single: int
    part: int


GSM = Encoding("gsm", 160, 153)
UNICODE = Encoding("unicode", 70, 67)


@dataclass(frozen=True, slots=True)
class Size:
    """What a text takes: ``units`` of its encoding in so many ``parts``; an empty text takes no part."""

    encoding: Encoding
    units: int
    parts: int


def size_of(text: str) -> Size:
    """The size of ``text`` as it is sent."""
    encoding = GSM if is_gsm(text) else UNICODE
    widths = [_width(letter, encoding) for letter in text]
    units = sum(widths)
    if units <= encoding.single:
        return Size(encoding, units, 1 if text else 0)
    return Size(encoding, units, _parts(widths, encoding.part))


def is_gsm(text: str) -> bool:
    """Whether every letter is in the default alphabet or its extension."""
    return all(letter in BASIC or letter in EXTENSION for letter in text)


def folded(text: str) -> str:
    """``text`` without diacritics and typographic signs that the default alphabet lacks.

    Letters that the alphabet has («é», «ü») stay. What has no likeness in it (Cyrillic, emoji) stays too: the message
    is then counted as Unicode, nothing is cut.
    """
    composed = unicodedata.normalize("NFC", text).translate(_PLAIN_SIGNS)
    return "".join(letter if is_gsm(letter) else _without_mark(letter) for letter in composed)


def _without_mark(letter: str) -> str:
    bare = "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
    return bare if bare and is_gsm(bare) else letter


def _width(letter: str, encoding: Encoding) -> int:
    two = letter in EXTENSION if encoding is GSM else ord(letter) > 0xFFFF
    return 2 if two else 1


def _parts(widths: Iterable[int], room: int) -> int:
    """Parts filled one after the other; what does not fit as a whole goes into the next."""
    parts, used = 1, 0
    for width in widths:
        if used + width > room:
            parts, used = parts + 1, 0
        used += width
    return parts

"""From lines of a PDF or a plain text to headings, paragraphs and items. Pure.

Such files say nothing of what a line is; it is guessed from where lines break, as a reader does it. Whoever imports
sees each guess in the preview.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from search.analysis import folded

Block = tuple[str, str]

#: Longer or with more lines nothing is a heading.
LONGEST_HEADING, MOST_HEADING_LINES = 90, 3
#: A heading that stands alone between gaps.
LONGEST_LONE, MOST_LONE_WORDS = 60, 8

_BULLET = re.compile(r"^(?:[*•▪◦·‣–—-]{1,3}|\d{1,2}[.)]|[a-zāčē]\))\s+(?=\S)")
_NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+(?=[A-ZĀČĒĢĪĶĻŅŠŪŽ])")
_ENDS = (".", "!", "?", ";", ".”", ".“", '."')
_SPACED = re.compile(r"^(?:\w ){5,}\w$")
_ADDRESS = r"https?://[^\s,]+|www\.[^\s,]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\d[\d ]{6,14}\d"
#: A line that is a contact and nothing else: «e-pasts: …», an address with its postal code.
_CONTACT = re.compile(rf"(?:[^\d:@,.;]{{1,40}}:\s*)?(?:{_ADDRESS})|.{{3,80}}\bLV-\d{{4}}")


def blocks_of(found: Sequence[Block], titles: Collection[str] = ()) -> list[Block]:
    """Blocks of kinds «heading», «text» and «item» for what the reader of documents gave.

    ``titles`` are headings known beforehand: where a line is one of them, nothing has to be guessed.
    """
    known = {folded(title) for title in titles} - {""}
    blocks: list[Block] = []
    groups = list(_groups(found))
    for number, group in enumerate(groups):
        if isinstance(group, tuple):
            kind, text = group
            blocks.append(("heading" if folded(text) in known else kind, text))
        else:
            following = groups[number + 1] if number + 1 < len(groups) else None
            blocks += _Group(group, known).blocks(following)
    return blocks


def one_line(text: str) -> str:
    """What was typed in a form, white space folded, without the sign that PostgreSQL cannot keep."""
    return " ".join(text.replace("\x00", " ").split())


def is_contact(text: str) -> bool:
    """Whether the text is a phone, an address, an e-mail or a web address and nothing else."""
    return _CONTACT.fullmatch(text) is not None


def _groups(found: Sequence[Block]) -> Iterator[Block | list[str]]:
    """Lines without a gap between them together; blocks of Word as they are."""
    lines: list[str] = []
    for kind, text in found:
        if kind == "line":
            lines.append(text)
            continue
        if lines:
            yield lines
            lines = []
        if kind != "gap":
            yield kind, text
    if lines:
        yield lines


class _Group:
    """Lines between two gaps."""

    def __init__(self, lines: list[str], known: set[str]) -> None:
        self.lines = lines
        self.known = known

    def blocks(self, following: Block | list[str] | None) -> list[Block]:
        if len(self.lines) == 1 and self._is_lone_heading(self.lines[0], following):
            return [("heading", _heading(self.lines[0]))]
        found: list[list[str]] = []
        begins, place = True, 0
        while place < len(self.lines):
            line = self.lines[place]
            used = self._heading_at(place, begins)
            if used:
                found.append(["heading", _heading(" ".join(self.lines[place : place + used]))])
            elif is_contact(line):
                found.append(["item", line])
            elif _BULLET.match(line):
                found.append(["item", _BULLET.sub("", line)])
            elif begins or not found:
                found.append(["text", line])
            else:
                found[-1][1] += " " + line
            begins = bool(used) or is_contact(line) or line.endswith(_ENDS)
            place += used or 1
            begins = begins and (place >= len(self.lines) or _is_start(self.lines[place]))
        return [(kind, text) for kind, text in found]

    def _heading_at(self, place: int, begins: bool) -> int:
        """How many lines from here are a heading; 0 where none."""
        for length in range(1, MOST_HEADING_LINES + 1):
            lines = self.lines[place : place + length]
            if len(lines) == length and folded(" ".join(lines)) in self.known:
                return length
        line = self.lines[place]
        if not begins or is_contact(line):
            return 0
        if _SPACED.match(line) or (line.isupper() and len(line) <= LONGEST_HEADING):
            return 1
        if line.endswith(":") and len(line) <= LONGEST_HEADING:
            return 1
        return self._guessed(place)

    def _guessed(self, place: int) -> int:
        """Lines up to one that begins with a capital, where nothing before it ends a sentence."""
        for length, line in enumerate(self.lines[place : place + MOST_HEADING_LINES]):
            if length and _is_start(line):
                text = " ".join(self.lines[place : place + length])
                short = len(text) <= LONGEST_HEADING and "," not in text and not _BULLET.match(text)
                return length if short else 0
            if line.endswith((*_ENDS, ",")):
                return 0
        return 0

    def _is_lone_heading(self, line: str, following: Block | list[str] | None) -> bool:
        """A short line alone, before a paragraph that is a sentence. One alone among its like is an item of a list."""
        if folded(line) in self.known or line.endswith(":") or _SPACED.match(line) or line.isupper():
            return not is_contact(line)
        if line.endswith((*_ENDS, ",")) or is_contact(line) or not isinstance(following, list):
            return False
        short = len(line) <= LONGEST_LONE and len(line.split()) <= MOST_LONE_WORDS
        return short and (bool(_NUMBERED.match(line)) or following[-1].endswith(_ENDS))


def _is_start(line: str) -> bool:
    return line[:1].isupper() or line[:1].isdigit() or line[:1] in '„“"«' or bool(_BULLET.match(line))


def _heading(text: str) -> str:
    """Without the colon; letters set apart («S T A N D A R T S») together again."""
    return (text.replace(" ", "") if _SPACED.match(text) else text).rstrip(":").strip()

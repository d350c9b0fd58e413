"""The difference between two texts, word by word. Pure: no Django, no database."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

#: Below this likeness two texts are another text, and a word here and there in common is chance.
LIKE_ENOUGH = 0.4
#: Comparing takes time with the square of the words; nobody reads a difference of so many.
MOST_WORDS = 1500


class Fate(Enum):
    """What became of some words."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring words of one fate, a space between them."""

    fate: Fate
    text: str


def word_difference(old: str, new: str) -> tuple[Piece, ...]:
    """Pieces in reading order. Kept and added words are ``new``, kept and removed ones ``old`` (white space folded).

    What was removed comes before what was added in its place.
    """
    before, after = old.split(), new.split()
    if before == after:
        return _pieces([(Fate.KEPT, before)])
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if max(len(before), len(after)) > MOST_WORDS or matcher.ratio() < LIKE_ENOUGH:
        return _pieces([(Fate.REMOVED, before), (Fate.ADDED, after)])
    runs: list[tuple[Fate, Sequence[str]]] = []
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            runs.append((Fate.KEPT, before[start:end]))
        else:
            runs += [(Fate.REMOVED, before[start:end]), (Fate.ADDED, after[new_start:new_end])]
    return _pieces(runs)


def line_differences(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    """The differences of the lines that differ, in reading order; lines that are the same are left out."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        pairs = min(end - start, new_end - new_start)
        for number in range(pairs):
            yield word_difference(old[start + number], new[new_start + number])
        yield from (word_difference(line, "") for line in old[start + pairs : end])
        yield from (word_difference("", line) for line in new[new_start + pairs : new_end])


def _pieces(runs: Iterable[tuple[Fate, Sequence[str]]]) -> tuple[Piece, ...]:
    return tuple(Piece(fate, " ".join(words)) for fate, words in runs if words)

"""Bureaucratic words in a text, whatever their endings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from search.analysis import index_keys, tokens

_Keys = frozenset[str]


@dataclass(frozen=True, slots=True)
class Word:
    """``forms`` are further ways to write it: of verbs each person is one, since the analyser knows only endings of
    nouns and adjectives."""

    term: str
    instead: str
    forms: tuple[str, ...] = ()


@dataclass
class WordList:
    """Words by a key of their first token; a text is gone through once, however long the list is."""

    words: Iterable[Word] = ()
    _by_key: dict[str, list[tuple[list[_Keys], Word]]] = field(default_factory=lambda: defaultdict(list), init=False)

    def __post_init__(self) -> None:
        for word in self.words:
            for written in (word.term, *word.forms):
                if keys := [frozenset(index_keys(token)) for token in tokens(written)]:
                    for key in keys[0]:
                        self._by_key[key].append((keys, word))

    def in_text(self, text: str) -> Iterator[Word]:
        """Each word once, in the order of the text."""
        keys = [frozenset(index_keys(token)) for token in tokens(text)]
        seen: set[str] = set()
        for place, own in enumerate(keys):
            for wanted, word in (found for key in own for found in self._by_key.get(key, ())):
                here = keys[place : place + len(wanted)]
                same = len(here) == len(wanted) and all(a & b for a, b in zip(here, wanted, strict=True))
                if same and word.term not in seen:
                    seen.add(word.term)
                    yield word

"""How much of a text another one says, by the keys that the search finds words under. Pure."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from search.analysis import content_tokens, index_keys

#: Keys of one word's family: «informē» and «informāciju».
FAMILY = 75


def keys_of(text: str) -> tuple[str, ...]:
    """The first key of each word that says something."""
    return tuple(index_keys(token)[0] for token in content_tokens(text))


class Likeness:
    """Likeness of a text to each of some places that are described in words.

    A word that stands at many places says little of which one is meant.
    """

    def __init__(self, places: Sequence[str]) -> None:
        self._keys = [tuple(dict.fromkeys(keys_of(words))) for words in places]
        self._in = Counter(key for keys in self._keys for key in keys)
        self._best: dict[tuple[str, int], float] = {}

    def of(self, text: str) -> list[float]:
        """For each place the share of ``text`` that it says too, from 0 to 1."""
        keys = keys_of(text)
        weights = [self._weight(key) for key in keys]
        total = sum(weights) or 1.0
        return [self._said(keys, weights, place) / total for place in range(len(self._keys))]

    def _said(self, keys: Sequence[str], weights: Iterable[float], place: int) -> float:
        return sum(weight * self._alike(key, place) for key, weight in zip(keys, weights, strict=True))

    def _alike(self, key: str, place: int) -> float:
        known = self._best.get((key, place))
        if known is None:
            if key in self._keys[place]:
                known = 1.0
            else:
                found = process.extractOne(key, self._keys[place], scorer=fuzz.ratio, score_cutoff=FAMILY)
                known = found[1] / 200 if found else 0.0
            self._best[key, place] = known
        return known

    def _weight(self, key: str) -> float:
        return math.log(1 + len(self._keys) / (1 + self._in[key]))

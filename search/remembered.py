"""Questions that are asked again before the index changes: answered once, in this process.

The state of the index is part of the key, so a change makes everything remembered out of date at once; so are the
content version (pins, synonyms, restrictions) and who asks. What is shown is still checked on the database each time.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Generic, TypeVar

from kb.content.models import ContentVersion
from search.engines.base import Candidates, SearchEngine, StoredPage, Suggestion
from search.found import Found
from search.ranking import Ranked

T = TypeVar("T")


class Remembered(Generic[T]):
    """The last answers, at most ``most``; ``light`` makes of an answer what is worth keeping."""

    def __init__(self, most: int, light: Callable[[T], T] = lambda answer: answer) -> None:
        self.most, self.light = most, light
        self._answers: OrderedDict[tuple[Any, ...], T] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, engine: SearchEngine, question: tuple[Any, ...], find: Callable[[], T]) -> T:
        """What ``find`` gave for this question and this state of the index, or gives now."""
        state = engine.state()
        if state is None:
            return find()
        key = (engine.name, state, ContentVersion.current(), *question)
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        answer = find()
        with self._lock:
            self._answers[key] = self.light(answer)
            while len(self._answers) > self.most:
                self._answers.popitem(last=False)
        return answer

    def forget(self) -> None:
        with self._lock:
            self._answers.clear()


def _light(found: Found) -> Found:
    """Without the keys, which only the ranking needs. Most pages are found and counted: they are kept once."""
    light = {id(hit): hit for hit in (*found.ranked, *found.counted)}
    light = {number: _without_keys(hit) for number, hit in light.items()}
    return replace(
        found,
        ranked=[light[id(hit)] for hit in found.ranked],
        counted=[light[id(hit)] for hit in found.counted],
        candidates=Candidates(found.query),
    )


def _without_keys(hit: Ranked) -> Ranked:
    return Ranked(StoredPage(hit.page.document, "", "", "", "", "", ""), hit.parts, hit.score)


#: About 20 kB each.
searches: Remembered[Found] = Remembered(512, _light)
#: About 2 kB each. Everybody's words begin with the same few letters, and those find most.
suggestions: Remembered[list[Suggestion]] = Remembered(512)


def forget() -> None:
    """For tests, where numbers of versions repeat."""
    searches.forget()
    suggestions.forget()

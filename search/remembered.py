"""Questions that are asked again before the index changes: found once, in this process.

The state of the index is part of the key, so a change makes everything remembered out of date at once; so are the
content version (pins, synonyms, restrictions) and who asks. What is shown is still checked on the database each time.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kb.content.models import ContentVersion
from search.engines.base import Candidates, SearchEngine, StoredPage
from search.found import Found

#: About 15 kB each.
MOST = 256

_found: OrderedDict[tuple[Any, ...], Found] = OrderedDict()
_lock = threading.Lock()


def remembered(engine: SearchEngine, question: tuple[Any, ...], find: Callable[[], Found]) -> Found:
    """What ``find`` gave for this question and this state of the index, or gives now."""
    state = engine.state()
    if state is None:
        return find()
    key = (engine.name, state, ContentVersion.current(), *question)
    with _lock:
        known = _found.get(key)
        if known is not None:
            _found.move_to_end(key)
            return known
    found = find()
    with _lock:
        _found[key] = _light(found)
        while len(_found) > MOST:
            _found.popitem(last=False)
    return found


def forget() -> None:
    """For tests, where numbers of versions repeat."""
    with _lock:
        _found.clear()


def _light(found: Found) -> Found:
    """Without the keys, which only the ranking needs."""
    ranked = [replace(hit, page=StoredPage(hit.page.document, "", "", "", "", "", "")) for hit in found.ranked]
    return replace(found, ranked=ranked, candidates=Candidates(found.query))

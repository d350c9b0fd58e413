"""What differs for readers between two versions of a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from wagtail.models import Revision

from kb.content.linked import read, together
from kb.content.models import KnowledgePage
from kb.content.word_differences import Piece, line_differences
from kb.desk.changes.texts import Text, texts_of

#: A pair of versions never changes; the time only keeps the cache small.
CACHE_SECONDS = 12 * 60 * 60

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: its lines that differ. ``internal`` and ``personal`` as in Text."""

    label: Any
    internal: bool
    personal: bool
    lines: tuple[tuple[Piece, ...], ...]


def differences_of(pairs: Iterable[Pair]) -> dict[Pair, tuple[Difference, ...]]:
    """Differences between two revisions, by (older, newer); a pair of which one is gone is left out.

    Two queries for all together, none for what was compared before.
    """
    wanted = set(pairs)
    known: dict[Pair, tuple[Difference, ...]] = {}
    for pair in wanted:
        found = cache.get(_key(pair))
        if found is not None:
            known[pair] = found
    missing = wanted - known.keys()
    if missing:
        for pair, found in _compared(missing).items():
            cache.set(_key(pair), found, CACHE_SECONDS)
            known[pair] = found
    return known


def difference(old: Iterable[Text], new: Iterable[Text]) -> tuple[Difference, ...]:
    """Fields in the order of the newer version, then those that are gone.

    Where the passages that hold data of the client are not the same on both sides, all of the field counts as such: a
    passage marked today stands among the unmarked ones of the older version.
    """
    before = {text.place: text for text in old}
    after = {text.place: text for text in new}
    personal = _marked(before.values()) ^ _marked(after.values())
    remarked = {name for name, _lines in personal}
    found = []
    for place in [*after, *(place for place in before if place not in after)]:
        text = after.get(place) or before[place]
        lines = tuple(line_differences(_lines(before.get(place)), _lines(after.get(place))))
        if lines:
            found.append(Difference(text.label, text.internal, text.personal or text.name in remarked, lines))
    return tuple(found)


def _marked(texts: Iterable[Text]) -> set[tuple[str, tuple[str, ...]]]:
    return {(text.name, text.lines) for text in texts if text.personal}


def _compared(pairs: set[Pair]) -> dict[Pair, tuple[Difference, ...]]:
    revisions = Revision.objects.in_bulk({number for pair in pairs for number in pair})
    with together():
        versions = {number: _version(revision) for number, revision in revisions.items()}
        read(versions.values(), rich_text=False)
        texts = {number: texts_of(page) for number, page in versions.items()}
    whole = (pair for pair in pairs if pair[0] in texts and pair[1] in texts)
    return {pair: difference(texts[pair[0]], texts[pair[1]]) for pair in whole}


def _version(revision: Revision) -> KnowledgePage:
    """The page as the revision has it; nothing that it points at is looked up."""
    model: Any = ContentType.objects.get_for_id(revision.content_type_id).model_class()
    page: KnowledgePage = model.from_serializable_data(revision.content, check_fks=False)
    return page


def _lines(text: Text | None) -> tuple[str, ...]:
    return text.lines if text else ()


def _key(pair: Pair) -> str:
    return f"desk:difference:{pair[0]}:{pair[1]}"

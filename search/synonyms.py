"""Synonyms that editors keep, read at query time by both engines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.content.versioned import versioned
from search.analysis import STOP_WORDS, index_keys, query_keys, tokens

if TYPE_CHECKING:
    from search.queries import Option

#: A synonym counts less than the client's own word.
SYNONYM_WEIGHT = 0.6
LONGEST_TERM = 4


@dataclass(frozen=True, slots=True)
class SynonymRow:
    terms: tuple[str, ...]
    one_way_to: str = ""


def _indexed(words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Keys of the words that are indexed at all."""
    return tuple(index_keys(word) for word in words if word not in STOP_WORDS)


@dataclass(frozen=True)
class SynonymTable:
    """For the first key of a term: the terms that start with it and the groups they belong to."""

    by_first_key: dict[str, list[tuple[tuple[str, ...], tuple["Option", ...]]]] = field(default_factory=dict)

    def match(self, words: Sequence[str], position: int) -> tuple[int, tuple["Option", ...]]:
        """Length of the longest term that starts at ``position`` and what means the same; (1, ()) where none does.

        Alternatives of every group that has the matched term are joined.
        """
        longest = 1
        found: list[Option] = []
        for key in query_keys(words[position]):
            for term, alternatives in self.by_first_key.get(key, ()):
                if len(term) < longest or not _matches(term, words, position):
                    continue
                if len(term) > longest:
                    longest, found = len(term), []
                found.extend(alternatives)
        return longest, tuple(dict.fromkeys(found))


def _matches(term: tuple[str, ...], words: Sequence[str], position: int) -> bool:
    span = words[position : position + len(term)]
    if len(span) < len(term):
        return False
    return all(set(index_keys(wanted)) & set(query_keys(typed)) for wanted, typed in zip(term, span, strict=True))


def build_table(rows: Iterable[SynonymRow]) -> SynonymTable:
    """The table of these rows. A row of one term without a direction says nothing and is passed over."""
    from search.queries import Option

    table = SynonymTable()
    for row in rows:
        terms = [tuple(tokens(term))[:LONGEST_TERM] for term in row.terms]
        terms = [term for term in terms if term]
        target = tuple(tokens(row.one_way_to))[:LONGEST_TERM]
        for term in terms:
            others = [target] if target else [other for other in terms if other != term]
            options = tuple(Option(_indexed(other), SYNONYM_WEIGHT) for other in others if _indexed(other))
            if options:
                for key in index_keys(term[0]):
                    table.by_first_key.setdefault(key, []).append((term, options))
    return table


@versioned
def current_table() -> SynonymTable:
    """The table of the rows in the database; a change of a row is live with the next question."""
    from search.models import SynonymGroup

    return build_table(group.row for group in SynonymGroup.objects.all())

"""Typing slips: a word that stands nowhere is replaced by known ones one slip away.

Symmetric deletion: two words one insertion, deletion, replacement or transposition apart share a form with at most one
letter left out, so a look-up by those forms finds them without scanning the vocabulary.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from search.analysis import fold, index_keys, tokens
from search.engines.base import StoredPage
from search.queries import Clause, Option, Query

#: Shorter words have too many neighbours to be guessed; one letter may be missing from what was typed.
MIN_LENGTH = 4
MIN_TYPED = 3
CORRECTED_WEIGHT = 0.8
MOST_CORRECTIONS = 6


class Vocabulary(Protocol):
    """What an engine knows of its words. Only keys of pages that the reader may see count as known."""

    def stands(self, keys: Iterable[str]) -> bool:
        """Whether any of the keys of a word that was typed is known."""
        ...

    def known(self, keys: Iterable[str]) -> dict[str, int]:
        """In how many pages each key stands; keys that stand nowhere are left out."""
        ...

    def near(self, word: str, keys: Iterable[str]) -> set[str]:
        """Keys one slip away from the folded ``word`` or from one of its own ``keys``."""
        ...


def shorter_forms(key: str) -> set[str]:
    """The key and every form with one letter left out."""
    return {key} | {key[:index] + key[index + 1 :] for index in range(len(key))}


def correct(query: Query, vocabulary: Vocabulary) -> tuple[Query, dict[str, str]]:
    """The query with unknown words replaced, and for each such word the best key found for it."""
    if query.as_typed:
        return query, {}
    clauses: list[Clause] = []
    replaced: dict[str, str] = {}
    for clause in query.clauses:
        near = _near_keys(vocabulary, clause)
        if near:
            replaced[clause.tokens[0]] = near[0]
            clauses.append(
                replace(clause, options=(clause.own, *(Option(((key,),), CORRECTED_WEIGHT) for key in near)))
            )
        else:
            clauses.append(clause)
    return (replace(query, clauses=tuple(clauses)), replaced) if replaced else (query, {})


def _near_keys(vocabulary: Vocabulary, clause: Clause) -> list[str]:
    """Known keys one slip from an unknown word, those that begin like it and frequent ones first."""
    if len(clause.tokens) != 1 or len(clause.tokens[0]) < MIN_TYPED or len(clause.options) > 1:
        return []
    keys = clause.own.words[0]
    if vocabulary.stands(keys):
        return []
    typed = fold(clause.tokens[0])
    known = vocabulary.known(vocabulary.near(typed, keys))
    return sorted(known, key=lambda key: (-_common_start(key, typed), -known[key], key))[:MOST_CORRECTIONS]


def _common_start(first: str, second: str) -> int:
    for index, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return index
    return min(len(first), len(second))


def reading(query: Query, replaced: dict[str, str], pages: Iterable[StoredPage]) -> str:
    """How the corrected query reads, in words of the pages found; «» where none of them has the words."""
    if not replaced:
        return ""
    surfaces = _surfaces(set(replaced.values()), pages)
    words = [
        surfaces.get(replaced[token], "") if token in replaced else token
        for clause in query.clauses
        for token in clause.tokens
    ]
    return " ".join(words) if all(words) else ""


def _surfaces(keys: set[str], pages: Iterable[StoredPage]) -> dict[str, str]:
    """For each key the first word of the pages that has it, as people read it."""
    found: dict[str, str] = {}
    for page in pages:
        document = page.document
        for text in (document.title, *document.client_words, document.short_answer):
            for word in tokens(text):
                for key in keys.intersection(index_keys(word)):
                    found.setdefault(key, word)
        if len(found) == len(keys):
            break
    return found

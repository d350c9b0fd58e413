"""What was typed, read once: clauses of keys with their synonyms. Both engines and the ranking work on this."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from search.analysis import content_tokens, fold, query_keys, tokens
from search.synonyms import SynonymTable

#: What is typed beyond this is a pasted letter, not a question.
MAX_CHARACTERS = 200
MAX_TOKENS = 16
_CODE = re.compile(r"^[a-zA-Z]\d{0,6}$")

#: What stands between quotation marks of any kind; a word with a minus before it.
_QUOTED = re.compile('["„“”«»]([^"„“”«»]+)["„“”«»]')
_MINUS = re.compile(r"(?:(?<=\s)|^)-(\w[\w-]*)")

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One way to satisfy a clause: every word of it, each by any of its keys. ``weight`` is 1 for what was typed."""

    words: tuple[Keys, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing asked for: the typed word or words first, then what means the same."""

    tokens: tuple[str, ...]
    options: tuple[Option, ...]

    @property
    def own(self) -> Option:
        return self.options[0]


@dataclass(frozen=True, slots=True)
class Query:
    """``folded``: all words without diacritics, to compare with a whole title. ``phrases``: words given in quotation
    marks, which must follow each other. ``excluded``: words given with a minus, which must not occur. ``as_typed``:
    no slip is looked for in it."""

    text: str
    clauses: tuple[Clause, ...]
    code: str
    folded: str = ""
    phrases: tuple[tuple[Keys, ...], ...] = ()
    excluded: tuple[Keys, ...] = ()
    as_typed: bool = False

    @property
    def empty(self) -> bool:
        return not self.clauses and not self.code

    def keys(self) -> set[str]:
        """Every key that may have matched, for the highlighter."""
        return {key for clause in self.clauses for option in clause.options for word in option.words for key in word}

    @property
    def own_keys(self) -> set[str]:
        """Keys of what was typed, without synonyms."""
        return {key for clause in self.clauses for word in clause.own.words for key in word}

    @property
    def exact_words(self) -> list[str]:
        """Typed words with diacritics: whoever takes the trouble means exactly that word."""
        return [token for clause in self.clauses for token in clause.tokens if fold(token) != token]


def clean(text: str) -> str:
    """The query as it is searched and shown: printable characters, white space folded, at most MAX_CHARACTERS."""
    printable = "".join(character if character.isprintable() else " " for character in text[: MAX_CHARACTERS * 4])
    return " ".join(printable.split())[:MAX_CHARACTERS]


def parse(text: str, synonyms: SynonymTable, *, as_typed: bool = False) -> Query:
    """Read ``text``. Never fails: signs that no word contains are passed over."""
    cleaned = clean(text)
    positive = _MINUS.sub(" ", cleaned)
    words = content_tokens(positive)[:MAX_TOKENS]
    all_words = tokens(positive)[:MAX_TOKENS]
    return Query(
        text=cleaned,
        clauses=tuple(_clauses(words, all_words, synonyms)),
        code=cleaned.upper() if _CODE.match(cleaned) else "",
        folded=" ".join(fold(word) for word in all_words),
        phrases=tuple(_keys_of(phrase) for phrase in _QUOTED.findall(positive) if len(tokens(phrase)) > 1),
        excluded=tuple(keys for minus in _MINUS.findall(cleaned) for keys in _keys_of(minus)),
        as_typed=as_typed,
    )


def _keys_of(text: str) -> tuple[Keys, ...]:
    return tuple(query_keys(token) for token in tokens(text)[:MAX_TOKENS])


def _clauses(words: Sequence[str], all_words: Sequence[str], synonyms: SynonymTable) -> list[Clause]:
    """Words in order; a run of words that editors made a synonym term becomes one clause."""
    clauses: list[Clause] = []
    position = 0
    while position < len(all_words):
        length, alternatives = synonyms.match(all_words, position)
        span = tuple(all_words[position : position + length])
        kept = tuple(word for word in span if word in words)
        if kept:
            own = Option(tuple(query_keys(word) for word in kept), 1.0)
            clauses.append(Clause(kept, (own, *alternatives)))
        position += length
    return clauses


__all__ = ["Clause", "Keys", "Option", "Query", "clean", "parse"]

"""The words of attached files as keys of their page, readable only for whom the file is.

A page has one entry in an index, but its files may be for fewer people than the page. So a word of a file that not
everybody may open is stored once for each group that may, with the group in front of it, and a question is asked with
the groups of whoever asks. What a reader may not open has, for that reader, no words: it finds nothing and counts
nowhere. The character between group and word is one that no word contains and nobody can type (search.analysis), so a
question cannot be worded to reach such a key.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kb.content.access import EVERYONE
from kb.content.attached.access import groups_of_collections
from kb.content.attached.files import AttachedFile
from search.analysis import STOP_WORDS, index_keys, tokens
from search.engines.base import Reader
from search.queries import Keys, Option, Query

#: From the private use area: FTS5 and Elasticsearch take it as part of a word, our analyser never does.
_START, _STOP = "\ue000", "\ue001"
#: In front of a word of any restricted file, for superusers, who may open them all.
_ALL = ""
#: Different words of one page's files. A form has some hundred; a book must not make its page an answer to everything.
MOST_WORDS = 5000


def attached_keys(files: Iterable[AttachedFile]) -> Iterator[str]:
    """Keys for the field ``body``, each as often as words give it."""
    left = MOST_WORDS
    for file in files:
        words = list(dict.fromkeys(tokens(file.text)))[:left]
        left -= len(words)
        keys = dict.fromkeys(key for word in words if word not in STOP_WORDS for key in index_keys(word))
        if EVERYONE in file.access:
            yield from keys
        else:
            yield from (_for(group, key) for group in (_ALL, *file.access) for key in keys)


def for_reader(query: Query, reader: Reader) -> Query:
    """The query with each word also as it stands in files that this reader may open and others may not."""
    groups = _groups_of(reader)
    if not groups:
        return query
    clauses = tuple(
        replace(clause, options=tuple(_widened(option, groups) for option in clause.options))
        for clause in query.clauses
    )
    return replace(query, clauses=clauses, excluded=tuple(_with_groups(word, groups) for word in query.excluded))


def is_own(key: str) -> bool:
    """Whether the key stands for a word as such, not for one in somebody's files."""
    return not key.startswith(_START)


def _groups_of(reader: Reader) -> tuple[str, ...]:
    closing = groups_of_collections()
    if reader.tokens is None:
        return (_ALL,) if closing else ()
    return tuple(sorted(reader.tokens & closing))


def _widened(option: Option, groups: Iterable[str]) -> Option:
    return replace(option, words=tuple(_with_groups(word, groups) for word in option.words))


def _with_groups(word: Keys, groups: Iterable[str]) -> Keys:
    return (*word, *(_for(group, key) for group in groups for key in word))


def _for(group: str, key: str) -> str:
    return f"{_START}{group.removeprefix('g:')}{_STOP}{key}"

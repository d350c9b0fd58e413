"""The one Latvian analyser, used for both engines: text → tokens → keys.

Pure functions over strings. Pages are indexed under ``index_keys`` of each token, what a person types is
read with ``query_keys``; a word is found when the two share a key. Folding merges some different words
(karte/kārta), so the engines also store the exact accented word and weigh it more: recall is decided here,
rank elsewhere.

Not handled here, on purpose: verb persons, prefixes and negation (atslēgs, samaksāt/maksāt, nemaksāšana). No
rule does them without wrong merges; they belong to the synonyms that editors keep.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# A token is letters and digits of the Latin (Latvian and its neighbours') and Cyrillic alphabets. Cyrillic
# is kept so that a query typed in the wrong keyboard layout can be recognised. Accents typed as separate
# characters and the soft hyphens of pasted text belong to the word. One letter and a hyphen start a word:
# e-pasts is epasts; LV-3602 is two.
_LETTERS = r"0-9A-Za-zÀ-ÖØ-öø-ɏḀ-ỿЀ-ӿ"
_RUN = rf"[{_LETTERS}][{_LETTERS}\u0300-\u036f\u00ad]*"
_TOKEN = re.compile(rf"(?:(?<!\w)[A-Za-z][-\u2010\u2011](?=[^\W\d_]))?{_RUN}")
_DROPPED = str.maketrans("", "", "-\u2010\u2011\u00ad")

# stem + case ending of a noun (six declensions) or adjective. The stem has two letters and a vowel at least
# (ēk-a, up-e), the ending is the longest that leaves that. Vowel length may be missing, as typed without
# diacritics, except in aj-: short in karst-ajā, while skaitītāj-ā has āj in its stem. Nominative -s/-š only
# after a consonant (eiro, kas-e); -ies only after t, the reflexive infinitive (pieteikt-ies).
_SPLIT = re.compile(
    r"^((?:[aāeēiīoōuūy].|.+?[aāeēiīoōuūy]).*?)"
    r"(aj(?:iem|[aā]m|ai|[oaā]s|[aā])|(?<=t)ies|iem|ais|[aāeēiīu]m|[aāeēiīuo]s|ai|ei|ij|ie|[aāeēiīouū]"
    r"|(?<=[bcčdfgģhjkķlļmnņprŗsštvzž])[sš])$"
)
# samaks-ājis, samaks-ājusi: the perfect participle, the tense in which clients tell what they did.
_PERFECT = re.compile(r"(?<=[aāeēiīo])j(?:is|us[iī]|uši)$")
# Before these endings the last consonant of the stem changes: karte → karšu, brīdis → brīža, upe → upju.
# Only changes that folding does not undo need an alternate key (s/š, z/ž, l/ļ, n/ņ, c/č fold to the same
# letter).
_PALATALISING = frozenset({"a", "i", "u", "iem", "us", "os"})
_LABIAL_J = re.compile(r"(?<=[pbmv])j$")
# «pirms» is no nominative: without this it would be found as «pirmais».
_UNINFLECTED = frozenset({"pirms"})

_STOP = (
    "un ir ar uz no par pie vai bet lai ka kā ko kas kur kad tas tā to šis šī es man mans mani tu jūs jums"
    " jūsu mēs mums mūsu viņš viņa arī jau jo ja te tad ļoti lūdzu būs būt esmu"
)


def fold(word: str) -> str:
    """The word without diacritics: rēķins → rekins."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


STOP_WORDS: frozenset[str] = frozenset(_STOP.split()) | frozenset(fold(_STOP).split())
"""Words that say nothing about the subject, accented and folded. Never bez, pirms, pēc, ne, nav, pa: they
turn the question round («bez skaitītāja»), and published Latvian lists would drop them."""


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Tokens with where they start and end in the text as given, for the highlighter."""
    for match in _TOKEN.finditer(text):
        yield match.start(), match.end(), _token(match.group())


def tokens(text: str) -> list[str]:
    """Lower-case NFC words and numbers, in order. Codes (P09, 3602) stay whole."""
    return list(map(_token, _TOKEN.findall(text)))


@lru_cache(maxsize=16384)
def _token(found: str) -> str:
    """What was found in the text as one token; kept, since few words make up most of any text."""
    return unicodedata.normalize("NFC", found.translate(_DROPPED).lower())


def folded(text: str) -> str:
    """The tokens of the text without diacritics, with spaces between."""
    return " ".join(map(_folded_token, tokens(text)))


@lru_cache(maxsize=16384)
def _folded_token(token: str) -> str:
    return fold(token)


def content_tokens(text: str) -> list[str]:
    """Tokens without stop words; all of them if nothing else was typed, so that no query becomes empty."""
    found = tokens(text)
    return [token for token in found if token not in STOP_WORDS] or found


@lru_cache(maxsize=65536)
def index_keys(word: str) -> tuple[str, ...]:
    """Keys a page is stored under for this token: its folded stem, and the stem before a consonant change."""
    return _keys(word, as_typed=False)


@lru_cache(maxsize=4096)
def query_keys(word: str) -> tuple[str, ...]:
    """Keys to look for when this token is typed; never fewer than its ``index_keys``.

    A word without any diacritic may have lost them, so more readings are allowed: s may be š (karsu →
    karte), z may be ž, «skaititaja» may be skaitītāj-a or skaitīt-ajā. A word with diacritics was typed with
    care and is read as indexed.
    """
    return _keys(word, as_typed=fold(word) == word)


def _keys(word: str, *, as_typed: bool) -> tuple[str, ...]:
    if word in _UNINFLECTED or not word.isalpha():
        return (fold(word),)
    splits = _splits(word, as_typed=as_typed)
    return tuple(dict.fromkeys(key for stem, end in splits for key in _stem_keys(stem, end, as_typed=as_typed)))


def _splits(word: str, *, as_typed: bool) -> Iterator[tuple[str, str]]:
    """The ways to read the word as stem and ending."""
    if perfect := _PERFECT.search(word):
        yield word[: perfect.start()] + "t", ""
    elif match := _SPLIT.match(word):
        stem, ending = match.groups()
        yield stem, ending
        if as_typed and ending.startswith("aj"):
            yield stem + "aj", ending.removeprefix("aj")
    else:
        yield word, ""


def _stem_keys(stem: str, ending: str, *, as_typed: bool) -> Iterator[str]:
    """The folded stem and its alternates.

    The noun of action is indexed as its infinitive, nodošan-a → nodot: no other Latvian stem ends in -šan,
    and the infinitive is at the same time the stem of the passive participle (nodot-s), so three of a verb's
    forms meet.
    """
    if stem.endswith("šan"):
        yield fold(stem[:-3]) + "t"
        return
    folded = fold(stem)
    yield folded
    if as_typed and stem.endswith("san"):
        yield folded[:-3] + "t"
    if ending in _PALATALISING:
        if stem.endswith("š") or (as_typed and stem.endswith("s")):
            yield folded[:-1] + "t"
        elif stem.endswith("ž") or (as_typed and stem.endswith("z")):
            yield folded[:-1] + "d"
        elif _LABIAL_J.search(stem):
            yield folded[:-1]

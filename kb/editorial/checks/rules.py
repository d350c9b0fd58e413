"""The rules of plain and safe wording. Pure: a text, the list of words and the known contacts in, findings out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.editorial.checks.kinds import Rule
from kb.editorial.checks.personal import Known, personal, stray_phones
from kb.editorial.checks.texts import Text
from kb.editorial.checks.words import WordList
from search.log.masking import mask

MOST_WORDS = 25
EXCERPT_MAX = 240

_END = re.compile(r"(?<=[.!?…])[»”\")]*\s+(?=[„«“\"(]?[A-ZĀČĒĢĪĶĻŅŠŪŽ])|\n+")
_ABBREVIATED = re.compile(
    r"\b(?:plkst|nr|tālr|t\.\s?i|u\.\s?c|u\.\s?tml|piem|sk|skat|st|p|iel|red|pielik|t)\.$", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+(?:[-–.,/:][^\W_]+)*")
_VAGUE = re.compile(
    r"\b(?:drīzumā|šogad|šomēnes|šonedēļ|nesen|pērn|nākamgad|pagājušajā gadā|nākamajā gadā|nākotnē"
    r"|tuvāka(?:jā laikā|jās dienās|jos mēnešos)|iespējami drīz|pēc iespējas ātrāk)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:sk|skat|skatīt|skatiet|skaties)\b\.?\s+(?:[\w.]+\s+){0,2}?"
    r"(?:dokument|pielikum|noteikum|instrukcij|veidlap|rīkojum|kārtīb)\w*",
    re.IGNORECASE,
)
#: Never «iekšējā apkures sistēma»: the pipes inside a house are called so.
_INTERNAL = re.compile(
    r"\b(?:iekšēji|iekšēj\w+ (?:lietošan|kārtīb|informācij|procedūr|noteikum)\w*|tikai darbiniekiem"
    r"|klientam ne(?:teikt|teic\w*|sak\w+|stāst\w+|atklā\w+|rād\w+)"
    r"|ne(?:teikt|teic\w*|sak\w+|stāst\w+|atklā\w+|rād\w+) klient\w+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """``excerpt`` is the sentence, ``detail`` what in it, and with a bureaucratic word what to say instead."""

    rule: Rule
    where: str
    excerpt: str = ""
    detail: str = ""


def findings_in(texts: Iterable[Text], words: WordList, known: Known) -> list[Finding]:
    """What the rules find, the weightiest first."""
    found = [finding for text in texts for finding in _in_text(text, words, known)]
    return sorted(found, key=lambda finding: list(Rule).index(finding.rule))


def blocked(texts: Iterable[Text], known: Known) -> list[Finding]:
    """Only what keeps a page from being published."""
    return [finding for text in texts for finding in _personal(text, known)]


def sentences(text: str) -> list[str]:
    """Sentences of running text; a new line ends one, an abbreviation does not."""
    found: list[str] = []
    for part in _END.split(text):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return [" ".join(sentence.split()) for sentence in found if sentence.strip()]


def word_count(sentence: str) -> int:
    return len(_WORD.findall(sentence))


def _in_text(text: Text, words: WordList, known: Known) -> Iterator[Finding]:
    yield from _personal(text, known)
    for number in stray_phones(text.text, known):
        yield Finding(Rule.PHONE, text.where, detail=number)
    if text.undescribed_pictures:
        yield Finding(Rule.PICTURE, text.where)
    if text.ours:
        for sentence in sentences(text.text):
            yield from _in_sentence(sentence, text, words)


def _personal(text: Text, known: Known) -> Iterator[Finding]:
    """Masked: what must not stand on the page must not be kept beside it either."""
    if personal(text.text, known):
        yield Finding(Rule.PERSONAL, text.where, _excerpt(mask(text.text)))


def _in_sentence(sentence: str, text: Text, words: WordList) -> Iterator[Finding]:
    excerpt = _excerpt(mask(sentence))
    if text.for_client and (match := _INTERNAL.search(sentence)):
        yield Finding(Rule.INTERNAL, text.where, excerpt, match[0])
    if not text.links and (match := _ELSEWHERE.search(sentence)):
        yield Finding(Rule.ELSEWHERE, text.where, excerpt, match[0])
    for match in _VAGUE.finditer(sentence):
        yield Finding(Rule.VAGUE, text.where, excerpt, match[0])
    for word in words.in_text(sentence):
        yield Finding(Rule.OFFICIAL, text.where, excerpt, f"{word.term} → {word.instead}")
    if (number := word_count(sentence)) > MOST_WORDS:
        yield Finding(Rule.LONG, text.where, excerpt, str(number))


def _excerpt(sentence: str) -> str:
    line = " ".join(sentence.split())
    return line if len(line) <= EXCERPT_MAX else f"{line[: EXCERPT_MAX - 1]}…"

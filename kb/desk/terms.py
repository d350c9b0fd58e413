"""Terms of the glossary marked in running text, with what they mean in plain words (row B6c).

The text itself does not change: a mark is an element around the words as they stand, and the explanation behind them
is shown on hover, focus and tap, is left out of a selection that is copied, and is not printed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import TextField, Value
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kb.content.models import GlossaryTerm, Unit
from kb.content.versioned import versioned
from search.analysis import fold, index_keys, spans

_TAG = re.compile(r"(<[^>]*>)")
_TAG_NAME = re.compile(r"</?\s*([A-Za-z0-9]+)")
#: Inside these nothing is marked: what is clicked, what is a heading, and what is marked already.
_CLOSED = frozenset({"a", "button", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "label", "dfn", "svg", "code"})
#: Spans that are no text to be explained: a tag, a word for screen readers, a value nobody has confirmed.
_CLOSED_CLASS = re.compile(r'\bclass="[^"]*\b(?:tag|visually-hidden|sample-value|term)\b')
_BETWEEN = re.compile(r"[ \u00a0]+")
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "use", "path"})


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a term: words with their keys. ``exact``: as it stands and not inflected, as «MWh», «ISM».

    Without ``pk`` it is a name in which no term is meant: «Abonentu daļa».
    """

    words: tuple[str, ...]
    keys: tuple[str, ...]
    exact: bool
    pk: int
    term: str
    plain: str


@versioned
def forms() -> dict[str, tuple[Form, ...]]:
    """Forms by the key of their first word, the longest first. One query, names of units included."""
    found: dict[str, list[Form]] = {}
    rows = GlossaryTerm.objects.order_by().values_list("pk", "term", "aliases", "plain")
    nothing = Value("", output_field=TextField())
    names = Unit.objects.order_by().annotate(nothing=nothing).values_list(Value(0), "name", "nothing", "nothing")
    for pk, term, aliases, plain in sorted(rows.union(names, all=True)):
        for form in _forms_of(pk, term, aliases, plain) if pk else _name(term):
            found.setdefault(form.keys[0], []).append(form)
    return {key: tuple(sorted(rows, key=lambda form: -len(form.words))) for key, rows in found.items()}


def _forms_of(pk: int, term: str, aliases: str, plain: str) -> Iterator[Form]:
    explained = {_key(word) for _, _, word in spans(plain)}
    names = [line.strip() for line in aliases.splitlines() if line.strip()]
    for written in dict.fromkeys((term, *names)):
        found = [(written[start:end], word) for start, end, word in spans(written)]
        keys = tuple(_key(word) for _, word in found)
        # «pase» explained by «Pase vai eID karte» explains nothing.
        if not keys or (written != term and explained.issuperset(keys)):
            continue
        exact = any(letter.isupper() for raw, _ in found for letter in raw[1:])
        words = tuple(raw if exact else word for raw, word in found)
        yield Form(words, keys, exact, pk, term, plain)


def _name(name: str) -> Iterator[Form]:
    """The name of a unit, where it has several words."""
    words = tuple(word for _, _, word in spans(name))
    if len(words) > 1:
        yield Form(words, tuple(_key(word) for word in words), False, 0, name, "")


def _key(word: str) -> str:
    return index_keys(word)[0]


@dataclass(slots=True)
class Passage:
    """Pieces of text that are read together: in all of them each term is marked once."""

    prefix: str
    known: dict[str, tuple[Form, ...]] = field(default_factory=forms)
    marked: set[int] = field(default_factory=set)

    def mark(self, html: SafeString) -> SafeString:
        """Safe HTML with the terms that this passage has not marked yet."""
        if not self.known or not html:
            return html
        pieces = _TAG.split(html)
        closed: list[str] = []
        for number, piece in enumerate(pieces):
            if piece.startswith("<"):
                _follow(piece, closed)
            elif not closed and piece.strip():
                pieces[number] = self._mark_text(piece)
        return mark_safe("".join(pieces))  # noqa: S308  (the HTML given, with elements of ours around its words)

    def _mark_text(self, text: str) -> str:
        words = list(spans(text))
        out: list[str] = []
        done = at = 0
        while at < len(words):
            form = self._form_at(text, words, at)
            if form is None:
                at += 1
                continue
            start, end = words[at][0], words[at + len(form.words) - 1][1]
            if form.pk:
                out += [text[done:start], self._marked(form, text[start:end])]
                done = end
            at += len(form.words)
        return "".join([*out, text[done:]])

    def _form_at(self, text: str, words: list[tuple[int, int, str]], at: int) -> Form | None:
        for form in self.known.get(_key(words[at][2]), ()):
            if form.pk not in self.marked and _stands(form, text, words[at : at + len(form.words)]):
                return form
        return None

    def _marked(self, form: Form, words: str) -> SafeString:
        self.marked.add(form.pk)
        return format_html(
            '<span class="term"><dfn class="term__word" tabindex="0" aria-describedby="{id}">{words}</dfn>'
            '<span class="term__panel" role="tooltip" id="{id}"><b>{term}</b> {plain}</span></span>',
            id=f"{self.prefix}-{form.pk}",
            words=mark_safe(words),  # noqa: S308  (a piece of the text between two tags of safe HTML)
            term=form.term,
            plain=form.plain,
        )


def _follow(tag: str, closed: list[str]) -> None:
    """Keep in ``closed`` the open elements from the outermost one in which nothing is marked."""
    name = _TAG_NAME.match(tag)
    if name is None or name[1].lower() in _VOID or tag.endswith("/>"):
        return
    element = name[1].lower()
    if tag.startswith("</"):
        if closed and closed[-1] == element:
            closed.pop()
    elif closed or element in _CLOSED or _CLOSED_CLASS.search(tag):
        closed.append(element)


def _stands(form: Form, text: str, words: list[tuple[int, int, str]]) -> bool:
    """Whether ``words`` of the text are the form, each in whatever case, with nothing but spaces between them."""
    if len(words) < len(form.words):
        return False
    if any(not _BETWEEN.fullmatch(text[words[n][1] : words[n + 1][0]]) for n in range(len(words) - 1)):
        return False
    return all(
        text[start:end] == wanted if form.exact else _same(word, wanted, key)
        for (start, end, word), wanted, key in zip(words, form.words, form.keys, strict=True)
    )


def _same(word: str, wanted: str, key: str) -> bool:
    """The same word inflected. Keys have no diacritics (karte, kārta): the letters of the stem must agree as written.

    The last letter of the stem may change with the ending (mezgls, mezgļu); it is compared without diacritics.
    """
    if _key(word) != key:
        return False
    stem = min(len(key), len(word), len(wanted))
    return word[: stem - 1] == wanted[: stem - 1] and fold(word[:stem]) == fold(wanted[:stem])

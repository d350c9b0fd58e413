"""What is shown of a hit: filled in for today, marked, with its trust."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.utils.safestring import SafeString

from kb.calendar.days import Unit
from kb.calendar.due import Term, due_date
from kb.calendar.sentences import fill_plain, needs_due_date
from kb.content.dated import in_force
from kb.content.documents import DatedTerm, SearchDocument
from kb.content.trust import Trust, trust_of
from search.highlight import Match, best_line, marked, matches, shorten
from search.ranking import Ranked
from search.special_days import company_days


@dataclass(frozen=True, slots=True)
class Hit:
    """One page in a list of results. ``snippet`` and ``title_html`` are safe HTML; the rest is plain."""

    code: str
    kind: str
    title: str
    url: str
    short_answer: str
    title_html: SafeString
    snippet: SafeString
    deadline: str
    channels: tuple[str, ...]
    id_required: bool
    trust: Trust
    sample: bool


def build_hit(ranked: Ranked, keys: set[str], today: date) -> Hit:
    """The hit as it is shown on ``today``; words that have one of the ``keys`` are marked."""
    document = ranked.page.document
    terms = in_force(document.terms, today)
    answer = _short_answer(document, terms, today)
    in_title = matches(document.title, keys)
    return Hit(
        code=document.code,
        kind=document.kind,
        title=document.title,
        url=document.url,
        short_answer=answer,
        title_html=marked(document.title, in_title),
        snippet=_snippet(document, answer, keys, in_title),
        deadline=terms[0].text if terms else "",
        channels=document.channels,
        id_required=document.id_required,
        trust=trust_of(
            live=True,
            sample=document.sample,
            verified_on=document.verified_on,
            review_by=document.review_by,
            valid_to=document.valid_to,
            today=today,
        ),
        sample=document.sample,
    )


def _snippet(document: SearchDocument, answer: str, keys: set[str], in_title: Sequence[Match]) -> SafeString:
    """The sentence to say; only where nothing of the query stands in it, the client's phrase that matched."""
    sentence = " ".join(answer.splitlines())
    in_sentence = matches(sentence, keys)
    if not in_sentence and not in_title and (phrase := shorten(best_line(document.client_words, keys))):
        return marked(phrase, matches(phrase, keys))
    return marked(shorten(sentence), in_sentence)


def _short_answer(document: SearchDocument, terms: Sequence[DatedTerm], today: date) -> str:
    due = None
    if needs_due_date(document.short_answer):
        term = next((term for term in terms if term.amount), None)
        if term is not None and term.amount:
            due = due_date(today, Term(term.amount, cast(Unit, term.unit)), company_days()).due
    return fill_plain(document.short_answer, received=today, due=due, dated=False)

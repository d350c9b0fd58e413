"""Searches that went wrong become rows of the queue, one for each question whatever its endings and diacritics.

A question is its ``key_text`` (see search.log.record): «dvielu zavetajs» and «dvieļu žāvētāju» are one. It gets a row

- when nothing was found for it, or nothing opened and something else asked within two minutes, by at least ASKED_BY
  different tokens of the log on one day;
- when at least UNOPENED_BY asked it on one day and in the thirty days of the log nobody opened a result. So many,
  because the card beside the results often is the answer.

On one day, as search.log.retention has it: tomorrow the same person has another token, so over several days tokens
count nobody. What fewer asked may say something about one person, and the rows of this queue outlive the log.

Safe to repeat and to run on several hosts at once: of one subject one row can be open, and what a closed row has
counted does not count again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, TruncDate
from django.utils import timezone

from kb.editorial.choices import OPEN_STATES, GapKind
from kb.editorial.gaps.responsible import due_on
from kb.editorial.gaps.typed import typed
from kb.editorial.models import Gap
from kb.editorial.models.gap import SEARCH_SUBJECT
from search.log.models import KEPT, SearchQuery
from search.log.retention import ASKED_BY

UNOPENED_BY = 5

_ZERO = Q(zero=True, clicked_code="")
_REFORMULATED = Q(zero=False, clicked_code="", reformulated=True)
_UNOPENED = Q(zero=False, clicked_code="", reformulated=False)
_OPENED = ~Q(clicked_code="")
_WRONG_FOR = Count("token", distinct=True, filter=_ZERO | _REFORMULATED)
_ASKED_BY = Count("token", distinct=True)


@dataclass(frozen=True, slots=True)
class Failed:
    """A question that went wrong: how often, and the number of the last search that did."""

    key_text: str
    kind: GapKind
    times: int
    last: int

    @property
    def subject(self) -> str:
        return SEARCH_SUBJECT + self.key_text


def gather() -> None:
    """Open a row for each question that goes wrong, and count up the open ones."""
    failed = {question.subject: question for question in _failed()}
    known = {gap.subject: gap for gap in Gap.objects.filter(subject__in=failed, state__in=OPEN_STATES)}
    for subject, gap in known.items():
        _count_up(gap, failed[subject])
    _open([question for subject, question in failed.items() if subject not in known])


def _failed() -> list[Failed]:
    """Days are only looked at of questions that enough tokens asked at all: those are few."""
    asked = _uncounted().values("key_text").annotate(wrong_for=_WRONG_FOR, asked_by=_ASKED_BY)
    often = asked.annotate(opened=Count("pk", filter=_OPENED)).filter(
        Q(wrong_for__gte=ASKED_BY) | Q(asked_by__gte=UNOPENED_BY, opened=0)
    )
    days = (
        _uncounted()
        .filter(key_text__in=often.values("key_text"))
        .values("key_text", day=TruncDate("created"))
        .annotate(
            nothing=Count("pk", filter=_ZERO),
            again=Count("pk", filter=_REFORMULATED),
            ignored=Count("pk", filter=_UNOPENED),
            opened=Count("pk", filter=_OPENED),
            wrong_for=_WRONG_FOR,
            asked_by=_ASKED_BY,
            last_wrong=Max("pk", filter=_ZERO | _REFORMULATED),
            last_asked=Max("pk"),
        )
        .order_by("key_text")
    )
    questions = (_question(key, list(rows)) for key, rows in groupby(days, key=itemgetter("key_text")))
    return [question for question in questions if question is not None]


def _question(key_text: str, days: Sequence[Mapping[str, Any]]) -> Failed | None:
    """What went wrong with the question on all its days; None where on no single day it did so often enough."""
    nothing, again, ignored, opened = (
        sum(day[what] for day in days) for what in ("nothing", "again", "ignored", "opened")
    )
    if max(day["wrong_for"] for day in days) >= ASKED_BY:
        kind = GapKind.ZERO if nothing else GapKind.REFORMULATED
        return Failed(key_text, kind, nothing + again, max(day["last_wrong"] or 0 for day in days))
    if not opened and max(day["asked_by"] for day in days) >= UNOPENED_BY:
        times = nothing + again + ignored
        return Failed(key_text, GapKind.UNOPENED, times, max(day["last_asked"] for day in days))
    return None


def _uncounted() -> "QuerySet[SearchQuery]":
    """Searches of the log without those that a closed row has counted, and without questions of nothing but numbers."""
    counted = Gap.objects.filter(
        subject=Concat(Value(SEARCH_SUBJECT), OuterRef("key_text")),
        closed_at__isnull=False,
        last_query__gte=OuterRef("pk"),
    )
    kept = SearchQuery.objects.filter(created__gte=timezone.now() - KEPT).exclude(key_text="")
    return kept.filter(~Exists(counted))


def _count_up(gap: Gap, failed: Failed) -> None:
    """Only where there is something new: the job runs every minute."""
    if failed.last > gap.last_query:
        Gap.objects.filter(pk=gap.pk, state__in=OPEN_STATES).update(
            kind=failed.kind, times=max(gap.times, failed.times), last_query=failed.last
        )


def _open(questions: list[Failed]) -> None:
    """Named as the question is typed most often. A row that another host opens at the same moment is left to it."""
    texts, today = typed([question.key_text for question in questions]), timezone.localdate()
    due = {kind: due_on(kind, today) for kind in {question.kind for question in questions}}
    Gap.objects.bulk_create(
        (
            Gap(
                kind=question.kind,
                subject=question.subject,
                text=texts[question.key_text][0],
                times=question.times,
                last_query=question.last,
                due_on=due[question.kind],
            )
            for question in questions
        ),
        ignore_conflicts=True,
    )

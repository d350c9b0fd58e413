"""Searches that went wrong become rows of the queue, one for each question whatever its endings and diacritics.

A question is its ``key_text`` (see search.log.record): «dvielu zavetajs» and «dvieļu žāvētāju» are one. It gets a row

- when nothing was found for it, or nothing opened and something else asked within two minutes, by at least ASKED_BY
  different tokens of the log in its thirty days. What fewer asked may say something about one person, and the rows of
  this queue outlive the log;
- when at least UNOPENED_BY asked it and nobody ever opened a result. So many, because the card beside the results
  often is the answer.

Safe to repeat and to run on several hosts at once: of one subject one row can be open, and what a closed row has
counted does not count again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from kb.editorial.choices import OPEN_STATES, GapKind
from kb.editorial.gaps.responsible import due_on
from kb.editorial.models import Gap
from search.log.models import KEPT, SearchQuery

ASKED_BY = 3
UNOPENED_BY = 5
SUBJECT = "search:"

_ZERO = Q(zero=True, clicked_code="")
_REFORMULATED = Q(zero=False, clicked_code="", reformulated=True)
_UNOPENED = Q(zero=False, clicked_code="", reformulated=False)


@dataclass(frozen=True, slots=True)
class Failed:
    """A question that went wrong: how often, and the number of the last search that did."""

    key_text: str
    kind: GapKind
    times: int
    last: int

    @property
    def subject(self) -> str:
        return SUBJECT + self.key_text


def gather() -> int:
    """Open a row for each question that goes wrong, and count up the open ones; returns how many had none."""
    failed = {question.subject: question for question in _failed()}
    known = {gap.subject: gap for gap in Gap.objects.filter(subject__in=failed, state__in=OPEN_STATES)}
    for subject, gap in known.items():
        _count_up(gap, failed[subject])
    return _open([question for subject, question in failed.items() if subject not in known])


def _failed() -> list[Failed]:
    rows = (
        _uncounted()
        .values("key_text")
        .annotate(
            nothing=Count("pk", filter=_ZERO),
            again=Count("pk", filter=_REFORMULATED),
            ignored=Count("pk", filter=_UNOPENED),
            opened=Count("pk", filter=~Q(clicked_code="")),
            wrong_for=Count("token", distinct=True, filter=_ZERO | _REFORMULATED),
            asked_by=Count("token", distinct=True),
            last_wrong=Max("pk", filter=_ZERO | _REFORMULATED),
            last_asked=Max("pk"),
        )
        .filter(Q(wrong_for__gte=ASKED_BY) | Q(asked_by__gte=UNOPENED_BY, opened=0))
        .order_by("key_text")
    )
    return [_question(row) for row in rows]


def _question(row: Mapping[str, Any]) -> Failed:
    nothing, again, ignored = row["nothing"], row["again"], row["ignored"]
    if row["wrong_for"] < ASKED_BY:
        return Failed(row["key_text"], GapKind.UNOPENED, nothing + again + ignored, row["last_asked"])
    kind = GapKind.ZERO if nothing else GapKind.REFORMULATED
    return Failed(row["key_text"], kind, nothing + again, row["last_wrong"])


def _uncounted() -> "QuerySet[SearchQuery]":
    """Searches of the log without those that a closed row has counted, and without questions of nothing but numbers."""
    counted = Gap.objects.filter(
        subject=Concat(Value(SUBJECT), OuterRef("key_text")), closed_at__isnull=False, last_query__gte=OuterRef("pk")
    )
    kept = SearchQuery.objects.filter(created__gte=timezone.now() - KEPT).exclude(key_text="")
    return kept.filter(~Exists(counted))


def _count_up(gap: Gap, failed: Failed) -> None:
    """Only where there is something new: the job runs every minute."""
    if failed.last > gap.last_query:
        Gap.objects.filter(pk=gap.pk, state__in=OPEN_STATES).update(
            kind=failed.kind, times=max(gap.times, failed.times), last_query=failed.last
        )


def _open(questions: list[Failed]) -> int:
    """A row that another host opens at the same moment is left to it."""
    texts, today = _texts([question.key_text for question in questions]), timezone.localdate()
    due = {kind: due_on(kind, today) for kind in {question.kind for question in questions}}
    Gap.objects.bulk_create(
        (
            Gap(
                kind=question.kind,
                subject=question.subject,
                text=texts[question.key_text],
                times=question.times,
                last_query=question.last,
                due_on=due[question.kind],
            )
            for question in questions
        ),
        ignore_conflicts=True,
    )
    return len(questions)


def _texts(keys: list[str]) -> dict[str, str]:
    """Each question as it is typed most often."""
    rows = (
        SearchQuery.objects.filter(key_text__in=keys)
        .values_list("key_text", "text")
        .annotate(times=Count("pk"))
        .order_by("times", "text")
    )
    return {key: text for key, text, _times in rows}

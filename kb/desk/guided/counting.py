"""How far a walk through a guided question has come."""

import re
import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404

from kb.content.access import opens, tokens_of
from kb.content.guided_walk import walk
from kb.content.models import GuidedQuestionPage
from kb.desk.models import GuidedRun
from search.log.reported import BadReport, page_code, reported
from search.log.short_wait import note

#: Walks are kept for a year: long enough to compare two winters.
KEPT = timedelta(days=365)
_PATH = re.compile(r"[1-9][0-9]?(?:\.[1-9][0-9]?)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Step:
    """A step as the browser reports it: which walk, through which page, the answers given so far."""

    run: uuid.UUID
    code: str
    path: str


def read_step(body: bytes) -> Step:
    """The step in ``{"run": uuid, "code": "J01", "path": "1.2"}``; BadReport where it is anything else."""
    run, code, path = reported(body, "run", "code", "path")
    if not isinstance(path, str) or len(path) > 30 or not _PATH.fullmatch(path):
        raise BadReport
    try:
        return Step(uuid.UUID(run), page_code(code), path)
    except (ValueError, TypeError, AttributeError) as error:
        raise BadReport from error


def count_step(step: Step, user: object, day: date) -> None:
    """Remember the step in the row of its walk. A page this user may not read is not counted, and nobody is told."""
    page = GuidedQuestionPage.objects.live().filter(code=step.code).first()
    if page is None or not opens(page.path, tokens_of(user)):
        return
    try:
        reached = walk(page, [int(number) for number in step.path.split(".")])
    except Http404:  # an old tab of a page that has changed since
        return
    finished = reached.outcome is not None
    note("a step of a guided question", lambda: _remember(step, page, day, finished=finished))


def _remember(step: Step, page: GuidedQuestionPage, day: date, *, finished: bool) -> None:
    row, new = GuidedRun.objects.get_or_create(
        run=step.run, defaults={"page": page, "day": day, "path": step.path, "finished": finished}
    )
    if not new and row.page_id == page.pk:
        GuidedRun.objects.filter(pk=row.pk).update(path=step.path, finished=row.finished or finished)


def forget_old_runs(today: date) -> None:
    GuidedRun.objects.filter(day__lt=today - KEPT).delete()

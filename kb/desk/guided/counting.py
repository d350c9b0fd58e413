"""How far a walk through a guided question has come."""

import json
import logging
import re
import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.http import Http404

from kb.content.access import opens, tokens_of
from kb.content.guided_walk import walk
from kb.content.models import GuidedQuestionPage
from kb.desk.models import GuidedRun
from search.log.short_wait import short_wait

log = logging.getLogger("kb.desk")

#: Walks are kept for a year: long enough to compare two winters.
KEPT = timedelta(days=365)
_CODE = re.compile(r"[A-Z][0-9]{0,6}")
_PATH = re.compile(r"[1-9][0-9]?(?:\.[1-9][0-9]?)*", re.ASCII)


class NoStep(ValueError):
    """What came is no step of a walk."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step as the browser reports it: which walk, through which page, the answers given so far."""

    run: uuid.UUID
    code: str
    path: str


def read_step(body: bytes) -> Step:
    """The step in ``{"run": uuid, "code": "J01", "path": "1.2"}``; NoStep where it is anything else."""
    try:
        data: Any = json.loads(body)
        run, code, path = uuid.UUID(data["run"]), data["code"], data["path"]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NoStep from error
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise NoStep
    if not isinstance(path, str) or len(path) > 30 or not _PATH.fullmatch(path):
        raise NoStep
    return Step(run, code, path)


def count_step(step: Step, user: object, day: date) -> None:
    """Remember the step in the row of its walk. A page this user may not read is not counted, and nobody is told.

    A lost step is better than a desk that waits: where the database does not answer at once, it is only logged.
    """
    page = GuidedQuestionPage.objects.live().filter(code=step.code).first()
    if page is None or not opens(page.path, tokens_of(user)):
        return
    try:
        reached = walk(page, [int(number) for number in step.path.split(".")])
    except Http404:  # an old tab of a page that has changed since
        return
    finished = reached.outcome is not None
    try:
        with short_wait(), transaction.atomic():
            row, new = GuidedRun.objects.get_or_create(
                run=step.run, defaults={"page": page, "day": day, "path": step.path, "finished": finished}
            )
            if not new and row.page_id == page.pk:
                GuidedRun.objects.filter(pk=row.pk).update(path=step.path, finished=row.finished or finished)
    except DatabaseError as error:
        log.warning("A step was not counted: %s", error)


def forget_old_runs(today: date) -> None:
    GuidedRun.objects.filter(day__lt=today - KEPT).delete()

"""Paths of a person as the pages print them."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.utils import get_user_display_name

from kb.learning.acknowledging.waiting import Waiting, waiting_for
from kb.learning.models import Acknowledgement
from kb.learning.paths.progress import Progress, State, StepProgress
from kb.learning.paths.words import KIND_WORDS, STATE_ICONS, STATE_WORDS
from kb.learning.versions.in_force import VersionRow, newest_version


@dataclass(frozen=True, slots=True)
class StepLine:
    """``current``: the step to go on with."""

    row: StepProgress
    url: str
    kind: Any
    word: Any
    icon: str
    look: str
    current: bool


@dataclass(frozen=True, slots=True)
class DayLines:
    """Steps of one day that stand together; ``day`` None: of no day."""

    day: int | None
    steps: tuple[StepLine, ...]


@dataclass(frozen=True, slots=True)
class PathLine:
    progress: Progress
    url: str
    next: StepLine | None
    percent: int


@dataclass(frozen=True, slots=True)
class OverviewScreen:
    """``waiting``: the version of the standard that waits for a confirmation."""

    paths: tuple[PathLine, ...]
    waiting: Waiting | None
    version: VersionRow | None


@dataclass(frozen=True, slots=True)
class PathScreen:
    line: PathLine
    days: tuple[DayLines, ...]
    repeats: tuple[StepLine, ...]
    waiting: Waiting | None


@dataclass(frozen=True, slots=True)
class CertificateScreen:
    """``version``: the version of the standard in force; ``confirmed_at``: when this person confirmed it."""

    progress: Progress
    name: str
    finished_on: date
    printed: datetime
    version: VersionRow | None
    confirmed_at: datetime | None
    minutes: int


def overview_screen(user: Any, paths: tuple[Progress, ...]) -> OverviewScreen:
    return OverviewScreen(tuple(_path_line(found) for found in paths), waiting_for(user), newest_version())


def path_screen(user: Any, progress: Progress) -> PathScreen:
    steps = _lines(progress)
    repeats = tuple(line for line in steps if line.row.state == State.REPEAT)
    groups = groupby(steps, key=lambda line: line.row.step.day)
    days = tuple(DayLines(day, tuple(lines)) for day, lines in groups)
    return PathScreen(_path_line(progress), days, repeats, waiting_for(user))


def certificate_screen(user: Any, progress: Progress, finished_at: datetime) -> CertificateScreen:
    version = newest_version()
    known = Acknowledgement.objects.filter(account=user.pk, version=version.pk) if version else None
    return CertificateScreen(
        progress=progress,
        name=user.get_full_name() or get_user_display_name(user),
        finished_on=timezone.localtime(finished_at).date(),
        printed=timezone.localtime(),
        version=version,
        confirmed_at=known.values_list("at", flat=True).first() if known is not None else None,
        minutes=progress.path.minutes,
    )


def _path_line(progress: Progress) -> PathLine:
    current = next((line for line in _lines(progress) if line.current), None)
    url = reverse("learning_path", args=[progress.path.pk])
    return PathLine(progress, url, current, round(100 * progress.done / progress.of))


def _lines(progress: Progress) -> tuple[StepLine, ...]:
    current = progress.next
    return tuple(
        StepLine(
            row=row,
            url=reverse("path_step", args=[row.step.pk]),
            kind=KIND_WORDS[row.step.kind],
            word=STATE_WORDS[row.state],
            icon=STATE_ICONS[row.state],
            look=row.state.value,
            current=row == current,
        )
        for row in progress.steps
    )

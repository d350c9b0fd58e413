"""How far a person is on their paths."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.accounts.people import groups_of
from kb.learning.models import Attempt, StepPassed
from kb.learning.paths.frame import Path, Step, live_paths

#: From so many minutes on time is told in hours.
IN_HOURS = 100


class State(Enum):
    """``REPEAT``: passed, but its page has changed materially since."""

    DONE = "done"
    REPEAT = "repeat"
    STARTED = "started"
    TODO = "todo"


@dataclass(frozen=True, slots=True)
class StepProgress:
    step: Step
    state: State
    passed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Progress:
    """``next``: the first step that is open. ``finished_at``: when the last one was passed, once none is open."""

    path: Path
    steps: tuple[StepProgress, ...]

    @property
    def done(self) -> int:
        return sum(row.state == State.DONE for row in self.steps)

    @property
    def of(self) -> int:
        return len(self.steps)

    @property
    def next(self) -> StepProgress | None:
        return next((row for row in self.steps if row.state != State.DONE), None)

    @property
    def to_repeat(self) -> tuple[StepProgress, ...]:
        return tuple(row for row in self.steps if row.state == State.REPEAT)

    @property
    def minutes_left(self) -> int:
        return sum(row.step.minutes for row in self.steps if row.state != State.DONE)

    @property
    def hours_left(self) -> int:
        """In hours where that is easier to picture, else 0."""
        return round(self.minutes_left / 60) if self.minutes_left >= IN_HOURS else 0

    @property
    def begun(self) -> bool:
        return any(row.state != State.TODO for row in self.steps)

    @property
    def last_at(self) -> datetime | None:
        return max((row.passed_at for row in self.steps if row.passed_at), default=None)

    @property
    def finished_at(self) -> datetime | None:
        return None if self.next else self.last_at


@dataclass(frozen=True, slots=True)
class PathTask:
    """One line of the start page (see kb.desk.mine.tasks)."""

    title: str
    url: str
    note: str
    late: bool = False


def progress_on(path: Path, passed: Mapping[int, datetime], started: Collection[int]) -> Progress:
    """``passed``: when each step was passed last; ``started``: steps with an attempt that is open. Pure."""
    return Progress(path, tuple(_step(step, passed.get(step.pk), step.pk in started) for step in path.steps))


def progress_of(user: Any) -> tuple[Progress, ...]:
    """The paths of this person in the editors' order: those for their groups, for everybody, and those they began."""
    passed = dict(StepPassed.objects.filter(user=user).values_list("step", "at"))
    started = set(Attempt.objects.filter(user=user, finished_at=None).values_list("step", flat=True))
    groups = {group.pk for group in groups_of(user)}
    return tuple(
        found
        for found in (progress_on(path, passed, started) for path in live_paths())
        if is_for(found.path, groups) or found.begun
    )


def is_for(path: Path, groups: Collection[int]) -> bool:
    return not path.groups or not path.groups.isdisjoint(groups)


def paths_to_go(user: Any) -> Iterator[PathTask]:
    """For «Mani uzdevumi»: paths for this person's groups that are not finished. It asks the database once."""
    groups = {group.pk for group in groups_of(user)}
    mine = [path for path in live_paths() if not path.groups.isdisjoint(groups)]
    passed = dict(StepPassed.objects.filter(user=user).values_list("step", "at")) if mine else {}
    for path in mine:
        found = progress_on(path, passed, ())
        if found.next:
            yield PathTask(
                title=(_("Repeat: %(title)s") if found.next.state == State.REPEAT else _("Learn: %(title)s"))
                % {"title": path.title},
                url=reverse("learning_path", args=[path.pk]),
                note=_("%(done)s of %(all)s") % {"done": found.done, "all": found.of},
            )


def _step(step: Step, passed_at: datetime | None, started: bool) -> StepProgress:
    if passed_at is None:
        return StepProgress(step, State.STARTED if started else State.TODO, None)
    changed = step.changed_at is not None and step.changed_at > passed_at
    return StepProgress(step, State.REPEAT if changed else State.DONE, passed_at)

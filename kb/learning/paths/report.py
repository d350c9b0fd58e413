"""How far the people of a scope are, and where people get stuck. The same number of queries whatever their number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Q
from wagtail.admin.utils import get_user_display_name

from kb.learning.acknowledging.who import employees
from kb.learning.coverage.scope import Scope
from kb.learning.models import Answer, Attempt, StepPassed
from kb.learning.models.question import in_short
from kb.learning.paths.frame import Path, Step, live_paths
from kb.learning.paths.progress import Progress, is_for, progress_on

#: Fewer people than this say nothing about a question, and too much about the people.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Learner:
    """A person on a path. ``mentors``: whom they named, by key of the step."""

    pk: int
    name: str
    username: str
    teams: tuple[str, ...]
    progress: Progress
    mentors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stuck:
    """A question, or a step, that people of the scope met first in vain: ``wrong`` of ``people`` first tries."""

    text: str
    where: str
    code: str
    wrong: int
    people: int

    @property
    def percent(self) -> int:
        return round(100 * self.wrong / self.people)


@dataclass(frozen=True, slots=True)
class LearningReport:
    """``learners``: path by path, by name. ``questions``, ``steps``: where people get stuck, the hardest first."""

    learners: tuple[Learner, ...]
    questions: tuple[Stuck, ...]
    steps: tuple[Stuck, ...]


def learning_report(scope: Scope) -> LearningReport:
    """Of the people of ``scope`` who have an account now."""
    people = [person for person in _people() if person.pk in scope.members]
    known = {person.pk for person in people}
    return LearningReport(tuple(_learners(scope, people, known)), _questions(known), _steps(known))


def _people() -> Any:
    return employees().only("username", "first_name", "last_name").prefetch_related("groups")


def _learners(scope: Scope, people: Iterable[User], known: set[int]) -> Iterable[Learner]:
    passed, mentors = _passed(known)
    started = _started(known)
    teams = {pk: tuple(team.name for team in scope.teams if pk in team.members) for pk in known}
    rows = list(people)
    for path in live_paths():
        for person in rows:
            progress = progress_on(path, passed.get(person.pk, {}), started.get(person.pk, set()))
            if progress.begun or _is_expected(path, person):
                yield Learner(
                    person.pk,
                    get_user_display_name(person),
                    person.username,
                    teams[person.pk],
                    progress,
                    _mentors_on(path, mentors.get(person.pk, {})),
                )


def _is_expected(path: Path, person: User) -> bool:
    """A path for everybody is expected of nobody: only who began it is shown."""
    return bool(path.groups) and is_for(path, {group.pk for group in person.groups.all()})


def _passed(known: set[int]) -> tuple[dict[int, dict[int, datetime]], dict[int, dict[int, str]]]:
    """When each person passed each step, and which mentor they named for it."""
    passed: dict[int, dict[int, datetime]] = {}
    mentors: dict[int, dict[int, str]] = {}
    for user, step, at, mentor in StepPassed.objects.values_list("user", "step", "at", "mentor").order_by("at"):
        if user in known:
            passed.setdefault(user, {})[step] = at
            if mentor:
                mentors.setdefault(user, {})[step] = mentor
    return passed, mentors


def _started(known: set[int]) -> dict[int, set[int]]:
    started: dict[int, set[int]] = {}
    for user, step in Attempt.objects.filter(finished_at=None, step__isnull=False).values_list("user", "step"):
        if user in known and step is not None:
            started.setdefault(user, set()).add(step)
    return started


def _mentors_on(path: Path, named: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(named[step.pk] for step in path.steps if step.pk in named))


def _questions(known: set[int]) -> tuple[Stuck, ...]:
    """First answers only: what is answered again after reading says nothing about the question."""
    answers = Answer.objects.filter(first=True, question__isnull=False, attempt__user__in=known)
    counted = answers.values(
        "question__situation", "question__text", "question__row", "question__page__code", "question"
    ).annotate(people=Count("attempt__user", distinct=True), wrong=Count("pk", filter=Q(right=False)))
    found = (
        Stuck(
            in_short(row["question__situation"], row["question__text"]),
            row["question__row"],
            row["question__page__code"] or "",
            row["wrong"],
            row["people"],
        )
        for row in counted.order_by("question")
    )
    return _hardest(found)


def _steps(known: set[int]) -> tuple[Stuck, ...]:
    """First attempts that did not pass: of quizzes and search exercises."""
    steps = {step.pk: (path, step) for path in live_paths() for step in path.steps}
    attempts = Attempt.objects.filter(number=1, finished_at__isnull=False, step__in=steps, user__in=known)
    counted = attempts.order_by().values("step").annotate(people=Count("pk"), wrong=Count("pk", filter=Q(passed=False)))
    return _hardest(_stuck_on(*steps[row["step"]], row["wrong"], row["people"]) for row in counted)


def _stuck_on(path: Path, step: Step, wrong: int, people: int) -> Stuck:
    return Stuck(step.title, path.title, step.code if step.names else "", wrong, people)


def _hardest(found: Iterable[Stuck]) -> tuple[Stuck, ...]:
    """What at least one of at least FEWEST people missed, the largest share first."""
    rows = [row for row in found if row.people >= FEWEST and row.wrong]
    return tuple(sorted(rows, key=lambda row: (-row.percent, row.text)))

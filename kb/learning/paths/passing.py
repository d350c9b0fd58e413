"""Passing a step: reading, finding, talking with the mentor. Questions are passed by an attempt (quizzes.attempts)."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from kb.learning.models import Attempt, StepPassed
from kb.learning.paths.frame import Step

#: The shortest name of a mentor that can be one.
SHORTEST_NAME = 3


class NoMentor(Exception):
    """The mentor was not named."""


class WrongPage(Exception):
    """Another page than the one that was to be found."""


def mark_passed(user_id: int, step_id: int, mentor: str = "") -> None:
    """Passed now; passed before, it is passed anew. Twice at once is one row."""
    StepPassed.objects.update_or_create(
        user_id=user_id, step_id=step_id, defaults={"at": timezone.now(), "mentor": mentor}
    )


def pass_read(user: Any, step: Step) -> None:
    mark_passed(user.pk, step.pk)


def pass_with_mentor(user: Any, step: Step, mentor: str) -> None:
    """The learner says with whom it was discussed; the supervisor sees the name. NoMentor without one."""
    name = " ".join(mentor.split())[:120]
    if len(name) < SHORTEST_NAME:
        raise NoMentor
    mark_passed(user.pk, step.pk, name)


def pass_found(user: Any, step: Step, code: str) -> None:
    """``code`` is the page that was chosen among the results. WrongPage where it is another one; that is kept too.

    After the step is passed nothing more is kept of it.
    """
    found = code == step.code
    if not StepPassed.objects.filter(user=user, step=step.pk).exists():
        _keep_try(user, step.pk, found)
    if not found:
        raise WrongPage
    mark_passed(user.pk, step.pk)


def _keep_try(user: Any, step_id: int, found: bool) -> None:
    last = Attempt.objects.filter(user=user, step=step_id).order_by("number").last()
    try:
        with transaction.atomic():
            Attempt.objects.create(
                user=user,
                step_id=step_id,
                number=last.number + 1 if last else 1,
                finished_at=timezone.now(),
                passed=found,
            )
    except IntegrityError:
        return  # the same click twice: one of them is kept

"""Beginning an attempt and answering in it. The server decides what is right; nothing counts twice."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from kb.learning.models import Answer, Attempt, PathStep, Question, SetQuestion
from kb.learning.paths.passing import mark_passed
from kb.learning.quizzes.asked import Asked, asked, plan_of
from kb.learning.quizzes.kinds import is_complete, is_right


class NothingChosen(Exception):
    """No answer was given, or one that the question does not offer."""


class AttemptIsOver(Exception):
    """The attempt has ended, or the question is not in it."""


def open_attempt(user: Any, step: int) -> Attempt | None:
    """The attempt that was begun and not finished."""
    return Attempt.objects.filter(user=user, step=step, finished_at=None).order_by("number").last()


def last_attempt(user: Any, step: int) -> Attempt | None:
    return Attempt.objects.filter(user=user, step=step).order_by("number").last()


def begin(user: Any, step: int) -> Attempt:
    """The open attempt, or a new one with another order. Asked for twice at once, both get the same."""
    going = open_attempt(user, step)
    if going:
        return going
    last = last_attempt(user, step)
    seed = secrets.randbelow(2**31)
    questions = list(questions_of(step))
    number = last.number + 1 if last else 1
    try:
        with transaction.atomic():
            return Attempt.objects.create(
                user=user, step_id=step, number=number, seed=seed, plan=plan_of(questions, seed)
            )
    except IntegrityError:  # another tab was faster
        return Attempt.objects.get(user=user, step=step, number=number)


def questions_of(step: int) -> "QuerySet[Question]":
    """Questions of a step that can be asked: live, with a published page, options read along."""
    sets = PathStep.objects.filter(pk=step).values("questions")
    members = SetQuestion.objects.filter(set__in=sets).values("question")
    found = askable(Question.objects.filter(pk__in=members))
    return found.prefetch_related("options").select_related("page").order_by("pk")


def askable(questions: "QuerySet[Question]") -> "QuerySet[Question]":
    return questions.filter(live=True, page__live=True)


def still_asked(attempt: Attempt) -> list[Asked]:
    """What this attempt asks, in its order; what an editor has taken away meanwhile is left out."""
    known = {question.pk: question for question in _planned(attempt)}
    return [asked(known[key], shown) for key, shown in attempt.plan if key in known]


def answer(user: Any, step: int, attempt_pk: int, question_pk: int, given: Sequence[int], mark: int) -> Answer:
    """Record the answer, and finish the attempt where it was the last one; ``mark``: per cent that pass.

    Answered before, it gives the record of then. Raises AttemptIsOver and NothingChosen.
    """
    with transaction.atomic():
        # One answer after the other: whoever gives the last one sees all others.
        attempt = Attempt.objects.select_for_update().filter(pk=attempt_pk, user=user, step=step).first()
        if attempt is None:
            raise AttemptIsOver
        known = attempt.answers.filter(question=question_pk).first()
        if known:
            return known
        if attempt.finished_at:
            raise AttemptIsOver
        questions = {row.question.pk: row for row in still_asked(attempt)}
        if question_pk not in questions:
            raise AttemptIsOver
        chosen = questions[question_pk]
        kind = chosen.question.kind
        if not is_complete(kind, chosen.choices, given):
            raise NothingChosen
        record = Answer.objects.create(
            attempt=attempt,
            question=chosen.question,
            given=list(given),
            right=is_right(kind, chosen.choices, given),
            first=not Answer.objects.filter(attempt__user=user, question=question_pk).exists(),
        )
        _finish(attempt, set(questions), mark)
        return record


def _finish(attempt: Attempt, questions: set[int], mark: int) -> None:
    answers = dict(attempt.answers.filter(question__in=questions).values_list("question", "right"))
    if answers.keys() < questions:
        return
    attempt.finished_at = timezone.now()
    attempt.passed = sum(answers.values()) * 100 >= mark * len(questions)
    attempt.save(update_fields=["finished_at", "passed"])
    if attempt.passed and attempt.step_id:
        mark_passed(attempt.user_id, attempt.step_id)


def _planned(attempt: Attempt) -> "QuerySet[Question]":
    planned = [key for key, _shown in attempt.plan]
    return askable(Question.objects.filter(pk__in=planned)).prefetch_related("options").select_related("page")

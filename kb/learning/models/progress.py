"""What a person has done of their paths: steps passed, attempts, answers. Kept, and compared with nobody's."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kb.learning.models.path import PathStep
from kb.learning.models.question import Question


class StepPassed(models.Model):
    """A step that a person has passed, last ``at``. A later material change of its page opens it again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    step = models.ForeignKey(PathStep, models.CASCADE, related_name="+")
    at = models.DateTimeField(_("passed at"), default=timezone.now)
    mentor = models.CharField(_("mentor"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("step passed")
        verbose_name_plural = _("steps passed")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "step"], name="step_passed_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.step_id}"


class Attempt(models.Model):
    """One go at a step that can be failed: questions, or a page to be found.

    ``plan`` is what is asked: ``[question, [options in the order in which they are shown]]``, made from ``seed``. It is
    stored, so that a page that is loaded again shows the same order, and another attempt another one. ``number``
    counts a person's attempts at a step from 1: the key that lets two tabs begin only one. ``step`` is empty once an
    editor has removed it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    step = models.ForeignKey(PathStep, models.SET_NULL, null=True, related_name="+")
    number = models.PositiveIntegerField()
    seed = models.PositiveIntegerField(default=0)
    plan: Any = models.JSONField(default=list)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    passed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        default_permissions = ()
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["user", "step", "number"], name="attempt_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.step_id} {self.number}"


class Answer(models.Model):
    """An answer to a question in an attempt: one, whatever is posted twice.

    ``given`` are keys of options; of steps: in the order that was said. ``first``: this person had never answered the
    question before, in any attempt: only these answers say where people get stuck. ``question`` is empty once an
    editor has deleted it.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="+")
    given: Any = models.JSONField()
    right = models.BooleanField()
    first = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer to a question")
        verbose_name_plural = _("answers to questions")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["attempt", "question"], name="answer_once")]
        indexes = [models.Index(fields=["question"], condition=models.Q(first=True), name="first_answers")]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.question_id}"

"""Learning paths: ordered steps for a role."""

from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from kb.content.models import KnowledgePage
from kb.learning.models.question import Question


class QuestionSet(ClusterableModel):
    """Questions that are asked together. Whether they are situations or a quiz with a mark, the step says."""

    key = models.SlugField(max_length=60, unique=True, null=True, editable=False)
    title = models.CharField(_("title"), max_length=120)

    panels = [FieldPanel("title"), InlinePanel("items", heading=_("Test questions"), label=_("Question"), min_num=1)]

    class Meta:
        verbose_name = _("set of questions")
        verbose_name_plural = _("sets of questions")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class SetQuestion(Orderable):
    set: Any = ParentalKey(QuestionSet, on_delete=models.CASCADE, related_name="items")
    question = models.ForeignKey(Question, models.CASCADE, related_name="+", verbose_name=_("question"))

    panels = [FieldPanel("question")]

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["set", "question"], name="question_once_in_a_set")]

    def __str__(self) -> str:
        return str(self.question_id)


class LearningPath(ClusterableModel):
    """What a role goes through, in order. ``pass_mark``: per cent of right answers that pass a quiz."""

    key = models.SlugField(max_length=60, unique=True, null=True, editable=False)
    title = models.CharField(_("title"), max_length=120)
    intro = models.TextField(_("introduction"), blank=True)
    groups = ParentalManyToManyField(
        Group,
        blank=True,
        related_name="+",
        verbose_name=_("for whom"),
        help_text=_("Members of these groups find the path among their tasks. None: everybody may take it."),
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark, %"), default=80, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=100)
    live = models.BooleanField(_("offered"), default=False, help_text=_("Not ticked: a draft that nobody sees."))

    panels = [
        FieldPanel("title"),
        FieldPanel("intro"),
        FieldPanel("groups", widget=CheckboxSelectMultiple),
        FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("sort_order")]),
        FieldPanel("live"),
        InlinePanel("steps", heading=_("Steps"), label=_("Step"), min_num=1),
    ]

    class Meta:
        verbose_name = _("learning path")
        verbose_name_plural = _("learning paths")
        ordering = ["sort_order", "title"]

    def __str__(self) -> str:
        return self.title


class PathStep(Orderable):
    """One step. What each kind needs is checked in ``clean``."""

    class Kind(models.TextChoices):
        READ = "read", _("read")
        SITUATIONS = "situations", _("situations")
        QUIZ = "quiz", _("quiz")
        FIND = "find", _("search")
        MENTOR = "mentor", _("with the mentor")

    path: Any = ParentalKey(LearningPath, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.READ)
    title = models.CharField(
        _("title"), max_length=120, blank=True, help_text=_("Empty: the title of the page or of the set of questions.")
    )
    task = models.TextField(
        _("what to do"), blank=True, help_text=_("For a search: what the client says. For the mentor: what to discuss.")
    )
    page = models.ForeignKey(
        KnowledgePage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page"),
        help_text=_("To read, or to be found."),
    )
    questions = models.ForeignKey(
        QuestionSet, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("set of questions")
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    day = models.PositiveSmallIntegerField(_("day"), null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("minutes"), FieldPanel("day")]),
        FieldPanel("title"),
        FieldPanel("task"),
        FieldPanel("page"),
        FieldPanel("questions"),
    ]

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return self.title or str(self.pk)

    def clean(self) -> None:
        errors = {}
        if self.kind in (self.Kind.READ, self.Kind.FIND) and not self.page_id:
            errors["page"] = _("This step needs a page.")
        if self.kind in (self.Kind.SITUATIONS, self.Kind.QUIZ) and not self.questions_id:
            errors["questions"] = _("This step needs a set of questions.")
        if self.kind in (self.Kind.FIND, self.Kind.MENTOR) and not self.task.strip():
            errors["task"] = _("Say what is to be done.")
        if self.kind == self.Kind.MENTOR and not self.title.strip():
            errors["title"] = _("This step needs a title.")
        if errors:
            raise ValidationError(errors)

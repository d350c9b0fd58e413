"""Questions that show whether a page was understood: situations and quizzes."""

from datetime import date
from textwrap import shorten
from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from kb.content.models import KnowledgePage
from kb.content.trust import Trust, trust_of
from kb.learning.quizzes.form import QuestionForm
from kb.learning.quizzes.kinds import QuestionKind

#: Characters of a question in a list.
IN_SHORT = 150


class Question(ClusterableModel):
    """A situation or a question, its options, and the page that answers it.

    It is reviewed like a page: an owner, a day on which it was checked, a day until which that holds.
    ``verified_at`` is a moment, so that a material change of the page on the same day counts as later or earlier.
    """

    key = models.SlugField(max_length=60, unique=True, null=True, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=QuestionKind.choices, default=QuestionKind.SINGLE)
    situation = models.TextField(
        _("situation"), blank=True, help_text=_("What happens, in two or three sentences. May be empty.")
    )
    text = models.CharField(_("question"), max_length=250)
    reason = models.TextField(_("why it is so"), help_text=_("Shown after every answer: what the page says, shortly."))
    page = models.ForeignKey(
        KnowledgePage,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("page that answers it"),
        help_text=_("A wrong answer leads there. Without a published page the question is not asked."),
    )
    row = models.CharField(
        _("row of the standard"),
        max_length=4,
        blank=True,
        validators=[RegexValidator(r"^[A-D]\d[a-z]?$", _("A row id of the standard, for example B6g."))],
    )
    live = models.BooleanField(_("asked"), default=False, help_text=_("Not ticked: a draft that nobody is asked."))
    sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Rests on an invented or customary value that nobody has confirmed.")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner (person)"),
        help_text=_("Is told when the page changes. Empty: all editors are told."),
    )
    verified_at = models.DateTimeField(_("verified on"), null=True, blank=True, editable=False)
    review_by = models.DateField(_("review by"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    base_form_class = QuestionForm
    panels = [
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("situation"), FieldPanel("text")], _("Question")),
        InlinePanel("options", heading=_("Options"), label=_("Option"), min_num=2, max_num=8),
        FieldPanel("reason"),
        FieldRowPanel([FieldPanel("page"), FieldPanel("row")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("owner"), FieldPanel("review_by")]),
                FieldPanel("checked"),
                FieldPanel("live"),
                FieldPanel("sample"),
            ],
            _("Review"),
        ),
    ]

    class Meta:
        verbose_name = _("test question")
        verbose_name_plural = _("test questions")
        ordering = ["row", "pk"]

    def __str__(self) -> str:
        return in_short(self.situation, self.text)

    def trust(self, today: date | None = None) -> Trust:
        """State on ``today``, by the rules of pages."""
        return trust_of(
            live=self.live,
            sample=self.sample,
            verified_on=timezone.localtime(self.verified_at).date() if self.verified_at else None,
            review_by=self.review_by,
            valid_to=None,
            today=today or timezone.localdate(),
        )


def in_short(situation: str, text: str) -> str:
    """A question as lists name it: many ask the same of different situations."""
    return shorten(f"{situation} {text}", IN_SHORT, placeholder=" …")


class QuestionOption(Orderable):
    """One option. Where the steps are to be put in order, the order of the rows is the right one."""

    question: Any = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    text = models.CharField(_("text"), max_length=300)
    right = models.BooleanField(_("right"), default=False)
    reason = models.CharField(_("why"), max_length=300, blank=True, help_text=_("Shown to whoever has chosen it."))

    panels = [FieldPanel("text"), FieldRowPanel([FieldPanel("right"), FieldPanel("reason")])]

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        verbose_name = _("option")
        verbose_name_plural = _("options")

    def __str__(self) -> str:
        return self.text

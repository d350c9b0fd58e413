"""One row of the editors' work: something that readers looked for in vain, or said of a page."""

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kb.editorial.choices import OPEN_STATES, SEARCH_KINDS, GapKind, GapState

ANSWER_MAX = 1000
TEXT_MAX = 200
#: What the subject of a search begins with; its ``key_text`` in the log follows.
SEARCH_SUBJECT = "search:"


class Gap(models.Model):
    """``subject`` says what it is about; of one subject at most one row is open.

    What became of a report or question is here: everybody who said the same thing gets the same answer.
    """

    kind = models.CharField(_("what happened"), max_length=12, choices=GapKind.choices)
    subject = models.CharField(max_length=220)
    text = models.CharField(max_length=TEXT_MAX)
    page = models.ForeignKey(
        "content.KnowledgePage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("page")
    )
    #: How often it happened.
    times = models.PositiveIntegerField(_("times"), default=1)
    #: The last failed search that was counted: later ones speak of what came after.
    last_query = models.PositiveBigIntegerField(default=0)

    state = models.CharField(_("state"), max_length=8, choices=GapState.choices, default=GapState.NEW)
    owner = models.ForeignKey(
        get_user_model(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who sees to it"),
        help_text=_("Empty: all editors together."),
    )
    due_on = models.DateField(_("until"))
    answer = models.TextField(
        _("answer to who wrote"),
        blank=True,
        validators=[MaxLengthValidator(ANSWER_MAX)],
        help_text=_("Whoever reported it reads this under “My messages”. At most 1000 characters."),
    )
    #: Grows with every change by a person, so that two who work on one row notice each other.
    version = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    #: When it was last tried whether the search succeeds by now.
    tried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("gap")
        verbose_name_plural = _("gaps")
        ordering = [F("closed_at").desc(nulls_first=True), "due_on", "-times", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["subject"], condition=Q(state__in=OPEN_STATES), name="one_open_gap"),
        ]
        indexes = [models.Index(fields=["subject", "last_query"])]

    def __str__(self) -> str:
        """«„dvielu zavetajs”» for a search, «P22: nav teikts, kas maksā» for a page."""
        return f"„{self.text}”" if self.is_search else self.text

    @property
    def is_search(self) -> bool:
        return self.kind in SEARCH_KINDS

    @property
    def key_text(self) -> str:
        """The question in the log of searches; meant for rows of searches."""
        return self.subject.removeprefix(SEARCH_SUBJECT)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def clean(self) -> None:
        """Whoever reported an error or asked something is owed a word when it is closed."""
        owed = self.kind in (GapKind.ERROR, GapKind.QUESTION, GapKind.CHECK) and self.state in (
            GapState.DONE,
            GapState.DECLINED,
        )
        if owed and not self.answer.strip():
            raise ValidationError({"answer": _("Write what became of it: whoever reported it is waiting for it.")})
        others = Gap.objects.filter(subject=self.subject, state__in=OPEN_STATES).exclude(pk=self.pk)
        if self.is_open and others.exists():
            raise ValidationError({"state": _("There is a newer row of the same thing: go on in that one.")})
        if self.state == GapState.DECLINED and not self.answer.strip():
            raise ValidationError({"answer": _("Write why nothing is done.")})

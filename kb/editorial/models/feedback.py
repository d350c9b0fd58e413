"""What a reader said of a page."""

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kb.editorial.choices import FeedbackKind, Reason
from kb.editorial.models.gap import Gap

WORDS_MAX = 1000
PASSAGE_MAX = 500


class Feedback(models.Model):
    """One vote, report or question. ``words`` and ``passage`` are masked before they are stored.

    Code and title are kept beside the page: whoever wrote still sees what about when the page is gone.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=FeedbackKind.choices)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    words = models.TextField(_("in words"), blank=True)
    passage = models.TextField(_("passage"), blank=True)
    page = models.ForeignKey("content.KnowledgePage", models.SET_NULL, null=True, related_name="+")
    code = models.CharField(max_length=8)
    title = models.CharField(max_length=255)
    #: The version of the page that was read; None for a page that was never published by hand.
    revision = models.ForeignKey("wagtailcore.Revision", models.SET_NULL, null=True, related_name="+")
    reporter = models.ForeignKey(get_user_model(), models.SET_NULL, null=True, related_name="+")
    #: The same for two sendings of one thing, a double click for example; see kb.editorial.feedback.send.
    once = models.CharField(max_length=64)
    gap = models.ForeignKey(Gap, models.SET_NULL, null=True, related_name="feedback")
    created_at = models.DateTimeField(default=timezone.now)
    #: When the reporter last read what became of it.
    seen_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("message of a reader")
        verbose_name_plural = _("messages of readers")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["reporter", "once"], name="feedback_once")]
        indexes = [models.Index(fields=["reporter", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.code}: {self.get_kind_display()}"

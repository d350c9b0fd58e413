"""Walks through guided questions, to see where they are given up."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GuidedRun(models.Model):
    """One walk: from the first answer until somebody starts again. Nobody's name is kept, only how far it went.

    ``run`` is a number that the browser made up. ``path`` is the last step («1.2»), ``finished`` whether an outcome
    was ever reached; a walk that was not finished was given up at its last step.
    """

    run = models.UUIDField(_("walk"), unique=True)
    page = models.ForeignKey(
        "content.GuidedQuestionPage", models.CASCADE, related_name="guided_runs", verbose_name=_("page")
    )
    day = models.DateField(_("day"))
    path = models.CharField(_("last step"), max_length=30)
    finished = models.BooleanField(_("finished"), default=False)

    class Meta:
        verbose_name = _("walk through a guided question")
        verbose_name_plural = _("walks through guided questions")
        default_permissions = ("view",)
        indexes = [models.Index(fields=["day"], name="guided_run_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.page_id} {self.path}"

"""Notices that a person has hidden."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DismissedNotice(models.Model):
    """``wording`` stands for the words that were hidden: a notice that says something else is shown again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    notice = models.ForeignKey("content.Notice", models.CASCADE, related_name="+", verbose_name=_("notice"))
    wording = models.CharField(max_length=16)

    class Meta:
        verbose_name = _("hidden notice")
        verbose_name_plural = _("hidden notices")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "notice"], name="notice_hidden_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.notice_id}"

"""That a person was reminded of a version they have not confirmed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.learning.models.version import StandardVersion


class Reminder(models.Model):
    """At most one a day; the person sees it among their tasks."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    version = models.ForeignKey(StandardVersion, models.PROTECT, related_name="+")
    on = models.DateField(_("reminded on"))
    by_name = models.CharField(_("reminded by"), max_length=301)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        default_permissions = ()
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "version", "on"], name="one_reminder_a_day")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.on}"

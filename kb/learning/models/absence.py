"""When a person is away: days that do not count in their due dates."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Absence(models.Model):
    """From the first to the last day, both included. It moves a due date, it waives nothing."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("employee"))
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    by_name = models.CharField(_("entered by"), max_length=301)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        default_permissions = ()
        ordering = ["first", "pk"]
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="absence_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.first}–{self.last}"

"""Pages that a person opened lately."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Visit(models.Model):
    """When a person last opened a page: one row for both, and no more rows than are shown."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    page = models.ForeignKey("content.KnowledgePage", models.CASCADE, related_name="+", verbose_name=_("page"))
    at = models.DateTimeField(_("opened"))

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "page"], name="visit_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.page_id} {self.at:%Y-%m-%d %H:%M}"

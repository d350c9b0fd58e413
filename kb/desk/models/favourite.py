"""Pages that a person keeps at hand."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Favourite(models.Model):
    """A page in one person's favourites, under a name of their own where the title does not say it shortly."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    page = models.ForeignKey("content.KnowledgePage", models.CASCADE, related_name="+", verbose_name=_("page"))
    name = models.CharField(_("own name"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("favourite")
        verbose_name_plural = _("favourites")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "page"], name="favourite_once")]

    def __str__(self) -> str:
        return self.name or f"{self.page_id}"

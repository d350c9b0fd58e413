"""When a person was here."""

from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Presence(models.Model):
    """One row for each person, see kb.desk.mine.presence for what a stay is.

    ``began``: the first time ever. ``left``: the end of the stay before this one, None in the first. ``last``: the last
    sign of life. ``number`` grows with every change of the person's favourites and hidden notices, ``opened`` with
    every page they open: what was rendered of the one does not go stale with the other.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("person")
    )
    began = models.DateTimeField(_("first here"))
    left = models.DateTimeField(_("last here before this stay"), null=True)
    last = models.DateTimeField(_("last sign of life"))
    number = models.PositiveBigIntegerField(default=0)
    opened = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id} {self.last:%Y-%m-%d %H:%M}"

    @property
    def first_stay(self) -> bool:
        return self.left is None

    @property
    def since(self) -> datetime:
        """What happened after this is news."""
        return self.left or self.began

    @classmethod
    def bump(cls, user: Any, number: Literal["number", "opened"] = "number") -> None:
        """Raise the number, in the transaction of the change: what was rendered before is not shown again."""
        if not cls.objects.filter(user=user).update(**{number: F(number) + 1}):
            now = timezone.now()
            cls.objects.get_or_create(user=user, defaults={"began": now, "last": now, number: 1})

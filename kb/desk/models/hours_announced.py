"""Where a change of opening hours has been announced: the checklist of row D3 of the standard."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Place(models.TextChoices):
    """The four places in which the standard wants a change to be told (row D3)."""

    WEBSITE = "website", _("On the website")
    SOCIAL = "social", _("In the social networks")
    MEDIA = "media", _("In the media")
    OFFICE = "office", _("In the rooms of the subscribers' department")


class HoursAnnounced(models.Model):
    """One tick of the checklist or its taking back. Rows are only added; the last one of a place holds.

    ``number`` counts the rows of a change at a place: of two people who tick at once one gets the number, the other
    is told. ``wording`` is what was announced: after the hours have changed again, the tick no longer holds.
    """

    change = models.CharField(max_length=200)
    place = models.CharField(max_length=10, choices=Place.choices)
    number = models.PositiveSmallIntegerField()
    done = models.BooleanField()
    wording = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=301)  # Django's first and last name with a space
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("announcement of hours")
        verbose_name_plural = _("announcements of hours")
        default_permissions = ("add", "view")
        ordering = ["change", "place", "number"]
        constraints = [models.UniqueConstraint(fields=["change", "place", "number"], name="one_tick_at_a_time")]

    def __str__(self) -> str:
        return f"{self.change}, {self.place}, {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise ValueError("What was ticked is history and is not changed.")
        super().save(*args, **kwargs)

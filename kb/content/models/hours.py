"""Opening hours and the days that differ. Working time and reception time are two schedules (row C1)."""

from collections.abc import Iterable
from datetime import time

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from kb.content.models.atomic import AtomicModel
from kb.content.panels import PartsPanel

#: Weekday, Monday 0, to the times between which it is open.
Week = dict[int, list[tuple[time, time]]]


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class OpeningHours(AtomicModel, ClusterableModel):
    """A weekly schedule of one location."""

    class Kind(models.TextChoices):
        WORKING = "working", _("Working time")
        RECEPTION = "reception", _("Reception of clients")
        CASH_DESK = "cash_desk", _("Cash desk")

    key = models.SlugField(_("key"), unique=True, help_text=_("Short name used by imports; do not change it."))
    location = models.CharField(_("location"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    note = models.CharField(_("note"), max_length=250, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    sample = models.BooleanField(_("sample value"), default=False)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=100)

    panels = [
        PartsPanel(),
        FieldPanel("location"),
        FieldPanel("kind"),
        InlinePanel("intervals", heading=_("Hours by weekday"), label=_("Interval")),
        FieldPanel("note"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        MultiFieldPanel([FieldPanel("sample"), FieldPanel("sort_order"), FieldPanel("key")], _("Use")),
    ]

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["sort_order", "location", "kind"]

    def __str__(self) -> str:
        return f"{self.location}, {self.get_kind_display()}"

    @property
    def week(self) -> Week:
        return week_of(self.intervals.all())


class WeeklyInterval(Orderable):
    """Open from one time to another on a weekday."""

    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    panels = [FieldRowPanel([FieldPanel("weekday"), FieldPanel("opens"), FieldPanel("closes")])]

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        abstract = True
        verbose_name = _("interval")
        verbose_name_plural = _("intervals")

    def clean(self) -> None:
        if self.opens and self.closes and self.opens >= self.closes:
            raise ValidationError({"closes": _("Closing time must be after opening time.")})


class OpeningInterval(WeeklyInterval):
    hours = ParentalKey(OpeningHours, on_delete=models.CASCADE, related_name="intervals")


def week_of(intervals: Iterable[WeeklyInterval]) -> Week:
    """Weekday (0 is Monday) to its intervals; every day is present."""
    days: Week = {day: [] for day in range(7)}
    for interval in intervals:
        days[interval.weekday].append((interval.opens, interval.closes))
    return days


class SpecialDay(AtomicModel):
    """A day that differs from the calendar of public holidays; it always wins over the calendar (rows B7c, D3)."""

    class Kind(models.TextChoices):
        CLOSED = "closed", _("Closed")
        SHORTENED = "shortened", _("Shortened day")
        WORKING = "working", _("Working day by transfer")
        OPEN = "open", _("Usual day (overrides the calendar)")

    date = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=120)
    closes_at = models.TimeField(_("closes at"), null=True, blank=True)
    location = models.CharField(_("location"), max_length=120, blank=True, help_text=_("Empty: all locations."))
    note = models.CharField(_("note"), max_length=250, blank=True)
    source = models.CharField(_("source"), max_length=250, blank=True)
    sample = models.BooleanField(_("sample value"), default=False)

    panels = [
        PartsPanel(),
        FieldRowPanel([FieldPanel("date"), FieldPanel("kind"), FieldPanel("closes_at")]),
        FieldPanel("name"),
        FieldPanel("location"),
        FieldPanel("note"),
        FieldPanel("source"),
        FieldPanel("sample"),
    ]

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["date", "location"]
        constraints = [models.UniqueConstraint(fields=["date", "location"], name="one_special_day_per_location")]

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y}. {self.name}"

    def clean(self) -> None:
        if self.kind == self.Kind.SHORTENED and self.closes_at is None:
            raise ValidationError({"closes_at": _("A shortened day needs its closing time.")})

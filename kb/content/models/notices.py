"""What holds for a while: notices to employees and client surveys."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from kb.content.models.atomic import AtomicModel


class NoticeQuerySet(models.QuerySet["Notice"]):
    def active(self, now: datetime | None = None) -> "NoticeQuerySet":
        """Notices that have started and not ended at ``now`` (aware; default: this moment)."""
        now = now or timezone.now()
        return self.filter(starts_at__lte=now).filter(models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=now))


class Notice(AtomicModel):
    class Severity(models.TextChoices):
        INFO = "info", _("Information")
        WARNING = "warning", _("Warning")
        URGENT = "urgent", _("Urgent")

    key = models.SlugField(_("key"), unique=True, help_text=_("Short name used by imports; do not change it."))
    title = models.CharField(_("start of the sentence"), max_length=80, help_text=_("Shown bold, e.g. until when."))
    text = models.CharField(_("text"), max_length=250)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity.choices, default=Severity.INFO)
    emergency = models.BooleanField(
        _("an emergency is on"), default=False, help_text=_("The emergency strip turns red while it lasts.")
    )
    starts_at = models.DateTimeField(_("starts"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("what to say")
    )
    dismissible = models.BooleanField(_("may be hidden by the reader"), default=True)
    sample = models.BooleanField(_("sample value"), default=False)

    objects = NoticeQuerySet.as_manager()

    panels = [
        FieldPanel("title"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("severity"), FieldPanel("emergency"), FieldPanel("dismissible")]),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("page"),
        FieldPanel("sample"),
        FieldPanel("key"),
    ]

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-starts_at"]

    def __str__(self) -> str:
        return f"{self.title} {self.text}"

    def clean(self) -> None:
        if self.ends_at and self.starts_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end must be after the start.")})


class Survey(AtomicModel):
    """A client survey; the closing phrase invites to it while it runs (row C7)."""

    key = models.SlugField(_("key"), unique=True, help_text=_("Short name used by imports; do not change it."))
    title = models.CharField(_("title"), max_length=160)
    url = models.URLField(_("address"), blank=True)
    invitation = models.CharField(_("invitation to say"), max_length=250)
    starts_on = models.DateField(_("starts"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    sample = models.BooleanField(_("sample value"), default=False)

    panels = [
        FieldPanel("title"),
        FieldPanel("invitation"),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldPanel("sample"),
        FieldPanel("key"),
    ]

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["-starts_on"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The end must be after the start.")})

"""Addresses outside and how they answered, and the hosts that this server may ask."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from kb.editorial.models.page_check import ADDRESS_MAX

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")


class LinkHost(models.Model):
    """A host whose addresses are looked at, with everything below it (likumi.lv: www.likumi.lv too)."""

    host = models.CharField(_("host"), max_length=120, unique=True, help_text=_("For example likumi.lv."))
    note = models.CharField(_("note"), max_length=250, blank=True)

    panels = [FieldPanel("host"), FieldPanel("note")]

    class Meta:
        verbose_name = _("host whose links are checked")
        verbose_name_plural = _("hosts whose links are checked")
        ordering = ["host"]

    def __str__(self) -> str:
        return self.host

    def clean(self) -> None:
        super().clean()
        self.host = self.host.strip().lower()
        if not _HOST.fullmatch(self.host) or self.host.rsplit(".", 1)[1].isdigit():
            raise ValidationError({"host": _("The name of a host alone, for example likumi.lv.")})


class OutsideLink(models.Model):
    """One address outside: how it answered when it was last asked, and when it is asked again."""

    class State(models.TextChoices):
        UNLISTED = "unlisted", _("not checked: the host is not in the list")
        NEW = "new", _("not asked yet")
        OK = "ok", _("answers")
        MOVED = "moved", _("has moved")
        GONE = "gone", _("is not there any more")
        FAILED = "failed", _("answers with an error")
        SILENT = "silent", _("does not answer")
        REFUSED = "refused", _("not asked: the address is not public")

    address = models.CharField(_("address"), max_length=ADDRESS_MAX, unique=True)
    host = models.CharField(max_length=255, db_index=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.NEW)
    #: Number of the answer, or where it has moved to, or why there was none.
    detail = models.CharField(max_length=ADDRESS_MAX, blank=True)
    #: The day since which every answer was bad.
    failing_since = models.DateField(_("since"), null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    checked_at = models.DateTimeField(_("checked"), null=True)
    due_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("link outside")
        verbose_name_plural = _("links outside")
        default_permissions = ()
        ordering = ["address"]

    def __str__(self) -> str:
        return self.address

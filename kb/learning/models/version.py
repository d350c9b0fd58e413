"""The standard as it was: one row for each material change."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kb.learning.models.immutable import Immutable


class StandardVersion(Immutable):
    """The whole standard as readers had it when a material change was published; see versions.making.

    ``text`` is the text by sections and rows, ``plain`` the same as lines; ``sha256`` is of ``plain`` as UTF-8, so that
    whoever has the file can calculate it. ``approved_by`` are names: they outlive accounts.
    """

    number = models.PositiveIntegerField(_("version"), unique=True)
    in_force_from = models.DateField(_("in force from"))
    created_at = models.DateTimeField(_("made at"), default=timezone.now)
    text = models.JSONField(_("text"))
    plain = models.TextField(_("plain text"))
    sha256 = models.CharField("SHA-256", max_length=64)
    approved_by = models.CharField(_("approved by"), max_length=500, blank=True)
    #: The publications whose text this is; one that changed nothing for readers joins the version it left as it was.
    changes = models.ManyToManyField("content.PublishedChange", related_name="standard_versions")

    class Meta(Immutable.Meta):
        verbose_name = _("version of the standard")
        verbose_name_plural = _("versions of the standard")
        ordering = ["-number"]

    def __str__(self) -> str:
        return str(self.number)

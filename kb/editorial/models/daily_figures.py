"""How the knowledge base stood on one day: for what changes over time and cannot be looked up later."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DailyFigures(models.Model):
    """Counts over all live pages; nothing about persons."""

    day = models.DateField(_("day"), unique=True)
    pages = models.PositiveIntegerField(_("pages"))
    verified = models.PositiveIntegerField(_("verified"))
    due = models.PositiveIntegerField(_("to be checked"))
    overdue = models.PositiveIntegerField(_("check overdue"))
    sample = models.PositiveIntegerField(_("samples"))
    rows = models.PositiveIntegerField(_("rows of the standard"))
    rows_covered = models.PositiveIntegerField(_("rows with pages"))
    open_gaps = models.PositiveIntegerField(_("open gaps"))
    open_errors = models.PositiveIntegerField(_("open reports of errors"))
    broken_links = models.PositiveIntegerField(_("broken links"))
    findings = models.PositiveIntegerField(_("hints"))

    class Meta:
        verbose_name = _("figures of a day")
        verbose_name_plural = _("figures by day")
        default_permissions = ("view",)
        ordering = ["-day"]

    def __str__(self) -> str:
        return str(self.day)

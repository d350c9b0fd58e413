"""How often the texts of a page were copied."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CopyCount(models.Model):
    """Copies of one page on one day for one channel (kb.desk.copies.CopyChannel). Neither text nor person is kept."""

    day = models.DateField(_("day"))
    page = models.ForeignKey(
        "content.KnowledgePage", models.CASCADE, related_name="copy_counts", verbose_name=_("page")
    )
    channel = models.CharField(_("channel"), max_length=12)
    count = models.PositiveIntegerField(_("copies"), default=0)

    class Meta:
        verbose_name = _("count of copies")
        verbose_name_plural = _("counts of copies")
        constraints = [models.UniqueConstraint(fields=["day", "page", "channel"], name="copies_of_a_day_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.page_id} {self.channel}: {self.count}"

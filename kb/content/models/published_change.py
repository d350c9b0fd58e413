"""What a publication changed for readers, in the words of whoever published it."""

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.content.choices import ChangeKind


class PublishedChange(models.Model):
    """One publication of a page; written in its transaction, never changed afterwards.

    Code and title are kept beside the page: the history is readable when the page is gone. ``author`` is who wrote
    the revision, ``approved_by`` who approved it in the workflow: empty where it was published without one.
    """

    page = models.ForeignKey("content.KnowledgePage", models.SET_NULL, null=True, related_name="published_changes")
    revision = models.ForeignKey("wagtailcore.Revision", models.SET_NULL, null=True, related_name="+")
    code = models.CharField(_("code"), max_length=8)
    title = models.CharField(_("title"), max_length=255)
    kind = models.CharField(_("kind of change"), max_length=9, choices=ChangeKind.choices)
    note = models.CharField(_("what changed, in one line"), max_length=200, blank=True)
    first = models.BooleanField(default=False)
    author = models.ForeignKey(get_user_model(), models.SET_NULL, null=True, related_name="+")
    approved_by = models.ForeignKey(get_user_model(), models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("published"), db_index=True)

    class Meta:
        verbose_name = _("published change")
        verbose_name_plural = _("published changes")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

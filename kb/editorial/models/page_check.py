"""What was found in the text of a page when it was last looked through. Reports read it, the worker writes it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kb.editorial.checks.kinds import Rule

ADDRESS_MAX = 500


class PageCheck(models.Model):
    """The published version that was looked through, with which rules and words."""

    page = models.OneToOneField("content.KnowledgePage", models.CASCADE, primary_key=True, related_name="page_check")
    #: ``last_published_at`` of the page, empty where it was never published by hand.
    published_at = models.DateTimeField(null=True)
    #: The rules and the list of words; see kb.editorial.checks.stored.
    rules = models.CharField(max_length=60)
    checked_on = models.DateField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page_id} {self.checked_on}"


class PageFinding(models.Model):
    """One finding in the published text of a page."""

    page = models.ForeignKey(
        "content.KnowledgePage", models.CASCADE, related_name="page_findings", verbose_name=_("page")
    )
    rule = models.CharField(_("what"), max_length=10, choices=Rule.choices, db_index=True)
    where = models.CharField(_("where"), max_length=160)
    excerpt = models.CharField(_("sentence"), max_length=300, blank=True)
    detail = models.CharField(_("detail"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("hint")
        verbose_name_plural = _("hints")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.page_id} {self.rule}"


class PageLink(models.Model):
    """A link in the published text of a page. What it leads to is looked up when the report is read.

    Exactly one of: a page by id, a page by code (``/lapa/P11/``), a document by id, an address within the site or an
    address outside.
    """

    page = models.ForeignKey("content.KnowledgePage", models.CASCADE, related_name="page_links")
    where = models.CharField(_("where"), max_length=160)
    #: No foreign keys: that the target is gone is what the report is about.
    to_page = models.PositiveBigIntegerField(null=True)
    to_document = models.PositiveBigIntegerField(null=True)
    to_code = models.CharField(max_length=20, blank=True)
    anchor = models.CharField(max_length=100, blank=True)
    local = models.CharField(max_length=ADDRESS_MAX, blank=True)
    outside = models.CharField(max_length=ADDRESS_MAX, blank=True)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["to_page"], condition=Q(to_page__isnull=False), name="page_link_page"),
            models.Index(fields=["outside"], condition=~Q(outside=""), name="page_link_outside"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.to_page or self.to_code or self.to_document or self.local or self.outside}"

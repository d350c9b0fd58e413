"""What pages refer to: legal acts and glossary terms."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from kb.content.models.atomic import AtomicModel
from kb.content.panels import PartsPanel


class LegalAct(AtomicModel):
    key = models.SlugField(_("key"), unique=True, help_text=_("Short name used by imports; do not change it."))
    title = models.CharField(_("title"), max_length=250)
    short = models.CharField(_("short title"), max_length=120)
    number = models.CharField(_("number and date"), max_length=120, blank=True)
    url = models.URLField(_("address"), blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    panels = [
        PartsPanel(),
        FieldPanel("title"),
        FieldPanel("short"),
        FieldPanel("number"),
        FieldPanel("url"),
        FieldPanel("note"),
        MultiFieldPanel([FieldPanel("checked_on"), FieldPanel("key")], _("Source")),
    ]

    class Meta:
        verbose_name = _("legal act")
        verbose_name_plural = _("legal acts")
        ordering = ["short"]

    def __str__(self) -> str:
        return self.short


class GlossaryTerm(AtomicModel):
    """A term and the plain words to say instead (row B6c)."""

    term = models.CharField(_("term"), max_length=120, unique=True)
    aliases = models.TextField(_("other names"), blank=True, help_text=_("One a line."))
    plain = models.CharField(_("in plain words"), max_length=300)
    note = models.CharField(_("note"), max_length=300, blank=True)
    page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("page")
    )

    panels = [
        PartsPanel(),
        FieldPanel("term"),
        FieldPanel("plain"),
        FieldPanel("aliases"),
        FieldPanel("note"),
        FieldPanel("page"),
    ]

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["term"]

    def __str__(self) -> str:
        return self.term

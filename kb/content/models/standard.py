"""The client-service standard: one document, a page for each section, a clause for each row."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from kb.content.blocks.passages import client_lines, index_lines
from kb.content.blocks.types import ClausesBlock
from kb.content.choices import Kind
from kb.content.models.base import KnowledgePage
from kb.content.permissions import permissions_of


class StandardDocumentPage(Page):
    """The standard as one document with version and date; its sections are its children."""

    page_description = _("The client-service standard as one document.")

    version = models.PositiveSmallIntegerField(_("version"), default=1)
    entered_on = models.DateField(_("entered on"), null=True, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=160, blank=True)
    intro = models.TextField(_("introduction"), blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["content.StandardSectionPage"]
    max_count = 1

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel(name, read_only=True) for name in ("version", "entered_on")]),
                FieldRowPanel([FieldPanel(name, read_only=True) for name in ("approved_on", "approved_by")]),
            ],
            _("Version"),
        ),
    ]

    class Meta:
        verbose_name = _("standard (whole document)")
        verbose_name_plural = _("standards (whole documents)")

    def permissions_for_user(self, user: Any) -> Any:
        return permissions_of(self, user)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Number and days follow the publications of the sections: an older revision does not bring its own back."""
        page = super().with_content_json(content)
        for name in ("version", "entered_on", "approved_on", "approved_by"):
            setattr(page, name, getattr(self, name))
        return page

    def sections(self, user: Any) -> list["StandardSectionPage"]:
        """Live sections in the order of the document, as this user may read them."""
        from kb.content.access import opens, tokens_of

        tokens = tokens_of(user)
        sections = StandardSectionPage.objects.child_of(self).live().select_related("owner_unit").order_by("path")
        return [section for section in sections if opens(section.path, tokens)]

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["document"] = self
        context["sections"] = self.sections(request.user)
        for extend in hooks.get_hooks("kb_document_context"):
            extend(self, context)
        return context


class StandardSectionPage(KnowledgePage):
    KIND = Kind.STANDARD
    says_what_changed = True
    page_description = _("A section of the standard with its clauses.")

    class Group(models.TextChoices):
        PREAMBLE = "preamble", _("Force of the standard")
        VALUES = "values", _("Values")
        EXPECTATIONS = "expectations", _("What we expect of the client")
        INFORMATION = "information", _("Additional information")

    group = models.CharField(_("part"), max_length=12, choices=Group.choices)
    intro = models.CharField(_("introduction"), max_length=300, blank=True)
    binding = models.BooleanField(_("binding for all who serve clients"), default=True)
    clauses = StreamField(ClausesBlock(), blank=True, verbose_name=_("clauses"))

    parent_page_types = ["content.StandardDocumentPage"]
    subpage_types: list[str] = []

    type_panels = [FieldPanel("group"), FieldPanel("binding"), FieldPanel("intro"), FieldPanel("clauses")]

    class Meta:
        verbose_name = _("standard section")
        verbose_name_plural = _("standard sections")

    def publish_errors(self) -> dict[str, list[str]]:
        errors = super().publish_errors()
        if not self.code:
            errors["code"] = [str(_("A section of the standard carries the code of its rows, for example B7."))]
        if not self.clauses:
            errors["clauses"] = [str(_("A section needs at least one clause."))]
        return errors

    @property
    def rows(self) -> list[str]:
        return [child.value["row"] for child in self.clauses]

    @property
    def wording_pending(self) -> bool:
        """True while a clause still lacks its approved wording."""
        return any(not child.value["approved"] for child in self.clauses)

    @property
    def guidance(self) -> list[Page]:
        """Pages that apply the clauses, each once, in order of first mention."""
        found: dict[int, Page] = {}
        for child in self.clauses:
            for page in child.value["guidance"]:
                if page and page.live:
                    found.setdefault(page.pk, page)
        return list(found.values())

    def client_lines(self, day: date) -> list[str]:
        return client_lines(self.clauses)

    def index_headings(self) -> list[str]:
        return [child.value["heading"] for child in self.clauses]

    def index_body(self, day: date) -> list[str]:
        return [self.intro, *index_lines(self.clauses)]

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        document = self.get_parent().specific
        context["document"] = document
        context["sections"] = document.sections(request.user)
        return context

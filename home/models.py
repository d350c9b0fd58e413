"""The start page: reasons for contact in clients' words, pinned pages, what changed."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from home.start import start_context
from kb.content.models.restrictions import RestrictionsReadOnce


class ReasonBlock(blocks.StructBlock):
    """One reason for contact: what the client says, what is inside, the page it opens."""

    words = blocks.CharBlock(max_length=60, label=_("In the client's words"))
    hint = blocks.CharBlock(max_length=80, label=_("What is inside"))
    page = blocks.PageChooserBlock(label=_("Page"))

    class Meta:
        label = _("Reason for contact")
        icon = "comment"


class ReasonsBlock(blocks.StreamBlock):
    reason = ReasonBlock()

    class Meta:
        required = False
        max_num = 8


class PinnedBlock(blocks.StreamBlock):
    page = blocks.PageChooserBlock(page_type="content.KnowledgePage", label=_("Page"))

    class Meta:
        required = False
        max_num = 8


class HomePage(RestrictionsReadOnce):
    """Root of the site. The search field has the focus; everything else helps where search is not needed."""

    page_description = _("The employee's start page.")

    reasons = StreamField(ReasonsBlock(), blank=True, verbose_name=_("what clients come with"))
    pinned = StreamField(PinnedBlock(), blank=True, verbose_name=_("pinned pages"))

    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    content_panels = [*Page.content_panels, FieldPanel("reasons"), FieldPanel("pinned")]

    class Meta:
        verbose_name = _("start page")
        verbose_name_plural = _("start pages")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(start_context(self, request))
        return context

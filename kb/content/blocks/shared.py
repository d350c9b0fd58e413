"""Blocks that several page types use: references to acts, pages and forms."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from kb.content.blocks.passages import Passage, plain
from kb.content.linked import LinkedPageBlock


class LegalActUse(Passage):
    """A legal act with the point that matters here. Shown to clients as well (row B1d)."""

    act = SnippetChooserBlock("content.LegalAct", label=_("Legal act"))
    note = blocks.CharBlock(required=False, max_length=250, label=_("Point or note"))

    class Meta:
        label = _("Legal act")
        icon = "draft"

    def client_lines(self, value: Any) -> list[str]:
        act = value["act"]
        return [act.title] if act else []

    def index_lines(self, value: Any) -> list[str]:
        act = value["act"]
        return [f"{act.title} {act.short}" if act else "", plain(value["note"])]


class ReferTo(Passage):
    """When the client belongs elsewhere: a page (as a rule a referral) or a unit of the company."""

    when = blocks.CharBlock(max_length=160, label=_("When"))
    page = LinkedPageBlock(required=False, label=_("Page"))
    unit = SnippetChooserBlock("content.Unit", required=False, label=_("Unit or role"))

    class Meta:
        label = _("Refer to")
        icon = "redirect"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["page"] and not cleaned["unit"]:
            raise blocks.StructBlockValidationError(
                block_errors={"page": ValidationError(_("Choose a page or a unit."))}
            )
        return cleaned

    def client_lines(self, value: Any) -> list[str]:
        """The name of a page that not everybody may read is given to nobody, and its words find no other page."""
        from kb.content.access import is_closed  # it reads models, which hold these blocks

        page = value["page"]
        target = (page if page and page.live and not is_closed(page.path) else None) or value["unit"]
        return [f"{plain(value['when'])}: {target}"] if target else []

    def index_lines(self, value: Any) -> list[str]:
        return self.client_lines(value)


class LegalActsBlock(blocks.StreamBlock):
    act = LegalActUse()

    class Meta:
        required = False


class ReferToBlock(blocks.StreamBlock):
    referral = ReferTo()

    class Meta:
        required = False


class RelatedPagesBlock(blocks.StreamBlock):
    page = LinkedPageBlock(page_type="content.KnowledgePage", label=_("Page"))

    class Meta:
        required = False


class FormsBlock(blocks.StreamBlock):
    """Forms handed to clients: Wagtail documents, under the permissions of their collection."""

    form = DocumentChooserBlock(label=_("Form"))

    class Meta:
        required = False

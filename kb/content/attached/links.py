"""Which documents a page points at: chosen as forms, or linked in a text."""

from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page

from kb.content.stored import Pointing, pointed_at

_DOCUMENTS = Pointing(DocumentChooserBlock, linked=AbstractDocument, feature="document-link")


def attached_ids(page: Page) -> tuple[int, ...]:
    """Ids of the documents, each once, in their order on the page."""
    return tuple(dict.fromkeys(pointed_at(page, _DOCUMENTS)))

"""Which files are attached to a page, with what was read in them and who may open them."""

from collections.abc import Iterable
from typing import NamedTuple

from wagtail.models import Page

from kb.content.access import access_of
from kb.content.attached.access import closed_collections
from kb.content.attached.links import attached_ids
from kb.content.models.document_text import DocumentText


class AttachedFile(NamedTuple):
    """``access`` as in SearchDocument, by the collection of the document. Only files in which there is text."""

    document_id: int
    access: tuple[str, ...]
    text: str


def attached_files(pages: Iterable[Page]) -> dict[int, tuple[AttachedFile, ...]]:
    """Files by id of page, in their order on it; of many pages with two questions to the database."""
    ids = {page.pk: attached_ids(page) for page in pages}
    texts = _texts({pk for own in ids.values() for pk in own})
    return {page_id: tuple(texts[pk] for pk in own if pk in texts) for page_id, own in ids.items() if own}


def _texts(ids: set[int]) -> dict[int, AttachedFile]:
    if not ids:
        return {}
    rows = DocumentText.objects.filter(document__in=ids).exclude(text="")
    closed = closed_collections()
    found: dict[int, AttachedFile] = {}
    for pk, path, text in rows.values_list("document", "document__collection__path", "text"):
        if access := access_of(path, closed):
            found[pk] = AttachedFile(pk, access, text)
    return found

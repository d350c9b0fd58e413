"""A page as the search sees it: one frozen value, read from the database at the moment of indexing."""

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from wagtail.models import Page, PageViewRestriction

from kb.content.access import EVERYONE as EVERYONE
from kb.content.attached.files import AttachedFile, attached_files
from kb.content.choices import Availability, TermKind
from kb.content.models.base import KnowledgePage
from kb.content.models.service import ServicePage


@dataclass(frozen=True, slots=True)
class DatedTerm:
    """A deadline with its interval: which one holds is decided when a result is shown, not when it is indexed."""

    text: str
    amount: int | None
    unit: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """Content of one live page for any search engine. ``access`` holds EVERYONE or ids of groups («g:3»).

    ``attached`` are the files on the page, each with who may open it: not everybody who may read the page has to be.
    """

    page_id: int
    code: str
    kind: str
    title: str
    url: str
    client_words: tuple[str, ...]
    short_answer: str
    headings: tuple[str, ...]
    body: str
    tags: tuple[str, ...]
    channels: tuple[str, ...]
    audiences: tuple[str, ...]
    id_required: bool
    access: tuple[str, ...]
    sample: bool
    verified_on: date | None
    review_by: date | None
    valid_from: date | None
    valid_to: date | None
    terms: tuple[DatedTerm, ...]
    attached: tuple[AttachedFile, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The fields by name, the deadlines as dicts as well; nothing is copied."""
        values = {name: getattr(self, name) for name in _NAMES}
        values["terms"] = [{name: getattr(term, name) for name in _TERM_NAMES} for term in self.terms]
        values["attached"] = [file._asdict() for file in self.attached]
        return values

    def content_hash(self) -> str:
        """Equal exactly where two documents are equal; drift between database and index is seen by it."""
        payload = json.dumps(self.as_dict(), ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(payload.encode()).hexdigest()


_NAMES = tuple(field.name for field in fields(SearchDocument))
_TERM_NAMES = tuple(field.name for field in fields(DatedTerm))


@translation.override(settings.LANGUAGE_CODE)
def search_document(
    page: KnowledgePage,
    day: date,
    access: tuple[str, ...] | None = None,
    attached: tuple[AttachedFile, ...] | None = None,
) -> SearchDocument | None:
    """The document of ``page`` (a specific instance), or None where it is not live or nobody may read it.

    ``access`` and ``attached`` are given where they were read for many pages at once (kb.content.document_pages,
    kb.content.attached.files).
    """
    access = access_tokens(page) if access is None else access
    if not page.live or not access:
        return None
    attached = attached_files([page]).get(page.pk, ()) if attached is None else attached
    service = page if isinstance(page, ServicePage) else None
    return SearchDocument(
        page_id=page.pk,
        code=page.code,
        kind=page.kind,
        title=page.title,
        url=page.url or "",
        client_words=tuple(page.client_word_list),
        short_answer=page.short_answer,
        headings=tuple(line for line in page.index_headings() if line),
        body="\n".join(line for line in page.index_body(day) if line),
        tags=tuple(sorted(tag.name for tag in page.tags.all())),
        channels=_channels(service),
        audiences=tuple(audience.value for audience in service.audiences) if service else (),
        id_required=service.id_required if service else False,
        access=access,
        sample=page.sample,
        verified_on=page.verified_on,
        review_by=page.review_by,
        valid_from=page.valid_from,
        valid_to=page.valid_to,
        terms=_terms(service),
        attached=attached,
    )


def access_tokens(page: Page) -> tuple[str, ...]:
    """Who may find the page: EVERYONE, or the groups that satisfy every restriction above it.

    A password restriction admits nobody here: a password typed once is not a right to find the page.
    """
    groups: set[int] | None = None
    for restriction in page.get_view_restrictions().prefetch_related("groups"):
        if restriction.restriction_type == PageViewRestriction.PASSWORD:
            return ()
        if restriction.restriction_type == PageViewRestriction.GROUPS:
            allowed = {group.pk for group in restriction.groups.all()}
            groups = allowed if groups is None else groups & allowed
    return (EVERYONE,) if groups is None else tuple(f"g:{pk}" for pk in sorted(groups))


def _channels(service: ServicePage | None) -> tuple[str, ...]:
    rows = service.channels.all() if service else ()
    return tuple(row.channel for row in rows if row.availability != Availability.NO)


def _terms(service: ServicePage | None) -> tuple[DatedTerm, ...]:
    if service is None:
        return ()
    return tuple(
        DatedTerm(
            text=row.term_text,
            amount=row.amount if row.kind == TermKind.TERM else None,
            unit=row.unit if row.kind == TermKind.TERM else "",
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in service.deadlines.all()
    )

"""The tree under the start page: collections by kind and the standard as a document."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel
from wagtail.models import Page, Site

from kb.content.choices import Kind
from kb.content.loading.folder import Sample
from kb.content.loading.reading import Entry, SampleError, digest_of
from kb.content.loading.records import Decision, Report, page_fingerprint, publish
from kb.content.loading.snippet_schema import CollectionEntry, DocumentEntry
from kb.content.models import CollectionPage, StandardDocumentPage

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True)
class Tree:
    """Parents of the pages by kind. A kind is missing where a person deleted its place."""

    places: dict[Kind, Page]

    def place_of(self, kind: str) -> Page | None:
        return self.places.get(Kind(kind))


def load_tree(sample: Sample, report: Report) -> Tree:
    """Collections and the standard under the root of the default site.

    Raises SampleError where there is no default site.
    """
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        raise SampleError([sample.site.problem("there is no default site to hang the pages under", ("home",))])
    places: dict[Kind, Page] = {}
    for number, data in enumerate(sample.site.data.collections):
        entry = _part(sample, data.slug, data, ("collections", number))
        page = _load(report, entry, site.root_page, CollectionPage, _collection_writer(data))
        if page is not None:
            places[data.of_kind] = page
    standard = sample.site.data.standard
    entry_of_standard = _part(sample, standard.slug, standard, ("standard",))
    document = _load(report, entry_of_standard, site.root_page, StandardDocumentPage, _document_writer(standard))
    if document is not None:
        places[Kind.STANDARD] = document
    return Tree(places)


def _part(sample: Sample, slug: str, data: T, location: tuple[str | int, ...]) -> Entry[T]:
    """A part of site.yaml as an entry of its own, known by its address."""
    return Entry("tree", slug, data, digest_of(data.model_dump(mode="json")), sample.site.source, location)


def _load(report: Report, entry: Entry[T], root: Page, model: type[Page], fill: Callable[[Page], None]) -> Page | None:
    """The page at the address of ``entry`` under ``root``, written where that is allowed."""
    found = Page.objects.child_of(root).filter(slug=entry.key).first()
    page = found.specific if found else None
    decision = report.decide(entry, page_fingerprint(page) if page else None)
    if decision == Decision.CREATE:
        page = model(slug=entry.key, live=False, show_in_menus=True)
        fill(page)
        root.add_child(instance=page)
    elif decision == Decision.UPDATE and page:
        fill(page)
    if decision.writes and page:
        report.written(entry, publish(page))
    return page


def _collection_writer(data: CollectionEntry) -> Callable[[Page], None]:
    def fill(page: Page) -> None:
        page.title = page.draft_title = data.title
        page.intro = data.intro
        page.of_kind = data.of_kind

    return fill


def _document_writer(data: DocumentEntry) -> Callable[[Page], None]:
    """The standard as drafted: who approved it and when is entered by people."""

    def fill(page: Page) -> None:
        page.title = page.draft_title = data.title
        page.intro = data.intro
        page.version = data.version
        page.entered_on = data.entered_on

    return fill

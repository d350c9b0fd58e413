"""What leads to a page: links, answers of guided questions, related pages, pages that it replaces, pins."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page, ReferenceIndex

from kb.content.drafts.uses import draft_uses
from kb.content.models import KnowledgePage

#: Sources that are named; more are counted.
MOST = 50


@dataclass(frozen=True, slots=True)
class Link:
    """``how``: in which field of the source, or that it is a draft."""

    title: str
    url: str
    how: str


@dataclass(frozen=True, slots=True)
class Inbound:
    links: tuple[Link, ...]
    total: int
    #: Names the links that were shown: whoever decides on others is shown the new ones first.
    stamp: str

    @property
    def more(self) -> int:
        return self.total - len(self.links)


def inbound_of(page: KnowledgePage) -> Inbound:
    """Saved pages and snippets, pins, and versions that are not published yet, each source once."""
    found: dict[tuple[str, str], Link] = {}
    for reference in ReferenceIndex.get_references_to(page).select_related("base_content_type").order_by("pk"):
        key = (reference.base_content_type.model, str(reference.object_id))
        if key != ("page", str(page.pk)):
            found.setdefault(key, Link("", "", _how(reference)))
    links = {**_named(found), **_pins(page), **_drafts(page, found)}
    shown = sorted(links.values(), key=lambda link: link.title)
    return Inbound(tuple(shown[:MOST]), len(shown), "-".join(sorted(f"{kind}{key}" for kind, key in links)))


def _how(reference: ReferenceIndex) -> str:
    """The field, and the block in it where that has another name."""
    return " → ".join(dict.fromkeys(str(reference.describe_source_field()).split(" → ")))


def _named(found: dict[tuple[str, str], Link]) -> dict[tuple[str, str], Link]:
    """With title and address, one query for pages and one for each kind of snippet; what is gone is left out."""
    keys: dict[str, list[str]] = {}
    for model, key in found:
        keys.setdefault(model, []).append(key)
    named = {}
    for model, wanted in keys.items():
        for thing in _things(model, wanted):
            address = (model, str(thing.pk))
            named[address] = Link(_title(thing), _edit_url(thing), found[address].how)
    return named


def _things(model: str, keys: list[str]) -> list[Any]:
    if model == "page":
        return list(Page.objects.filter(pk__in=keys).select_related("knowledgepage"))
    types = ContentType.objects.filter(model=model)
    return [
        thing for kind in types if (known := kind.model_class()) for thing in known._base_manager.filter(pk__in=keys)
    ]


def _pins(page: KnowledgePage) -> dict[tuple[str, str], Link]:
    pins = SearchPromotion.objects.filter(page=page.pk).select_related("query")
    return {
        ("pin", str(pin.pk)): Link(f"„{pin.query.query_string}”", "", _("comes first for these words")) for pin in pins
    }


def _drafts(page: KnowledgePage, saved: dict[tuple[str, str], Link]) -> dict[tuple[str, str], Link]:
    """Pages that lead here only in a version that is not published yet."""
    target = Page.objects.get(pk=page.pk)
    uses = [use.page for use in draft_uses([target]) if use.page.pk != page.pk]
    return {
        ("draft", str(source.pk)): Link(_title(source), _edit_url(source), _("in an unpublished version"))
        for source in uses
        if ("page", str(source.pk)) not in saved
    }


def _title(thing: Any) -> str:
    code = getattr(getattr(thing, "knowledgepage", thing), "code", "")
    title = thing.get_admin_display_title() if isinstance(thing, Page) else str(thing)
    return f"{code} {title}" if code else title


def _edit_url(thing: Model) -> str:
    if isinstance(thing, Page):
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
    viewset = getattr(thing, "snippet_viewset", None)
    return reverse(viewset.get_url_name("edit"), args=[thing.pk]) if viewset else ""

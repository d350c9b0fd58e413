"""Where in the tree a person may put a new page."""

from collections.abc import Iterator
from typing import Any

from kb.content.choices import Kind
from kb.content.models import CollectionPage


def collections_for(user: Any) -> Iterator[CollectionPage]:
    """Collections into which ``user`` may put a page, in the order of the tree."""
    for collection in CollectionPage.objects.order_by("path"):
        if collection.permissions_for_user(user).can_add_subpage():
            yield collection


def collection_of(kind: Kind, user: Any) -> CollectionPage | None:
    """The first of them that is for pages of ``kind``."""
    return next((collection for collection in collections_for(user) if collection.of_kind == kind), None)

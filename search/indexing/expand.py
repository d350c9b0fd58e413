"""From a row of the outbox to the pages that must be read again."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from modelcluster.fields import ParentalKey
from wagtail.models import Page, ReferenceIndex

from kb.content.models import ContactPage
from search.models import OutboxRow

#: A phone stands on a contact, the contact on a service: two steps reach every page that shows it.
LEVELS = 2


def page_ids(row: OutboxRow) -> set[int]:
    """Ids of the pages that ``row`` concerns; ids of pages that are gone are included, so that they are removed."""
    if row.kind == OutboxRow.Kind.PAGE:
        return {int(row.object_id)}
    if row.kind == OutboxRow.Kind.SUBTREE:
        return set(Page.objects.filter(path__startswith=row.object_id).values_list("pk", flat=True))
    return pages_that_show(row.model, row.object_id)


def pages_that_show(model_label: str, object_id: str) -> set[int]:
    """Pages that refer to the snippet, directly or through another snippet (Wagtail's ReferenceIndex).

    Contact pages print whole lists of snippets without naming them; they always count as showing one.
    """
    model = apps.get_model(model_label)
    found = set(ContactPage.objects.values_list("pk", flat=True))
    parent = _parent_of_child(model, object_id)
    targets: set[tuple[int, str]] = {parent or _identity(model, object_id)}
    for _level in range(LEVELS):
        targets, pages = _step(targets)
        found |= pages
    return found


def _step(targets: Iterable[tuple[int, str]]) -> tuple[set[tuple[int, str]], set[int]]:
    """What refers to the targets: other snippets, and ids of pages (every page has the base type of Wagtail's Page)."""
    page_type = ContentType.objects.get_for_model(Page).pk
    further: set[tuple[int, str]] = set()
    pages: set[int] = set()
    for content_type, object_id in targets:
        rows = ReferenceIndex.objects.filter(to_content_type_id=content_type, to_object_id=object_id)
        for base_type, source_id in rows.values_list("base_content_type_id", "object_id").distinct():
            if base_type == page_type:
                pages.add(int(source_id))
            else:
                further.add((base_type, source_id))
    return further, pages


def _identity(model: Any, object_id: str) -> tuple[int, str]:
    return ContentType.objects.get_for_model(model).pk, object_id


def _parent_of_child(model: Any, object_id: str) -> tuple[int, str] | None:
    """A phone of an institution is shown where the institution is."""
    for field in model._meta.get_fields():
        if isinstance(field, ParentalKey):
            parent_id = model.objects.filter(pk=object_id).values_list(field.attname, flat=True).first()
            return _identity(field.related_model, str(parent_id)) if parent_id else None
    return None

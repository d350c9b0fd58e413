"""Many pages into the database at once.

Django has no ``bulk_create`` for models with parents, and Wagtail's own way takes several queries a page. Here each of
the three tables of a page is filled by itself and the paths of the tree are counted on. No signals are sent: the
outbox, Wagtail's search and its reference index hear nothing of these pages.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from django.utils import timezone
from wagtail.models import Page

from kb.content.models import ContentVersion, KnowledgePage
from kb.content.synthetic.pages import Draft


def write_under(parent: Page, drafts: Sequence[Draft]) -> None:
    """Write ``drafts`` as live children of ``parent``; call it inside a transaction.

    ``parent`` must be fresh from the database: its number of children is counted on.
    """
    _place(parent, [draft.page for draft in drafts])
    _give_ids([draft.page for draft in drafts])
    _insert(KnowledgePage, [draft.page for draft in drafts])
    by_model: dict[type[models.Model], list[Any]] = defaultdict(list)
    for draft in drafts:
        by_model[type(draft.page)].append(draft.page)
    for model, pages in by_model.items():
        _insert(model, pages)
    _write_rows(drafts)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + len(drafts))
    ContentVersion.bump()


def _place(parent: Page, pages: Iterable[Page]) -> None:
    """Position in the tree, address and the state of a published page."""
    last = parent.get_last_child()
    step = last._get_lastpos_in_path() if last else 0
    now = timezone.now()
    for number, page in enumerate(pages, start=step + 1):
        page.path = Page._get_path(parent.path, parent.depth + 1, number)
        page.depth = parent.depth + 1
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.locale_id = parent.locale_id
        page.live = True
        page.first_published_at = page.last_published_at = page.latest_revision_created_at = now


def _give_ids(pages: Sequence[KnowledgePage]) -> None:
    """Fill the table of all pages and pass the new ids on to the instances."""
    names = [column.attname for column in Page._meta.concrete_fields if not column.primary_key]
    bases = [Page(**{name: getattr(page, name) for name in names}) for page in pages]
    for page, base in zip(pages, Page.objects.bulk_create(bases, batch_size=500), strict=True):
        page.id = page.page_ptr_id = base.pk
        page.pk = base.pk


def _insert(model: type[models.Model], instances: Sequence[Any]) -> None:
    """Insert into the table of ``model`` alone, the tables of its parents being filled already."""
    columns = model._meta.local_concrete_fields
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(column.column)) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    rows = [
        [column.get_db_prep_save(getattr(instance, column.attname), connection) for column in columns]
        for instance in instances
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})", rows)  # noqa: S608


def _write_rows(drafts: Iterable[Draft]) -> None:
    """Channels, deadlines and fees of services."""
    by_model: dict[type[models.Model], list[Any]] = defaultdict(list)
    for draft in drafts:
        for row in draft.rows:
            row.page_id = draft.page.pk
            by_model[type(row)].append(row)
    for model, rows in by_model.items():
        model._default_manager.bulk_create(rows, batch_size=500)

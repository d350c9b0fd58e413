"""A person's favourites: keep a page, let it go, call it something else."""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from kb.content.models import KnowledgePage
from kb.desk.glossary import latvian_order
from kb.desk.mine.seen import still_open
from kb.desk.models import Favourite, Presence

#: More than this is no shortlist any more.
MOST = 100


class TooMany(Exception):
    """The person has as many favourites as there may be."""


@dataclass(frozen=True, slots=True)
class FavouriteRow:
    """``name``: the person's own, else the title. ``own``: the own name alone."""

    code: str
    title: str
    name: str
    own: str
    url: str


def set_favourite(user: Any, page: KnowledgePage, *, on: bool) -> None:
    """Keep the page or let it go; the same asked twice changes nothing. TooMany beyond the limit.

    That the user may read the page is for the caller to check.
    """
    mine = Favourite.objects.filter(user=user)
    if mine.filter(page=page).exists() == on:
        return
    if on and mine.count() >= MOST:
        raise TooMany
    with transaction.atomic():
        if on:
            Favourite.objects.get_or_create(user=user, page=page)
        else:
            mine.filter(page=page).delete()
        Presence.bump(user)


def name_favourite(user: Any, page: KnowledgePage, name: str) -> bool:
    """Call it ``name`` (empty: by its title); False where the page is no favourite of this person."""
    name = " ".join("".join(sign for sign in name if sign.isprintable() or sign.isspace()).split())
    own = "" if name == page.title else name
    with transaction.atomic():
        Presence.bump(user)
        return bool(Favourite.objects.filter(user=user, page=page).update(name=own))


def is_favourite(user: Any, page_id: int) -> bool:
    """In SQL, since it is asked with every page view and the ORM would take longer than the database."""
    table = Favourite._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} WHERE user_id = %s AND page_id = %s", [user.pk, page_id])  # noqa: S608
        return cursor.fetchone() is not None


def favourites_of(user: Any) -> list[FavouriteRow]:
    """In the order of their names. Pages that are gone or closed to the person are left out until they are back."""
    rows = still_open(Favourite.objects.filter(user=user).select_related("page"), user)
    found = [
        FavouriteRow(row.page.code, row.page.title, row.name or row.page.title, row.name, row.page.url or "")
        for row in rows
    ]
    return sorted(found, key=lambda row: (latvian_order(row.name), row.code))

"""Who may read which part of the page tree, where groups decide.

Read once for each version of the content, for lists, links and lookups by code. A page at its own address is checked
on the database by Wagtail and kb.accounts.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from wagtail.models import BaseViewRestriction, Page, PageViewRestriction

from kb.content.versioned import versioned

#: Everybody who is logged in may read it.
EVERYONE = "all"
#: Roots of restricted subtrees of a tree, and whose tokens open each; a password opens to nobody.
Closed = tuple[tuple[str, frozenset[str]], ...]
#: Tokens of somebody of whom only the log-in is known.
EVERYBODY: frozenset[str] = frozenset()


def closed_roots(model: type[BaseViewRestriction], path: str) -> Closed:
    """The same for restrictions of any tree, as the database has it now. ``path`` leads from one to its root."""
    roots: dict[int, str] = {}
    tokens: dict[int, set[str]] = {}
    restrictions = model.objects.exclude(restriction_type=model.LOGIN)
    for pk, root, group in restrictions.values_list("pk", path, "groups__pk"):
        roots[pk] = root
        tokens.setdefault(pk, set()).update([f"g:{group}"] if group else [])
    return tuple((root, frozenset(tokens[pk])) for pk, root in roots.items())


def access_of(path: str, closed: Closed) -> tuple[str, ...]:
    """EVERYONE, or the tokens of the groups that may open what lies at ``path`` of the tree; () for nobody."""
    above = [allowed for root, allowed in closed if path.startswith(root)]
    if not above:
        return (EVERYONE,)
    return tuple(sorted(frozenset.intersection(*above), key=lambda token: int(token.removeprefix("g:"))))


@versioned
def closed_paths() -> Closed:
    """Roots of restricted subtrees in the page tree, and whose tokens open each; a password opens to nobody."""
    return closed_roots(PageViewRestriction, "page__path")


def opens(path: str, tokens: frozenset[str] | None) -> bool:
    """Whether ``tokens`` open the page at ``path`` of the tree; None opens everything."""
    return tokens is None or all(not path.startswith(root) or allowed & tokens for root, allowed in closed_paths())


def open_now(page_ids: Sequence[int], tokens: frozenset[str] | None) -> set[int]:
    """Which of these pages are live and open to ``tokens``, as the database has it at this moment.

    In SQL, since it is asked with every keystroke and the ORM would take longer than the database.
    """
    if not page_ids:
        return set()
    table, marks = Page._meta.db_table, ", ".join(["%s"] * len(page_ids))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, path FROM {table} WHERE live AND id IN ({marks})", page_ids)  # noqa: S608
        return {page_id for page_id, path in cursor.fetchall() if opens(path, tokens)}


def is_closed(path: str) -> bool:
    """Whether a restriction stands above the page, whomever it lets in."""
    return not opens(path, EVERYBODY)


def tokens_of(user: Any) -> frozenset[str] | None:
    """What opens pages to this user: one token for each group, «g:3»; None for a superuser. Asked once a request."""
    if user.is_superuser:
        return None
    known: frozenset[str] | None = getattr(user, "_kb_tokens", None)
    if known is None:
        known = know_groups(user, _groups_of(user))
    return known


def _groups_of(user: Any) -> list[int]:
    """In SQL for the same reason as in ``open_now``."""
    members = get_user_model().groups.through._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT group_id FROM {members} WHERE user_id = %s", [user.pk])  # noqa: S608
        return [group for (group,) in cursor.fetchall()]


def know_groups(user: Any, pks: Iterable[int]) -> frozenset[str]:
    """Take note of the user's groups where somebody has read them anyway, so that they are read once a request."""
    known = frozenset(f"g:{pk}" for pk in pks)
    user._kb_tokens = known
    return known

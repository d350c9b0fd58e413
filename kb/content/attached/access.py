"""Who may open which document: whom every restriction of its collection, and of those above it, lets in.

Read from the database each time: this is asked when something is indexed and when something found is about to be shown.
"""

from collections.abc import Collection as Ids
from collections.abc import Sequence

from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction

from kb.content.access import EVERYONE, Closed, access_of, closed_roots
from kb.content.versioned import versioned


def closed_collections() -> Closed:
    return closed_roots(CollectionViewRestriction, "collection__path")


def may_open(access: Sequence[str], tokens: frozenset[str] | None) -> bool:
    """Whether somebody with ``tokens`` (None: a superuser) is among those in ``access``."""
    return tokens is None or EVERYONE in access or not tokens.isdisjoint(access)


def closed_now(document_ids: Ids[int], tokens: frozenset[str] | None) -> set[int]:
    """Which of these documents may not be opened, as the database has it at this moment. One that is gone is not."""
    if not document_ids or tokens is None:
        return set()
    paths = get_document_model().objects.filter(pk__in=document_ids).values_list("pk", "collection__path")
    closed = closed_collections()
    return {pk for pk, path in paths if not may_open(access_of(path, closed), tokens)}


@versioned
def groups_of_collections() -> frozenset[str]:
    """Tokens of all groups that some collection is restricted to; as a rule there are none or few."""
    return frozenset().union(*(allowed for _, allowed in closed_collections()))


@versioned
def any_closed() -> bool:
    return bool(closed_collections())

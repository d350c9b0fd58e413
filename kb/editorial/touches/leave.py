"""A page is taken off line or deleted, and what led to it leads on.

One transaction: the page named as its replacement, redirects of its address and of its code, and the end of the page
itself. ``/lapa/P11/`` on a print-out then still leads somewhere.
"""

from enum import StrEnum
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log

from kb.content.models import KnowledgePage
from kb.editorial.ownership.live import locked, write_everywhere
from kb.editorial.touches.inbound import inbound_of

#: The entry in Wagtail's log.
REPLACED = "kb.replace"


class Way(StrEnum):
    UNPUBLISH = "unpublish"
    DELETE = "delete"


class GoneAlready(Exception):
    """Somebody else has deleted the page, or taken it off line, meanwhile."""


class LinksChanged(Exception):
    """Since the links were shown, other pages have begun or ceased to lead here."""


class ReplacementGone(Exception):
    """The page that should replace it is not published any more."""


def leave(page_id: int, user: Any, way: Way, *, replacement_id: int | None, seen: str) -> KnowledgePage | None:
    """Take the page away; returns its replacement. ``seen``: stamp of the links that the person was shown.

    PermissionDenied, GoneAlready, LinksChanged, ReplacementGone: then nothing has changed.
    """
    with transaction.atomic():
        try:
            page = locked(page_id)
        except KnowledgePage.DoesNotExist as error:
            raise GoneAlready from error
        _check(page, user, way)
        if inbound_of(page).stamp != seen:
            raise LinksChanged
        replacement = _replacement(page, replacement_id)
        if replacement is not None:
            _lead_on(page, replacement, user, way)
        if way is Way.DELETE:
            DeletePageAction(page, user=user).execute(skip_permission_checks=True)
        else:
            UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
    return replacement


def _check(page: KnowledgePage, user: Any, way: Way) -> None:
    if way is Way.UNPUBLISH and not page.live:
        raise GoneAlready
    rights = page.permissions_for_user(user)
    if not (rights.can_delete() if way is Way.DELETE else rights.can_unpublish()):
        raise PermissionDenied


def _replacement(page: KnowledgePage, key: int | None) -> KnowledgePage | None:
    """Locked, so that nobody takes it away before this is done."""
    if key is None:
        return None
    try:
        found = locked(key)
    except KnowledgePage.DoesNotExist as error:
        raise ReplacementGone from error
    if not found.live or found.pk == page.pk:
        raise ReplacementGone
    return found


def _lead_on(page: KnowledgePage, replacement: KnowledgePage, user: Any, way: Way) -> None:
    """What was redirected to the page before goes straight to its replacement."""
    Redirect.objects.filter(redirect_page=page.pk).update(redirect_page=replacement.pk)
    for path in filter(None, (page.url, f"/lapa/{page.code}/")):
        old = Redirect.normalise_path(path)
        Redirect.objects.update_or_create(
            old_path=old, site=None, defaults={"redirect_page_id": replacement.pk, "is_permanent": False}
        )
    if way is Way.UNPUBLISH:
        write_everywhere(page, {"replaced_by": replacement.page_ptr})
    log(page, REPLACED, user=user, data={"code": replacement.code, "title": replacement.title})

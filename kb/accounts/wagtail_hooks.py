"""Restricted pages and documents: 403 for whom they are not, kept by no cache, and not named in the page chooser.

Wagtail sends whoever may not see a page to the log-in page, which sends a person who is logged in back: a loop.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import BaseViewRestriction

from kb.accounts.attempts import forget_old_log_ins
from kb.accounts.choosing import choosable


@hooks.register("before_serve_page")
def refuse_page(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> None:
    refuse(page.get_view_restrictions(), request)


@hooks.register("before_serve_document", order=-1)
def refuse_document(document: Any, request: HttpRequest) -> None:
    """Before Wagtail's own hook, which would redirect."""
    refuse(document.collection.get_view_restrictions(), request)


def refuse(restrictions: Any, request: HttpRequest) -> None:
    """PermissionDenied where a restriction by group does not hold; one by password stays with Wagtail's own form."""
    for restriction in restrictions:
        request.kb_restricted = True  # type: ignore[attr-defined]
        by_password = restriction.restriction_type == BaseViewRestriction.PASSWORD
        if not by_password and not restriction.accept_request(request):
            raise PermissionDenied


@hooks.register("construct_page_chooser_queryset")
def name_what_is_open(pages: Any, request: HttpRequest) -> Any:
    """The explorer needs no such rule: it shows what a person has rights to."""
    return choosable(pages, request)


@hooks.register("kb_every_night")
def forget_old_sessions() -> None:
    call_command("clearsessions")


hooks.register("kb_every_night", forget_old_log_ins)

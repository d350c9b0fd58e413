"""In place of Wagtail's «not found»: what happened to the page, and what was typed into its form."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from kb.editorial.deleted.found import Deleted, deleted_at
from kb.editorial.deleted.view import DeletedView


class DeletedMeanwhileMiddleware:
    """Wagtail looks for the page before any of its hooks, and answers for all of the admin with one page «not found»:
    only around it can something else be said."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method != "POST":
            return response
        found = deleted_at(request.resolver_match)
        return _instead(request, found) if found else response


def _instead(request: HttpRequest, found: Deleted) -> HttpResponse:
    """What the form itself was sent for, or to the script that saves drafts while somebody types."""
    if not request.accepts("text/html"):
        return JsonResponse(
            {
                "success": False,
                "error_code": "invalid_revision",  # of Wagtail's own the one after which the script stops saving
                "error_message": f"{found.says} {_('Nothing is saved any more. Copy what is still needed.')}",
            },
            status=400,
        )
    view = never_cache(require_admin_access(DeletedView.as_view(found=found)))
    return cast(HttpResponse, view(request).render())

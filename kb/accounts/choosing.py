"""Which pages Wagtail's page chooser names to whom.

The chooser opens to everybody who may enter the admin and by itself lists every page. A title says enough: whoever may
neither read a page nor work on it does not find it there either.
"""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from wagtail.admin.views.chooser import page_models_from_string
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from kb.content.browsing import visible_to

#: Rights that show a page in the explorer as well.
_WORK = {"add", "change", "publish", "lock", "unlock", "bulk_delete"}


def choosable(pages: Any, request: HttpRequest) -> Any:
    """Those of ``pages`` that the person may read or work on. 404 where the chooser stands in a folder that is neither:
    it would name the folder."""
    if request.user.is_superuser:
        return pages
    known = _known_to(request)
    parent = _parent_id(request)
    if parent is not None and not Page.objects.filter(known, pk=parent).exists():
        raise Http404
    return pages.filter(known)


def _known_to(request: HttpRequest) -> Q:
    readable = visible_to(Page.objects.live(), request)
    working = page_permission_policy.instances_user_has_any_permission_for(request.user, _WORK)
    return Q(pk__in=readable.values("pk")) | Q(pk__in=working.values("pk"))


def _parent_id(request: HttpRequest) -> int | None:
    """The folder that the chooser shows: the one asked for, else where all pages of the wanted types meet."""
    match = request.resolver_match
    if match is None or match.url_name not in {"wagtailadmin_choose_page", "wagtailadmin_choose_page_child"}:
        return None  # a search stands in no folder
    if "parent_page_id" in match.kwargs:
        return int(match.kwargs["parent_page_id"])
    types = request.GET.get("page_type")
    if not types:
        return None  # the root
    meeting = Page.objects.type(*page_models_from_string(types)).first_common_ancestor()
    return int(meeting.pk)

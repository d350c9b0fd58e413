"""Where it is said what a change touches: in the forms of the admin, and before a page is taken away."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page, ReferenceIndex

from kb.content.models import KnowledgePage
from kb.content.panels import EditorPart
from kb.editorial.touches.impact import impact_of
from kb.editorial.touches.leave import REPLACED, Way
from kb.editorial.touches.leave_view import LeaveView
from kb.editorial.touches.similar import similar_to


@hooks.register("kb_editor_parts")
def say_what_changes(instance: Any, request: HttpRequest) -> Iterator[EditorPart]:
    """For a page that is not published yet: what may say the same already. Otherwise what relies on it."""
    if isinstance(instance, KnowledgePage) and not instance.live:
        pages = similar_to(instance, request.user)
        if pages:
            yield EditorPart("editorial/touches/similar.html", {"pages": pages})
        return
    impact = impact_of(instance, request.user)
    if not impact.is_nothing:
        yield EditorPart("editorial/touches/impact.html", {"impact": impact})


@hooks.register("before_unpublish_page")
def ask_before_unpublishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _ask(request, page, Way.UNPUBLISH)


@hooks.register("before_delete_page")
def ask_before_deleting(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Not where Wagtail refuses because something protects the page: it says so itself."""
    if ReferenceIndex.get_references_to(page).group_by_source_object().is_protected:
        return None
    return _ask(request, page, Way.DELETE)


def _ask(request: HttpRequest, page: Page, way: Way) -> HttpResponse | None:
    """A collection, or whatever else carries pages, is taken away as a whole: Wagtail asks how."""
    if not isinstance(page, KnowledgePage) or page.numchild:
        return None
    return cast(HttpResponse, LeaveView.as_view(page=page, way=way)(request))


@hooks.register("before_bulk_action")
def one_at_a_time(request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any) -> HttpResponse | None:
    """Pages to which others lead are not taken away together: each needs its own replacement."""
    if action_type not in {"delete", "unpublish"} or not all(isinstance(thing, Page) for thing in objects):
        return None
    used = {row.to_object_id for row in ReferenceIndex.get_references_to_in_bulk(list(objects))}
    led_to = [page for page in objects if str(page.pk) in used and issubclass(page.specific_class, KnowledgePage)]
    if not led_to:
        return None
    names = ", ".join(page.get_admin_display_title() for page in led_to[:10])
    text = _("Other places lead to: %(pages)s. Take these pages away one at a time and say what replaces each.")
    messages.error(request, text % {"pages": names})
    return redirect(action.next_url)


@hooks.register("register_log_actions")
def register_replaced(actions: LogActionRegistry) -> None:
    actions.register_action(
        REPLACED, gettext_lazy("Name a replacement"), gettext_lazy("Named the page that replaces it")
    )

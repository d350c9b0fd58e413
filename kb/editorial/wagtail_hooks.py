"""Where the editorial work joins the rest: a row on every page, the queue in the admin, a job of the worker."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks

from kb.content.models import KnowledgePage
from kb.editorial.coming import hooks as coming_hooks  # noqa: F401  (registers its own)
from kb.editorial.feedback.screens import foot_part
from kb.editorial.gaps.actions import DraftView, PinView
from kb.editorial.gaps.admin import GapViewSet
from kb.editorial.gaps.gather import gather
from kb.editorial.gaps.succeed import close_found
from kb.editorial.guide import views as guide
from kb.editorial.history import hooks as history_hooks  # noqa: F401  (registers its own)
from kb.editorial.imports import admin as imports_admin
from kb.editorial.imports import runs as imports
from kb.editorial.ownership import hooks as ownership_hooks  # noqa: F401  (registers its own)
from kb.editorial.ownership.button import verify_hole
from kb.editorial.reports import hooks as reports_hooks  # noqa: F401  (registers its own)
from kb.editorial.tasks import answers_to_read, gaps_to_close
from kb.editorial.touches import hooks as touches_hooks  # noqa: F401  (registers its own)
from kb.editorial.workflow import hooks as workflow_hooks  # noqa: F401  (registers its own)


@hooks.register("kb_page_context", order=10)
def add_feedback(page: KnowledgePage, request: HttpRequest, context: dict[str, Any]) -> None:
    """Not on a draft that an editor looks at: nobody else could read what it is about. After the desk, which offers the
    hole."""
    if page.live and not getattr(request, "is_preview", False):
        context.setdefault("foot_parts", []).append(foot_part(page, verify_hole(page, context["hole"])))


@hooks.register("register_admin_viewset")
def register_queue() -> GapViewSet:
    return GapViewSet("gaps")


@hooks.register("register_admin_urls")
def register_actions() -> list[URLPattern]:
    return [
        path("nepilnibas/<int:pk>/piespraust/", PinView.as_view(), name="gap_pin"),
        path("nepilnibas/<int:pk>/melnraksts/", DraftView.as_view(), name="gap_draft"),
    ]


hooks.register("kb_desk_tasks", answers_to_read)
hooks.register("kb_desk_tasks", gaps_to_close)


@hooks.register("kb_every_minute")
def keep_queue() -> None:
    """First what went wrong, then what has come right since."""
    gather()
    close_found()


hooks.register("register_admin_urls", imports_admin.addresses)
hooks.register("register_admin_menu_item", imports_admin.ImportsItem)
hooks.register("register_log_actions", imports_admin.log_actions)
hooks.register("kb_every_night", imports.forget_old)
hooks.register("register_admin_urls", guide.addresses)
hooks.register("register_help_menu_item", guide.menu_item)

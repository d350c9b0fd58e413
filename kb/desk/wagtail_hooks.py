"""Adds to every page of the knowledge base what the desk knows about it: the dated answer and the screen."""

from functools import partial
from typing import Any, cast

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from kb.content.linked import read
from kb.content.models import KnowledgePage, StandardDocumentPage
from kb.content.rich_links import LinkedPageHandler
from kb.desk.changes.screen import field_rows
from kb.desk.guided.counting import forget_old_runs
from kb.desk.guided.report import GuidedReportMenuItem, GuidedReportView
from kb.desk.holes import hole
from kb.desk.hours_changes.menu import HoursChangesItem
from kb.desk.mine.star import star_of
from kb.desk.phone.mode import client_mode
from kb.desk.presentation import PageView, present
from kb.desk.screens import screen_of
from kb.qr import bare, public_url, qr_svg


@hooks.register("kb_page_context")
def add_answer(page: KnowledgePage, request: HttpRequest, context: dict[str, Any]) -> None:
    """Lazy: types add to the context after this what their screens need."""
    read([page])
    mode = client_mode(request)
    view = SimpleLazyObject(lambda: present(page, day=context["day"], today=context["today"], mode=mode))
    context["view"] = view
    context["star"] = star_of(page, request)
    context["hole"] = partial(hole, request)
    context["screen"] = SimpleLazyObject(lambda: screen_of(page, cast(PageView, view), context))


hooks.register("kb_differences", field_rows)


@hooks.register("kb_document_context")
def add_way_back(page: StandardDocumentPage, context: dict[str, Any]) -> None:
    """The whole standard has no code: its print-out leads to where it stands."""
    url = public_url(page.url or "/")
    context |= {"qr": qr_svg(url), "address": bare(url)}


@hooks.register("register_rich_text_features", order=100)
def register_links(features: FeatureRegistry) -> None:
    """After Wagtail's own features: links to pages are expanded by ours."""
    features.register_link_type(LinkedPageHandler)


@hooks.register("register_admin_menu_item")
def register_hours_changes() -> HoursChangesItem:
    return HoursChangesItem()


@hooks.register("register_admin_urls")
def register_reports() -> list[URLPattern]:
    return [path("reports/vaditie-jautajumi/", GuidedReportView.as_view(), name="guided_report")]


@hooks.register("register_reports_menu_item")
def register_guided_report() -> GuidedReportMenuItem:
    return GuidedReportMenuItem()


@hooks.register("kb_every_night")
def forget_runs() -> None:
    forget_old_runs(timezone.localdate())

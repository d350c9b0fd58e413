"""Adds to every page of the knowledge base what the desk knows about it: the dated answer and the screen."""

from typing import Any, cast

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from kb.content.linked import read
from kb.content.models import KnowledgePage
from kb.content.rich_links import LinkedPageHandler
from kb.desk.presentation import PageView, present
from kb.desk.screens import screen_of


@hooks.register("kb_page_context")
def add_answer(page: KnowledgePage, request: HttpRequest, context: dict[str, Any]) -> None:
    """Lazy: types add to the context after this what their screens need."""
    read([page])
    view = SimpleLazyObject(lambda: present(page, day=context["day"], today=context["today"]))
    context["view"] = view
    context["screen"] = SimpleLazyObject(lambda: screen_of(page, cast(PageView, view), context))


@hooks.register("register_rich_text_features", order=100)
def register_links(features: FeatureRegistry) -> None:
    """After Wagtail's own features: links to pages are expanded by ours."""
    features.register_link_type(LinkedPageHandler)

"""Adds to every page of the knowledge base what the desk knows about it: the dated answer, the screen, the version."""

from typing import Any, cast

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail import hooks

from kb.content.models import ContentVersion, KnowledgePage
from kb.desk.presentation import PageView, present
from kb.desk.screens import screen_of


@hooks.register("kb_page_context")
def add_answer(page: KnowledgePage, request: HttpRequest, context: dict[str, Any]) -> None:
    """Lazy: where the fragment of the page is cached, neither the answer nor the screen is computed."""
    view = SimpleLazyObject(lambda: present(page, day=context["day"], today=context["today"]))
    context["view"] = view
    context["screen"] = SimpleLazyObject(lambda: screen_of(page, cast(PageView, view), context))
    context["content_version"] = ContentVersion.current()
    context["step"] = request.GET.get("c", "")

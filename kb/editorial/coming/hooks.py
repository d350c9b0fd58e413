"""Where the list of what is coming joins the admin. Loaded by kb.editorial.wagtail_hooks."""

from django.urls import URLPattern, path
from wagtail import hooks

from kb.editorial.coming.report import ComingMenuItem, ComingView


@hooks.register("register_admin_urls")
def register_coming() -> list[URLPattern]:
    return [path("gaidams/", ComingView.as_view(), name="coming")]


@hooks.register("register_reports_menu_item")
def register_coming_item() -> ComingMenuItem:
    return ComingMenuItem()

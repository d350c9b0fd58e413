"""Joins checks, links and reports to the admin, to the rules of publishing and to the worker."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from kb.editorial.checks.blocking import personal_data_errors
from kb.editorial.checks.panel import with_page_checks
from kb.editorial.checks.sample import load_host_file, load_word_file
from kb.editorial.checks.stored import check_waiting
from kb.editorial.links.background import ask_in_background
from kb.editorial.links.outside import forget_unused
from kb.editorial.models import BureaucraticWord, LinkHost
from kb.editorial.reports.admin import overview_menu_item, report_menu_item, report_urls
from kb.editorial.reports.daily import write_figures


class BureaucraticWordViewSet(SnippetViewSet):
    model = BureaucraticWord
    icon = "edit"
    list_display = ["term", "instead", "note"]
    list_per_page = 100


class LinkHostViewSet(SnippetViewSet):
    model = LinkHost
    icon = "link"
    list_display = ["host", "note"]
    list_per_page = 100


class ChecksGroup(SnippetViewSetGroup):
    menu_label = _("Checks of the content")
    menu_name = "checks"
    menu_icon = "glasses"
    menu_order = 250
    items = (BureaucraticWordViewSet, LinkHostViewSet)


register_snippet(ChecksGroup)
hooks.register("kb_publish_errors", personal_data_errors)
hooks.register("construct_wagtail_userbar", with_page_checks)
hooks.register("register_admin_urls", report_urls)
hooks.register("register_reports_menu_item", report_menu_item)
hooks.register("register_admin_menu_item", overview_menu_item)
hooks.register("kb_every_minute", check_waiting)
hooks.register("kb_every_minute", ask_in_background)
hooks.register("kb_every_night", forget_unused)
hooks.register("kb_every_night", write_figures)


@hooks.register("kb_load_sample")
def load_sample(folder: Path, report: Any) -> None:
    load_word_file(folder / "snippets" / "bureaucratic_words.yaml", report)
    load_host_file(folder / "snippets" / "link_hosts.yaml", report)

"""The admin page that says how the search is, in plain words, and lets editors compare index and database."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from search.admin_view import SearchAdminView
from search.engines.base import EngineUnavailable, SearchEngine
from search.engines.registry import all_engines
from search.health import health
from search.indexing.drift import find_drift, note_drift, repair
from search.indexing.targets import register
from search.server_state import server_state


class StatusView(SearchAdminView):
    template_name = "search/status_page.html"
    page_title = gettext_lazy("State of search and server")
    header_icon = "tasks"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(engines=health(), server=server_state(), **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Compare every index with the database, and have the worker write what differs."""
        for engine in all_engines():
            try:
                self._compare(engine)
            except EngineUnavailable as error:
                text = _("%(engine)s cannot be compared: %(error)s")
                messages.error(request, text % {"engine": engine.name, "error": error})
        return redirect("search_status")

    def _compare(self, engine: SearchEngine) -> None:
        drift = find_drift(engine)
        target = register(engine)
        repair(target, drift)
        note_drift(target, drift)
        if drift.number:
            text = _("%(engine)s differs in %(number)s pages; they are being written anew.")
            messages.warning(self.request, text % {"engine": engine.name, "number": drift.number})
        else:
            messages.success(self.request, _("%(engine)s is the same as the database.") % {"engine": engine.name})

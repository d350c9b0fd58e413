"""No account may take up the whole server: so many requests of one kind in a minute, then 429 until the minute is over.

Counted for each person, never for an address: a counter office shares one. Counted in each process of the web server by
itself, without asking anybody, so with several processes a person may get that many times as much. It keeps runaway
programs and copied sessions in bounds; no hand is that fast. Log-in has limits of its own (AXES_… in the settings).
"""

import threading
import time
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

MINUTE = 60
#: Requests of one person in a minute, for each process.
LIMITS = {"search": 3000, "feedback": 30, "export": 30}
_SEARCHES = frozenset({"search", "search_card", "api_search", "api_suggest"})
_EXPORTS = frozenset({"coverage_file", "protocol_file", "standard_version_text"})


class RateLimitMiddleware:
    """Stands after the log-in: what nobody may open without one is not counted here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.counts = Counts()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        kind = kind_of(request)
        if not kind or not request.user.is_authenticated:
            return None
        if self.counts.add(kind, request.user.pk, time.time()) <= LIMITS[kind]:
            return None
        return _refused(request, MINUTE - int(time.time() % MINUTE))


class Counts:
    """What each person has asked for in this minute; of earlier ones nothing is kept."""

    def __init__(self) -> None:
        self._minute = 0
        self._numbers: dict[tuple[str, Any], int] = {}
        self._lock = threading.Lock()

    def add(self, kind: str, person: Any, now: float) -> int:
        """How many it are with this one."""
        with self._lock:
            minute = int(now // MINUTE)
            if minute != self._minute:
                self._minute, self._numbers = minute, {}
            number = self._numbers.get((kind, person), 0) + 1
            self._numbers[kind, person] = number
            return number


def kind_of(request: HttpRequest) -> str:
    """Which limit holds for the request; "" for none."""
    match = request.resolver_match
    name = match.url_name if match else ""
    if name in _SEARCHES:
        return "search"
    if name == "feedback":
        return "feedback" if request.method == "POST" else ""
    if name in _EXPORTS or ("export" in request.GET and request.path_info.startswith("/admin/")):
        return "export"
    return ""


def _refused(request: HttpRequest, seconds: int) -> HttpResponse:
    message = _("Too many requests in one minute. Try again in %(seconds)d s.") % {"seconds": seconds}
    response: HttpResponse
    if request.path_info.startswith("/api/"):
        response = JsonResponse({"error": {"code": "too_many_requests", "message": message}}, status=429)
    else:
        response = render(request, "accounts/too_many.html", {"message": message}, status=429)
    response["Retry-After"] = str(seconds)
    return response

"""The outermost layer: gives each request its number, counts it and writes one line about it."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from home.monitoring.request_id import HEADER, current, taken_or_made
from home.monitoring.request_metrics import count

log = logging.getLogger("home.requests")


class RequestMiddleware:
    """The line names the pattern of the address, never the address itself: people type and paste into addresses, too.

    Static files are answered before (WhiteNoise stands outside), so that they neither fill the log nor change the
    figures.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        number = taken_or_made(request.headers.get(HEADER))
        current.set(number)
        response = self.get_response(request)
        response[HEADER] = number
        seconds = time.perf_counter() - started
        route = request.resolver_match.route if request.resolver_match else ""
        count(route, response.status_code, seconds)
        fields = {
            "method": request.method,
            "route": route,
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
        }
        log.info("request", extra={"fields": fields})
        return response

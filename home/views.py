"""Liveness, readiness and figures, for the machine room."""

import hmac

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from home.monitoring.exposition import CONTENT_TYPE, figures
from search.health import health
from search.json_error import json_error

LOOPBACK = {"127.0.0.1", "::1"}


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. No detail, no log-in."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """Database, search engine, lag and worker; for this machine or with the token, 503 where not ready."""
    if not _allowed(request):
        return _forbidden()
    if not _database_answers():
        return JsonResponse({"ready": False, "database": False}, status=503)
    engines = health()
    # The embedded engine, the last, is what readers fall back on: with it the site is ready.
    ready = engines[-1].engine_ok and all(engine.worker_ok for engine in engines)
    state = {"ready": ready, "database": True, "search": [engine.as_dict() for engine in engines]}
    return JsonResponse(state, status=200 if ready else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """Figures of all processes of this web server in the text format of Prometheus; for this machine or with the
    token."""
    if not _allowed(request):
        return _forbidden()
    return HttpResponse(figures(), content_type=CONTENT_TYPE)


def _allowed(request: HttpRequest) -> bool:
    token = settings.READYZ_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(token.encode(), given.encode()):
        return True
    # Behind a proxy REMOTE_ADDR is the proxy; a forwarded request is therefore never loopback.
    return request.META.get("REMOTE_ADDR") in LOOPBACK and "HTTP_X_FORWARDED_FOR" not in request.META


def _forbidden() -> JsonResponse:
    return json_error("forbidden", "Loopback or token only.", status=403)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True

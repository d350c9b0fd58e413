"""Readers' pages rendered once for each version of the content, with holes for what is personal.

A page looks the same to everybody who may see the same things, but for the name at its edge, the token of its forms
and what is in kb.desk.holes. Those are left as holes while it is rendered and filled on every request. The key names
everything else the page depends on; the content version in it makes a change visible with the next request.
"""

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.template.response import SimpleTemplateResponse
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.html import escape
from wagtail.views import serve as wagtail_serve

from kb.accounts.people import names_of, sees_the_same
from kb.content.linked import read, together
from kb.content.models import ContentVersion, StandardDocumentPage
from kb.desk import holes
from kb.desk.holding import seconds_true
from kb.desk.opening import places_now
from kb.desk.phone.mode import client_mode
from kb.desk.reference import reference
from kb.desk.routing import find_route

CACHE_SECONDS = 12 * 60 * 60
#: Parameters that a page may depend on; with any other it is rendered anew.
PARAMETERS = frozenset({"datums", "c", "p"})
#: Stand in the rendered page where personal text belongs; no text of a page can contain them by accident.
NAME_HOLE, ROLE_HOLE, TOKEN_HOLE = (f"hole-{name}-{secrets.token_hex(8)}" for name in ("name", "role", "token"))
PREFIX = secrets.token_hex(4)
#: Each form's token is masked anew, so it is found by its field.
_TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*(")')


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """Wagtail's page view behind the cache. Only a plain answer to a GET without a pending message is kept."""
    if request.method != "GET" or not _is_cacheable_query(request) or _has_messages(request):
        return _rendered(request, path)
    key = _key(request, path)
    page: str | None = cache.get(key)
    if page is not None:
        return HttpResponse(_filled(page, request))
    with _holes(request):
        response = _rendered(request, path)
    if not isinstance(response, HttpResponse) or response.status_code != 200:
        return _filled_response(response, request)
    page = _TOKEN.sub(rf"\g<1>{TOKEN_HOLE}\g<2>", response.content.decode())
    if not getattr(request, "kb_restricted", False) and "text/html" in response["Content-Type"]:
        cache.set(key, page, seconds_true(request, CACHE_SECONDS))
    response.content = _filled(page, request)
    return response


def _rendered(request: HttpRequest, path: str) -> HttpResponseBase:
    """What Wagtail answers, rendered while linked pages are read together."""
    with together():
        find_route(request, path)
        response = cast(HttpResponseBase, wagtail_serve(request, path))
        if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
            context = response.context_data or {}
            if isinstance(context.get("page"), StandardDocumentPage):
                read(context["sections"])  # it prints them all
            response.render()
    return response


@contextmanager
def _holes(request: HttpRequest) -> Iterator[None]:
    """Holes for the name and the role, for this rendering alone: an error page that follows names the person."""
    request.kb_holes = (NAME_HOLE, ROLE_HOLE)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        request.kb_holes = None  # type: ignore[attr-defined]


def _is_cacheable_query(request: HttpRequest) -> bool:
    """Only parameters that pages know, each once: a second value could stand in a page that others get."""
    return PARAMETERS.issuperset(request.GET) and all(len(values) == 1 for _, values in request.GET.lists())


def _key(request: HttpRequest, path: str) -> str:
    now = timezone.localtime()
    known = reference()
    parts: list[Any] = [
        PREFIX,
        ContentVersion.current(),
        request.get_host(),
        get_script_prefix(),
        path,
        sorted(request.GET.items()),
        getattr(request, "LANGUAGE_CODE", ""),
        now.date(),
        places_now(now, known),
        [row.pk for row in known.active(now)],
        sees_the_same(request.user),
        client_mode(request),
    ]
    return "desk:page:" + hashlib.sha256(repr(parts).encode()).hexdigest()


def _filled(page: str, request: HttpRequest) -> str:
    name, role = names_of(request.user)
    token = get_token(request) if TOKEN_HOLE in page else ""
    page = page.replace(NAME_HOLE, escape(name)).replace(ROLE_HOLE, escape(role)).replace(TOKEN_HOLE, token)
    return holes.filled(page, request)


def _filled_response(response: HttpResponseBase, request: HttpRequest) -> HttpResponseBase:
    if isinstance(response, HttpResponse) and "text/html" in response.get("Content-Type", ""):
        response.content = _filled(response.content.decode(), request)
    return response


def _has_messages(request: HttpRequest) -> bool:
    stored = getattr(request, "_messages", None)
    return bool(stored is not None and len(stored))

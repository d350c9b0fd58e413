"""JSON of the search. The shape is the public interface; what is wrong with a request is said with a 400."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kb.content.choices import Audience, Channel, Kind
from search import service
from search.engines.base import Filters
from search.json_error import json_error
from search.log.after_answer import AnswerFirst
from search.log.record import record_search
from search.results import Hit


class BadParameter(ValueError):
    """A parameter that cannot be used; ``args`` are its name and what is wrong."""


def whole_number(request: HttpRequest, name: str, default: int, most: int) -> int:
    """Parameter ``name`` from 1 to ``most``; BadParameter otherwise."""
    given = request.GET.get(name)
    if given is None:
        return default
    if not (given.isascii() and given.isdigit() and 1 <= len(given) <= 9 and 1 <= int(given) <= most):
        raise BadParameter(name, _("%(name)s must be a number from 1 to %(most)d.") % {"name": name, "most": most})
    return int(given)


def chosen(request: HttpRequest, name: str, allowed: Any) -> str:
    given = request.GET.get(name, "")
    if given and given not in allowed.values:
        raise BadParameter(name, _("%(name)s has no such value.") % {"name": name})
    return given


@require_GET
def search(request: HttpRequest) -> JsonResponse:
    """What is found, page by page; logged once the answer has been sent."""
    try:
        filters = Filters(
            kind=chosen(request, "type", Kind),
            channel=chosen(request, "channel", Channel),
            audience=chosen(request, "audience", Audience),
        )
        page = whole_number(request, "page", 1, 1000)
        size = whole_number(request, "size", service.PAGE_SIZE, service.MAX_PAGE_SIZE)
    except BadParameter as problem:
        name, message = problem.args
        return json_error(f"bad_{name}", message)
    found = service.search(request.GET.get("q", ""), service.reader_of(request.user), filters, page, size)
    return AnswerFirst(
        {
            "query": found.query,
            "mode": found.mode,
            "degraded": found.degraded,
            "reason": found.reason,
            "total": found.total,
            "took_ms": found.took_ms,
            "did_you_mean": found.did_you_mean,
            "facets": {"type": found.facets.kinds, "channel": found.facets.channels},
            "results": [hit_data(hit) for hit in found.hits],
        },
        afterwards=lambda: record_search(request, found),
    )


def hit_data(hit: Hit) -> dict[str, Any]:
    """One entry of ``results``."""
    return {
        "code": hit.code,
        "type": hit.kind,
        "title": hit.title,
        "url": hit.url,
        "short_answer": hit.short_answer,
        "highlight": hit.snippet,
        "deadline": hit.deadline,
        "channels": list(hit.channels),
        "id_required": hit.id_required,
        "verified": {
            "state": hit.trust.state.value,
            "on": hit.trust.on.isoformat() if hit.trust.on else None,
            "until": hit.trust.until.isoformat() if hit.trust.until else None,
        },
        "sample": hit.sample,
    }


@require_GET
def suggest(request: HttpRequest) -> JsonResponse:
    try:
        size = whole_number(request, "size", 8, service.MAX_PAGE_SIZE)
    except BadParameter as problem:
        name, message = problem.args
        return json_error(f"bad_{name}", message)
    found = service.suggest(request.GET.get("q", ""), service.reader_of(request.user), size)
    return JsonResponse(
        {
            "suggestions": [
                {"code": page.code, "type": page.kind, "title": page.title, "url": page.url} for page in found
            ]
        }
    )

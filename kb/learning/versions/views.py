"""Pages of the versions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kb.content.models.base import day_of_our_time
from kb.learning.models import StandardVersion
from kb.learning.versions.screen import version_screen, versions_screen


@never_cache
@require_safe
def standard_versions(request: HttpRequest) -> HttpResponse:
    """All versions; with ``?datums=YYYY-MM-DD`` also the one in force on that day; 400 where that is no day."""
    context: dict[str, Any] = {"today": timezone.localdate()}
    given = request.GET.get("datums", "")
    try:
        asked = day_of_our_time(given) if given else None
    except ValueError as error:
        context |= {"screen": versions_screen(None), "problem": str(error)}
        return render(request, "learning/versions.html", context, status=400)
    return render(request, "learning/versions.html", context | {"screen": versions_screen(asked)})


@never_cache
@require_safe
def standard_version(request: HttpRequest, number: int) -> HttpResponse:
    """One version: what changed, and the whole text."""
    version = get_object_or_404(StandardVersion, number=number)
    return render(request, "learning/version.html", {"screen": version_screen(version, request)})


@never_cache
@require_safe
def standard_version_text(request: HttpRequest, number: int) -> HttpResponse:
    """The text that was hashed, byte by byte: its SHA-256 can be calculated with any tool."""
    version = get_object_or_404(StandardVersion, number=number)
    name = f"standarts-{version.number}.txt"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(version.plain.encode(), "text/plain; charset=utf-8", headers=headers)

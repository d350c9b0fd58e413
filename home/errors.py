"""Error pages that need neither the database nor the search."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from kb.desk.last_known import recall


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 with the reason where the view gave one in plain words."""
    message = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    return render(request, "404.html", {"message": "" if "tried" in message else message}, status=404)


def not_permitted(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: fixed text with the numbers that were shown last, from a file, so that it works when nothing else does."""
    return HttpResponse(loader.get_template("500.html").render({"known": recall()}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "", **kwargs: Any) -> HttpResponse:
    """A form that was open longer than the session: say so and offer the way back."""
    return render(request, "403_csrf.html", status=403)

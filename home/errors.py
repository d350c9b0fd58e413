"""Error pages that need neither the database nor the search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from kb.desk.last_known import recall


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 with the reason where the view gave one in plain words."""
    message = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    return render(request, "404.html", {"message": message}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: fixed text with the numbers that were shown last, from a file, so that it works when nothing else does."""
    return HttpResponse(loader.get_template("500.html").render({"known": recall()}), status=500)

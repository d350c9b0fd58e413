"""Error pages that need neither the database nor the search."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from home.database_away import is_away
from kb.desk.last_known import recall
from search.json_error import json_error

#: When whoever reads the header should ask again; a database that is started anew needs a few seconds.
AGAIN_SECONDS = 10


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 with the reason where the view gave one in plain words."""
    message = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    return render(request, "404.html", {"message": message}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: fixed text with the numbers that were shown last, from a file, so that it works when nothing else does.

    503 while the database is away: that passes by itself. Scripts get an error that they can read.
    """
    away = is_away(sys.exception())  # Django asks for this page where it handles the error
    status = 503 if away else 500
    response: HttpResponse
    if request.path_info.startswith("/api/"):
        message = _("The error is recorded. Try again in a minute; nothing that you had saved is lost.")
        response = json_error("unavailable" if away else "server_error", message, status)
    else:
        response = HttpResponse(loader.get_template("500.html").render({"known": recall()}), status=status)
    if away:
        response["Retry-After"] = str(AGAIN_SECONDS)
    return response

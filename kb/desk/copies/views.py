"""The browser says that a text was copied. Nobody waits for the answer."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kb.desk.copies.counting import count_copy, read_copied
from search.json_error import json_error
from search.log.reported import BadReport


@require_POST
def copied(request: HttpRequest) -> HttpResponse:
    """204 whether or not there is such a page: the answer must not tell about restricted ones."""
    try:
        what = read_copied(request.body)
    except BadReport:
        return json_error("bad_copy", _("This is no copy of a text."))
    count_copy(what, request.user, timezone.localdate())
    return HttpResponse(status=204)

"""The browser says how far a walk has come. Nobody waits for the answer."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kb.desk.guided.counting import count_step, read_step
from search.json_error import json_error
from search.log.reported import BadReport


@require_POST
def stepped(request: HttpRequest) -> HttpResponse:
    """204 whether or not there is such a page: the answer must not tell about restricted ones."""
    try:
        step = read_step(request.body)
    except BadReport:
        return json_error("bad_step", _("This is no step of a guided question."))
    count_step(step, request.user, timezone.localdate())
    return HttpResponse(status=204)

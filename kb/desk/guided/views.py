"""The browser says how far a walk has come. Nobody waits for the answer."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kb.desk.guided.counting import NoStep, count_step, read_step


@require_POST
def stepped(request: HttpRequest) -> HttpResponse:
    """204 whether or not there is such a page: the answer must not tell about restricted ones."""
    try:
        step = read_step(request.body)
    except NoStep:
        error = {"code": "bad_step", "message": _("This is no step of a guided question.")}
        return JsonResponse({"error": error}, status=400)
    count_step(step, request.user, timezone.localdate())
    return HttpResponse(status=204)

"""The browser says that a text was copied. Nobody waits for the answer."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kb.desk.copies.counting import NoCopy, count_copy, read_copied


@require_POST
def copied(request: HttpRequest) -> HttpResponse:
    """204 whether or not there is such a page: the answer must not tell about restricted ones."""
    try:
        what = read_copied(request.body)
    except NoCopy:
        error = {"code": "bad_copy", "message": _("This is no copy of a text.")}
        return JsonResponse({"error": error}, status=400)
    count_copy(what, request.user, timezone.localdate())
    return HttpResponse(status=204)

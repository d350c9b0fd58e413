"""The page that confirms the standard, and the list of what I have confirmed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kb.learning.acknowledging.confirming import NewerVersion, acknowledge
from kb.learning.acknowledging.screen import confirm_screen, mine_screen
from kb.learning.coverage.scope import MAY_SEE


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_standard(request: HttpRequest) -> HttpResponse:
    """What changed since I last confirmed, and the button; POST confirms the version that was shown."""
    if request.method == "POST":
        return _confirm(request)
    return render(request, "learning/confirm.html", {"screen": confirm_screen(request.user)})


@never_cache
@require_safe
def acknowledgements(request: HttpRequest) -> HttpResponse:
    """What I have confirmed, and when. Nobody else's."""
    context = {"screen": mine_screen(request.user), "supervises": request.user.has_perm(MAY_SEE)}
    return render(request, "learning/mine.html", context)


def _confirm(request: HttpRequest) -> HttpResponse:
    shown = _number(request)
    try:
        record = acknowledge(request.user, shown)
    except NewerVersion as error:
        text = _(
            "Meanwhile version %(newer)s has been published. This confirmation of version %(shown)s was not recorded. "
            "Read what has changed and confirm the new version."
        )
        messages.warning(request, text % {"newer": error.number, "shown": shown})
        return HttpResponseRedirect(reverse("confirm_standard"), status=303)
    text = _("Version %(number)s of the standard is confirmed. Record %(record)s.")
    messages.success(request, text % {"number": shown, "record": record.number})
    return HttpResponseRedirect(reverse("acknowledgements"), status=303)


def _number(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    if not (given.isascii() and given.isdigit() and len(given) <= 6):
        raise Http404
    return int(given)

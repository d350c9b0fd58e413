"""The list of changes to be announced, and the ticks of its checklist."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kb.desk.hours_changes.changes import change_by_key
from kb.desk.hours_changes.marking import MAY_MARK, MarkedMeanwhile, mark
from kb.desk.hours_changes.screen import anchor_of, changes_screen
from kb.desk.models import Place
from kb.desk.reference import reference


@permission_required(MAY_MARK, raise_exception=True)
def hours_changes(request: HttpRequest) -> HttpResponse:
    """Changes ahead with announcement and checklist; 403 for who may not tick."""
    screen = changes_screen(timezone.localdate())
    may_enter = request.user.has_perm("content.add_specialday")
    return render(request, "desk/hours_changes.html", {"screen": screen, "may_enter_days": may_enter})


@require_POST
@permission_required(MAY_MARK, raise_exception=True)
def mark_announced(request: HttpRequest) -> HttpResponse:
    """Tick a place or take the tick back, then the list again with what came of it."""
    change = change_by_key(request.POST.get("change", ""), timezone.localdate(), reference())
    if change is None:
        messages.error(request, _("There is no such change any more: the hours were changed meanwhile."))
        return HttpResponseRedirect(reverse("hours_changes"))
    place, number = _place(request), _number(request)
    try:
        mark(change, place, done=request.POST.get("done") == "1", number=number, by=request.user)
    except MarkedMeanwhile as error:
        text = _("Meanwhile this was changed by %(name)s: look at what stands here now.")
        messages.warning(request, text % {"name": error.by})
    except ValidationError as error:
        messages.error(request, error.message)
    return HttpResponseRedirect(f"{reverse('hours_changes')}#{anchor_of(change)}")


def _place(request: HttpRequest) -> Place:
    given = request.POST.get("place", "")
    if given not in Place.values:
        raise Http404
    return Place(given)


def _number(request: HttpRequest) -> int:
    given = request.POST.get("number", "")
    if not (given.isascii() and given.isdigit() and len(given) <= 4 and int(given) > 0):
        raise Http404
    return int(given)

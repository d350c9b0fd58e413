"""Beginning an attempt and answering a question: both by POST, each leads on to the page of the step."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kb.learning.paths.step_screen import step_screen
from kb.learning.paths.views import step_for
from kb.learning.quizzes.attempts import AttemptIsOver, NothingChosen, answer, begin


@never_cache
@require_POST
def begin_questions(request: HttpRequest, pk: int) -> HttpResponse:
    """A new attempt, or the one that is open."""
    _progress, step = step_for(request, pk)
    if not step.asks:
        raise Http404
    begin(request.user, step.pk)
    return HttpResponseRedirect(reverse("path_step", args=[pk]), status=303)


@never_cache
@require_POST
def answer_question(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the answer and show whether it was right. Posted twice, the first one counts."""
    progress, step = step_for(request, pk)
    if not step.asks:
        raise Http404
    here = reverse("path_step", args=[pk])
    try:
        record = answer(
            request.user, step.pk, _key(request, "attempt"), _key(request, "question"), _given(request), step.mark
        )
    except AttemptIsOver:
        messages.warning(request, _("This question belongs to an attempt that has ended. Nothing was recorded."))
        return HttpResponseRedirect(here, status=303)
    except NothingChosen:
        steps = any(name.startswith("place-") for name in request.POST)
        problem = _("Give each step a number of its own.") if steps else _("Choose an answer.")
        screen = step_screen(request, progress, step, problem)
        return render(request, "learning/paths/step.html", {"screen": screen}, status=400)
    return HttpResponseRedirect(f"{here}?atbilde={record.pk}", status=303)


def _given(request: HttpRequest) -> list[int]:
    """Keys of the options that were ticked; of steps: in the order of the numbers given to them.

    Where two steps have the same number or one has none, nothing was given.
    """
    placed = [(name.removeprefix("place-"), value) for name, value in request.POST.items() if name.startswith("place-")]
    if placed:
        places = [_number(place) for _option, place in placed]
        if sorted(places) != list(range(1, len(placed) + 1)):
            return []
        return [_number(option) for _place, option in sorted(zip(places, (o for o, _p in placed), strict=True))]
    return [_number(value) for value in request.POST.getlist("option")]


def _key(request: HttpRequest, name: str) -> int:
    number = _number(request.POST.get(name, ""))
    if number < 0:
        raise Http404
    return number


def _number(given: Any) -> int:
    """The number, or -1, which names nothing."""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else -1

"""What I learn: my paths, one path, one step, and the confirmation to print. Nobody else's."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kb.learning.coverage.scope import MAY_SEE
from kb.learning.models import PathStep
from kb.learning.paths.frame import Step
from kb.learning.paths.passing import NoMentor, WrongPage, pass_found, pass_read, pass_with_mentor
from kb.learning.paths.progress import Progress, progress_of
from kb.learning.paths.screen import certificate_screen, overview_screen, path_screen
from kb.learning.paths.step_screen import step_screen


@never_cache
@require_safe
def learning(request: HttpRequest) -> HttpResponse:
    """What next, how far, what to repeat."""
    screen = overview_screen(request.user, progress_of(request.user))
    context = {"screen": screen, "supervises": request.user.has_perm(MAY_SEE)}
    return render(request, "learning/paths/overview.html", context)


@never_cache
@require_safe
def learning_path(request: HttpRequest, pk: int) -> HttpResponse:
    """The steps of one of my paths."""
    return render(request, "learning/paths/path.html", {"screen": path_screen(request.user, _mine(request, pk))})


@never_cache
@require_safe
def path_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """A confirmation to print; 404 until every step is passed."""
    progress = _mine(request, pk)
    if progress.finished_at is None:
        raise Http404
    screen = certificate_screen(request.user, progress, progress.finished_at)
    return render(request, "learning/paths/certificate.html", {"screen": screen})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def path_step(request: HttpRequest, pk: int) -> HttpResponse:
    """One step. POST passes it: read, talked with the mentor, the page chosen. Questions have their own address."""
    progress, step = step_for(request, pk)
    problem = ""
    if request.method == "POST":
        problem = _pass(request, step)
        if not problem:
            return HttpResponseRedirect(after(progress.path.pk), status=303)
    screen = step_screen(request, progress, step, problem)
    return render(request, "learning/paths/step.html", {"screen": screen}, status=400 if problem else 200)


def step_for(request: HttpRequest, pk: int) -> tuple[Progress, Step]:
    """A step of a path of mine, or 404."""
    for progress in progress_of(request.user):
        for row in progress.steps:
            if row.step.pk == pk:
                return progress, row.step
    raise Http404


def after(path: int) -> str:
    """Where a passed step leads: to the path, which names the next one."""
    return reverse("learning_path", args=[path])


def _mine(request: HttpRequest, pk: int) -> Progress:
    found = next((progress for progress in progress_of(request.user) if progress.path.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _pass(request: HttpRequest, step: Step) -> str:
    """What keeps the step from being passed, in words; empty once it is passed."""
    user: Any = request.user
    if step.kind == PathStep.Kind.READ:
        pass_read(user, step)
        return ""
    if step.kind == PathStep.Kind.MENTOR:
        try:
            pass_with_mentor(user, step, request.POST.get("mentor", ""))
        except NoMentor:
            return _("Write the name of your mentor.")
        return ""
    if step.kind == PathStep.Kind.FIND:
        try:
            pass_found(user, step, request.POST.get("code", "")[:8])
        except WrongPage:
            return _("This is not the page. Read the task again and look at other results.")
        return ""
    raise Http404

"""Pages of a supervisor."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kb.learning.coverage import files
from kb.learning.coverage.absences import AbsenceForm, absences_of, add_absence, remove_absence
from kb.learning.coverage.proof import protocol_of, records_of
from kb.learning.coverage.reminding import remind
from kb.learning.coverage.report import Report, report_on
from kb.learning.coverage.scope import MAY_SEE, Scope, scope_of
from kb.learning.coverage.screen import coverage_screen, protocol_screen
from kb.learning.models import StandardVersion
from kb.learning.versions.in_force import VersionRow, newest_version, versions

supervisors_only = permission_required(MAY_SEE, raise_exception=True)


@never_cache
@require_safe
@supervisors_only
def coverage(request: HttpRequest) -> HttpResponse:
    """Who has confirmed ``?versija=`` (default: the one in force), of all my teams or of ``?komanda=``."""
    everything = scope_of(request.user)
    report = _report(request, everything)
    return render(request, "learning/coverage.html", {"screen": coverage_screen(request, everything, report)})


@never_cache
@require_safe
@supervisors_only
def coverage_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same as a file."""
    report = _report(request, scope_of(request.user))
    if report is None:
        raise Http404
    name, rows = f"apliecinajumi-{report.version.number}", files.report_rows(report)
    return files.xlsx_file(name, rows) if kind == "xlsx" else files.csv_file(name, rows)


@never_cache
@require_safe
@supervisors_only
def protocol(request: HttpRequest, number: int) -> HttpResponse:
    """The records of one version, to print."""
    version = get_object_or_404(StandardVersion, number=number)
    shown = protocol_of(chosen_scope(request, scope_of(request.user)), version)
    return render(request, "learning/protocol.html", {"screen": protocol_screen(shown, request)})


@never_cache
@require_safe
@supervisors_only
def protocol_file(request: HttpRequest, number: int) -> HttpResponse:
    """The records of one version with everything their seals cover."""
    version = get_object_or_404(StandardVersion, number=number)
    scope = chosen_scope(request, scope_of(request.user))
    return files.csv_file(f"protokols-{number}", files.record_rows(records_of(scope, version)))


@require_POST
@supervisors_only
def reminders(request: HttpRequest) -> HttpResponse:
    """Remind everybody who has not confirmed, or one person, then the report again."""
    given = request.POST.get("person", "")
    if given and not (given.isascii() and given.isdigit() and len(given) < 19):
        raise Http404
    number = remind(request.user, chosen_scope(request, scope_of(request.user)), int(given) if given else None)
    text = ngettext("%(number)d person was reminded.", "%(number)d people were reminded.", number)
    messages.success(request, text % {"number": number} if number else _("Everybody was reminded today already."))
    return HttpResponseRedirect(_back(request))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@supervisors_only
def absences(request: HttpRequest) -> HttpResponse:
    """Who is away, and the form to enter it."""
    scope = scope_of(request.user)
    form = AbsenceForm(scope, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        add_absence(form, request.user)
        messages.success(request, _("The absence was entered. The due date has moved."))
        return HttpResponseRedirect(reverse("absences"), status=303)
    context = {"form": form, "rows": absences_of(scope), "teams": scope.teams}
    return render(request, "learning/absences.html", context, status=400 if form.errors else 200)


@require_POST
@supervisors_only
def absence_removed(request: HttpRequest, pk: int) -> HttpResponse:
    remove_absence(pk, scope_of(request.user))
    messages.success(request, _("The absence was taken back."))
    return HttpResponseRedirect(reverse("absences"), status=303)


def _report(request: HttpRequest, everything: Scope) -> Report | None:
    """None before the first version; 404 for a version or a team that is not there for this person."""
    version = _version(request)
    return report_on(chosen_scope(request, everything), version) if version else None


def _version(request: HttpRequest) -> VersionRow | None:
    given = request.GET.get("versija", "")
    if not given:
        return newest_version()
    found = next((version for version in versions() if str(version.number) == given), None)
    if found is None:
        raise Http404
    return found


def chosen_scope(request: HttpRequest, everything: Scope) -> Scope:
    """The team ``komanda`` of ``everything``, or all of it; 404 for a team that is not in it."""
    given: str = (request.POST if request.method == "POST" else request.GET).get("komanda", "")
    found = everything.only(given) if given else everything
    if found is None:
        raise Http404
    return found


def _back(request: HttpRequest) -> str:
    team: Any = request.POST.get("komanda", "")
    return reverse("coverage") + (f"?komanda={team}" if team else "")

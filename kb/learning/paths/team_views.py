"""Learning as a supervisor sees it: the own teams."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kb.calendar.latvian_dates import numeric
from kb.learning.coverage import files
from kb.learning.coverage.scope import Scope, scope_of
from kb.learning.coverage.screen import Choice
from kb.learning.coverage.views import chosen_scope, supervisors_only
from kb.learning.paths.report import Learner, LearningReport, learning_report

#: People on the screen at once.
PEOPLE = 100


@dataclass(frozen=True, slots=True)
class TeamScreen:
    """``query``: what is chosen, for links to files; ``pages``: address of another page up to its number."""

    report: LearningReport
    lines: "Page[Learner]"
    teams: tuple[Choice, ...]
    query: str
    pages: str


@never_cache
@require_safe
@supervisors_only
def learning_team(request: HttpRequest) -> HttpResponse:
    """Who is where, of all my teams or of ``?komanda=``; where people get stuck."""
    everything = scope_of(request.user)
    report = learning_report(chosen_scope(request, everything))
    return render(request, "learning/paths/team.html", {"screen": _screen(request, everything, report)})


@never_cache
@require_safe
@supervisors_only
def learning_team_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Who is where, as a file."""
    report = learning_report(chosen_scope(request, scope_of(request.user)))
    rows = _rows(report)
    return files.xlsx_file("macibas", rows) if kind == "xlsx" else files.csv_file("macibas", rows)


def _screen(request: HttpRequest, everything: Scope, report: LearningReport) -> TeamScreen:
    team, here = request.GET.get("komanda", ""), reverse("learning_team")
    teams = [Choice("", here, not team)]
    teams += [
        Choice(row.name, f"{here}?{urlencode({'komanda': row.key})}", row.key == team) for row in everything.teams
    ]
    query = f"?{urlencode({'komanda': team})}" if team else ""
    return TeamScreen(
        report=report,
        lines=Paginator(report.learners, PEOPLE).get_page(request.GET.get("p")),
        teams=tuple(teams) if len(everything.teams) > 1 else (),
        query=query,
        pages=f"{query}&p=" if query else "?p=",
    )


def _rows(report: LearningReport) -> files.Rows:
    """One line for each person and path."""
    yield (
        _("Learning path"),
        _("Employee"),
        _("User name"),
        _("Team"),
        _("Steps finished"),
        _("Steps"),
        _("Next step"),
        _("To be repeated"),
        _("Last step finished on"),
        _("Path finished on"),
        _("Mentor"),
    )
    for learner in report.learners:
        progress = learner.progress
        yield (
            progress.path.title,
            learner.name,
            learner.username,
            ", ".join(learner.teams),
            str(progress.done),
            str(progress.of),
            progress.next.step.title if progress.next else "",
            ", ".join(row.step.title for row in progress.to_repeat),
            numeric(timezone.localtime(progress.last_at).date()) if progress.last_at else "",
            numeric(timezone.localtime(progress.finished_at).date()) if progress.finished_at else "",
            ", ".join(learner.mentors),
        )

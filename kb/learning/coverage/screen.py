"""The report and the protocol as their pages print them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from kb.learning.coverage.proof import Protocol
from kb.learning.coverage.report import Person, Report, State, TeamRow
from kb.learning.coverage.scope import Scope
from kb.learning.coverage.words import STATE_WORDS
from kb.learning.versions.in_force import VersionRow, newest_version
from kb.qr import bare, public_url, qr_svg

#: Columns of the table of teams; the files hold one version each.
COLUMNS = 5
#: People on the screen at once.
PEOPLE = 100
LOOKS = {State.LATE: "danger", State.OPEN: "", State.AWAY: "", State.CONFIRMED: "ok"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A switch of the page: a team or a version; ``name`` is empty for all teams."""

    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class PersonLine:
    person: Person
    word: Any
    look: str
    may_remind: bool


@dataclass(frozen=True, slots=True)
class CoverageScreen:
    """``report`` None: there is no version yet. ``query``: what is chosen, for links to files."""

    report: Report | None
    teams: tuple[Choice, ...]
    versions: tuple[Choice, ...]
    columns: tuple[VersionRow, ...]
    rows: tuple[TeamRow, ...]
    lines: "Page[PersonLine] | None"
    confirmed: int
    late: int
    to_remind: int
    all: int
    query: str
    team: str
    pages: str
    newest: bool


@dataclass(frozen=True, slots=True)
class ProtocolScreen:
    protocol: Protocol
    printed: datetime
    today: date
    qr: SafeString
    address: str
    query: str


def coverage_screen(request: HttpRequest, everything: Scope, report: Report | None) -> CoverageScreen:
    """Teams of ``everything`` to choose from, and what ``report`` says of the chosen ones."""
    team, number = request.GET.get("komanda", ""), request.GET.get("versija", "")
    teams = [Choice("", _address(versija=number), not team)] if len(everything.teams) > 1 else []
    teams += [Choice(row.name, _address(komanda=row.key, versija=number), row.key == team) for row in everything.teams]
    columns = report.columns if report else ()
    version = report.version if report else None
    newest = version is not None and version == newest_version()
    lines = [_line(person, newest=newest) for person in report.people] if report else []
    return CoverageScreen(
        report=report,
        teams=tuple(teams) if len(everything.teams) > 1 else (),
        versions=tuple(
            Choice(str(column.number), _address(komanda=team, versija=str(column.number)), column == version)
            for column in columns
        ),
        columns=columns[:COLUMNS],
        rows=tuple(TeamRow(row.name, row.cells[:COLUMNS]) for row in report.teams) if report else (),
        lines=Paginator(lines, PEOPLE).get_page(request.GET.get("p")) if lines else None,
        confirmed=report.count(State.CONFIRMED) if report else 0,
        late=report.count(State.LATE) if report and newest else 0,
        to_remind=sum(line.may_remind for line in lines),
        all=len(lines),
        query=_query(komanda=team, versija=number),
        team=team,
        pages=_query(komanda=team, versija=number) + ("&" if team or number else "?") + "p=",
        newest=newest,
    )


def protocol_screen(protocol: Protocol, request: HttpRequest) -> ProtocolScreen:
    """With the way back to the version that was confirmed."""
    url = public_url(reverse("standard_version", args=[protocol.version.number]))
    now = timezone.localtime()
    team = request.GET.get("komanda", "")
    return ProtocolScreen(protocol, now, now.date(), qr_svg(url), bare(url), _query(komanda=team))


def _line(person: Person, *, newest: bool) -> PersonLine:
    """Of an older version nobody is late: the newest one holds all of it."""
    state = State.OPEN if person.state != State.CONFIRMED and not newest else person.state
    may_remind = newest and state in (State.LATE, State.OPEN) and person.reminded_on != timezone.localdate()
    return PersonLine(person, STATE_WORDS[state], LOOKS[state], may_remind)


def _address(**chosen: str) -> str:
    return reverse("coverage") + _query(**chosen)


def _query(**chosen: str) -> str:
    given = {name: value for name, value in chosen.items() if value}
    return f"?{urlencode(given)}" if given else ""

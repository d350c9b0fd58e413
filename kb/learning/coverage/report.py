"""Who of a scope has confirmed which version. The same number of queries for five people and for five hundred."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.utils import timezone
from wagtail.admin.utils import get_user_display_name

from kb.learning.acknowledging.due import Away, due_on
from kb.learning.acknowledging.who import employees
from kb.learning.coverage.scope import Scope
from kb.learning.models import Absence, Acknowledgement, Reminder
from kb.learning.versions.in_force import VersionRow, versions
from search.special_days import company_days

#: Versions side by side in the report.
MOST_VERSIONS = 20


class State(Enum):
    """``OPEN``: not confirmed and not late. ``AWAY``: the same, and the person is away today."""

    LATE = "late"
    OPEN = "open"
    AWAY = "away"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Person:
    """A person and one version. ``until``: the last day of an absence that is on."""

    pk: int
    name: str
    username: str
    teams: tuple[str, ...]
    state: State
    confirmed_at: datetime | None
    due: date
    until: date | None
    reminded_on: date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """How many of a team have confirmed a version, of how many it bound while it was in force."""

    confirmed: int
    of: int


@dataclass(frozen=True, slots=True)
class TeamRow:
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """``columns``: versions, the newest first. ``people``: who is late first, then who has not confirmed."""

    version: VersionRow
    columns: tuple[VersionRow, ...]
    teams: tuple[TeamRow, ...]
    people: tuple[Person, ...]

    def count(self, *states: State) -> int:
        return sum(person.state in states for person in self.people)


@dataclass(frozen=True, slots=True)
class _Employee:
    pk: int
    name: str
    username: str
    joined: date


_ORDER = list(State)


def report_on(scope: Scope, version: VersionRow) -> Report:
    """The report for ``version``, with the versions beside it for comparison."""
    columns = versions()[:MOST_VERSIONS]
    people = _people(scope)
    confirmed = _confirmed(people, {version.pk, *(column.pk for column in columns)})
    rows = [_team_row(team.name, team.members & people.keys(), columns, people, confirmed) for team in scope.teams]
    listed = _listed(scope, version, people, confirmed[version.pk])
    return Report(version, columns, tuple(rows), listed)


def _people(scope: Scope) -> dict[int, _Employee]:
    """Active employees of the scope by account, by name."""
    members = scope.members
    fields = employees().only("username", "first_name", "last_name", "date_joined")
    return {
        user.pk: _Employee(user.pk, get_user_display_name(user), user.username, _day(user.date_joined))
        for user in fields
        if user.pk in members
    }


def _confirmed(people: Mapping[int, _Employee], version_ids: set[int]) -> dict[int, dict[int, datetime]]:
    """When each person confirmed, by version."""
    found: dict[int, dict[int, datetime]] = {pk: {} for pk in version_ids}
    rows = Acknowledgement.objects.filter(version__in=version_ids).order_by()
    for version_id, account, at in rows.values_list("version_id", "account", "at"):
        if account in people:
            found[version_id][account] = at
    return found


def _team_row(
    name: str,
    members: Iterable[int],
    columns: tuple[VersionRow, ...],
    people: Mapping[int, _Employee],
    confirmed: Mapping[int, Mapping[int, datetime]],
) -> TeamRow:
    """Of a version that was superseded before a person came nothing is expected of them."""
    cells = []
    superseded: date | None = None
    for column in columns:
        bound = [pk for pk in members if superseded is None or people[pk].joined <= superseded]
        done = sum(pk in confirmed[column.pk] for pk in bound)
        cells.append(Cell(done, len(bound)))
        superseded = _day(column.created_at)
    return TeamRow(name, tuple(cells))


def _listed(
    scope: Scope, version: VersionRow, people: Mapping[int, _Employee], confirmed: Mapping[int, datetime]
) -> tuple[Person, ...]:
    today, days, published = timezone.localdate(), company_days(), _day(version.created_at)
    away = _away(people)
    reminded = dict(
        Reminder.objects.filter(version=version.pk, user__in=people).order_by("on").values_list("user_id", "on")
    )
    dues: dict[tuple[date, tuple[Away, ...]], date] = {}
    found = []
    for pk, employee in people.items():
        spans = away.get(pk, ())
        key = (max(published, employee.joined), spans)
        if key not in dues:
            dues[key] = due_on(published, employee.joined, spans, days)
        until = max((span.last for span in spans if today in span), default=None)
        found.append(
            Person(
                pk=pk,
                name=employee.name,
                username=employee.username,
                teams=tuple(team.name for team in scope.teams if pk in team.members),
                state=_state(confirmed.get(pk), dues[key], until, today),
                confirmed_at=confirmed.get(pk),
                due=dues[key],
                until=until,
                reminded_on=reminded.get(pk),
            )
        )
    return tuple(sorted(found, key=lambda person: _ORDER.index(person.state)))


def _away(people: Mapping[int, _Employee]) -> dict[int, tuple[Away, ...]]:
    found: dict[int, tuple[Away, ...]] = {}
    for user_id, first, last in Absence.objects.filter(user__in=people).values_list("user_id", "first", "last"):
        found[user_id] = (*found.get(user_id, ()), Away(first, last))
    return found


def _state(confirmed_at: datetime | None, due: date, until: date | None, today: date) -> State:
    if confirmed_at:
        return State.CONFIRMED
    if due < today:
        return State.LATE
    return State.AWAY if until else State.OPEN


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()

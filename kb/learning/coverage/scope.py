"""Whose acknowledgements a person may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kb.learning.acknowledging.who import employees
from kb.learning.models import Team

#: The right to see one's own teams, and to see everybody.
MAY_SEE = "learning.view_acknowledgement"
MAY_SEE_ALL = "learning.view_every_team"


@dataclass(frozen=True, slots=True)
class TeamScope:
    """``key`` is the address of a team: its id, «bez» for people in no team."""

    key: str
    name: str
    members: frozenset[int]


@dataclass(frozen=True, slots=True)
class Scope:
    """Teams in the order of their names. ``everybody``: all accounts, those that are gone too."""

    teams: tuple[TeamScope, ...]
    everybody: bool

    @property
    def members(self) -> frozenset[int]:
        return frozenset().union(*(team.members for team in self.teams))

    def only(self, key: str) -> "Scope | None":
        """Only the team ``key``; None where it is not in this scope."""
        found = tuple(team for team in self.teams if team.key == key)
        return Scope(found, everybody=False) if found else None


def scope_of(user: Any) -> Scope:
    """A supervisor's own teams; with the right to see every team all of them, and who is in none."""
    everybody = user.has_perm(MAY_SEE_ALL)
    teams = Team.objects.all() if everybody else Team.objects.filter(supervisors=user)
    members: dict[Team, set[int]] = {team: set() for team in teams}
    through = Team.members.through.objects.filter(team__in=members)
    by_pk = {team.pk: team for team in members}
    for team_id, user_id in through.values_list("team_id", "user_id"):
        members[by_pk[team_id]].add(user_id)
    found = [TeamScope(str(team.pk), team.name, frozenset(pks)) for team, pks in members.items()]
    if everybody:
        found += _without(found)
    return Scope(tuple(found), everybody)


def _without(teams: Iterable[TeamScope]) -> list[TeamScope]:
    known = frozenset().union(*(team.members for team in teams))
    alone = frozenset(employees().values_list("pk", flat=True)) - known
    return [TeamScope("bez", _("Without a team"), alone)] if alone else []

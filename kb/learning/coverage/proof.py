"""The records of a version, for an auditor."""

from dataclasses import dataclass

from django.db.models import QuerySet

from kb.learning.coverage.scope import Scope
from kb.learning.models import Acknowledgement, StandardVersion


@dataclass(frozen=True, slots=True)
class Protocol:
    """``last``: the last record of all, whose seal vouches for those before it; None where there is none."""

    version: StandardVersion
    records: tuple[Acknowledgement, ...]
    people: int
    teams: tuple[str, ...]
    everybody: bool
    last: Acknowledgement | None


def records_of(scope: Scope, version: StandardVersion) -> "QuerySet[Acknowledgement]":
    """In the order in which they were written; who has left is in it where the whole company is asked for."""
    found = Acknowledgement.objects.filter(version=version).select_related("version")
    return found if scope.everybody else found.filter(account__in=scope.members)


def protocol_of(scope: Scope, version: StandardVersion) -> Protocol:
    """What the printed protocol says."""
    records = tuple(records_of(scope, version))
    names = tuple(team.name for team in scope.teams)
    return Protocol(version, records, len(records), names, scope.everybody, Acknowledgement.objects.last())

"""Which version holds, today and on other days."""

from dataclasses import dataclass
from datetime import date, datetime

from kb.content.versioned import versioned
from kb.learning.models import StandardVersion


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version without its text."""

    pk: int
    number: int
    in_force_from: date
    created_at: datetime
    sha256: str
    approved_by: str


@versioned
def versions() -> tuple[VersionRow, ...]:
    """All versions, the newest first. Making one raises the content version, so this is never behind."""
    fields = ("pk", "number", "in_force_from", "created_at", "sha256", "approved_by")
    return tuple(VersionRow(*row) for row in StandardVersion.objects.values_list(*fields))


def newest_version() -> VersionRow | None:
    """The version in force."""
    known = versions()
    return known[0] if known else None


def version_on(day: date) -> VersionRow | None:
    """The version in force at the end of ``day``; None before the first."""
    return next((version for version in versions() if version.in_force_from <= day), None)

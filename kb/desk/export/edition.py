"""What a copy is: for whom, and of what moment."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Access(StrEnum):
    """``EMPLOYEE``: what every employee may read. ``PUBLIC``: only what may reach a client."""

    EMPLOYEE = "employee"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Edition:
    """A copy for ``access``, as the content stood at ``made`` (local time)."""

    access: Access
    made: datetime

    @property
    def day(self) -> date:
        return self.made.date()

    @property
    def public(self) -> bool:
        return self.access == Access.PUBLIC

"""Values that hold between two dates: deadlines, fees, tariffs."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """Anything with an interval of validity; both ends belong to it, ``None`` is open."""

    @property
    def valid_from(self) -> date | None: ...

    @property
    def valid_to(self) -> date | None: ...


D = TypeVar("D", bound=Dated)


def holds_on(value: Dated, day: date) -> bool:
    """True where ``value`` is in force on ``day``."""
    after_start = value.valid_from is None or value.valid_from <= day
    before_end = value.valid_to is None or day <= value.valid_to
    return after_start and before_end


def in_force(values: Iterable[D], day: date) -> list[D]:
    """The values in force on ``day``, in the order given."""
    return [value for value in values if holds_on(value, day)]

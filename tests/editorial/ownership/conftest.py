"""Tuesday, 24 November 2026, ten o'clock in Riga: the clock stands still."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Riga"))


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Move it with ``clock.shift(…)`` or ``clock.move_to(…)``."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller

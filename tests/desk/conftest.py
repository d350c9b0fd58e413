"""Tests of the desk happen on Tuesday, 24 November 2026, at ten in the morning in Riga."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

RIGA = ZoneInfo("Europe/Riga")
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=RIGA)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """``clock.move_to(…)`` goes to another moment; time does not flow by itself."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller

"""What a measurement of load prints: a table of the requests, what the parts took, and whether the bar was met."""

import os
import platform
from datetime import datetime
from importlib.metadata import version

from tools.load.names import NO_BAR
from tools.load.people import Row, Told
from tools.load.watch import Taken
from tools.stack.site import Stack

#: Milliseconds within which 95 of 100 answers of each kind must be there, with no error at all.
BAR = 300
#: Characters at the end of a log that are looked through for errors.
LOOKED_THROUGH = 20_000_000


def table(told: Told) -> None:
    print(f"{'':34} {'number':>8} {'p50 ms':>8} {'p95 ms':>8} {'worst':>8} {'errors':>7}")
    for row in [*told.rows, told.all]:
        name = "all together" if row is told.all else row.name
        print(f"{name:34} {row.number:8} {row.p50:8.0f} {row.p95:8.0f} {row.worst:8.0f} {row.errors:7}")
    for error in told.errors:
        print(f"  error: {error}")


def missed(told: Told) -> list[str]:
    """Why the bar is not met; [] where it is. Each kind of request counts by itself, not only all together."""
    slow = [f"{row.name} p95 {row.p95:.0f} ms" for row in told.rows if _is_slow(row)]
    return slow + [f"{row.name} {row.errors} errors" for row in told.rows if row.errors]


def verdict(problems: list[str]) -> str:
    bar = f"p95 ≤ {BAR} ms for each kind of request and no error"
    return f"{bar}: MISSED ({'; '.join(problems)})" if problems else f"{bar}: ok"


def taken(what: Taken) -> None:
    shares = ", ".join(f"{name} {share:.0%}" for name, share in what.shares.items())
    print(f"of one processor: {shares}; all processors of the machine together {what.machine:.0%}")
    print(f"index worker: at most {what.waiting} changes waiting, the oldest {what.lag:.1f} s")


def machine() -> None:
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    now = f"{datetime.now():%Y-%m-%d %H:%M}"
    print(f"{now}, {platform.machine()}, {os.cpu_count()} processors, load of the machine {load} (1, 5, 15 min)")


def versions(stack: Stack) -> None:
    names = ("Django", "wagtail", "gunicorn", "locust")
    print(f"Python {platform.python_version()}, {', '.join(f'{name} {version(name)}' for name in names)}")
    print(f"parts: {', '.join(part.name for part in stack.parts)}")


def logged_errors(stack: Stack) -> None:
    """The last of them; that it was not ready while it started is none."""
    for part in (stack.web, stack.worker):
        lines = [line for line in part.last_words(LOOKED_THROUGH).splitlines() if '"ERROR"' in line]
        for line in [line for line in lines if "/readyz" not in line][-3:]:
            print(f"{part.name}: {line[-2000:]}")


def _is_slow(row: Row) -> bool:
    return row.p95 > BAR and row.name not in NO_BAR

"""More and more people until the bar is missed, and what was used up then."""

import os

from tools.load import workday
from tools.load.workday import Measured, Workday

#: Each step has so many times as many people, and lasts so long.
MORE, SECONDS = 1.25, 60
MOST = 3000
#: From here on a processor counts as used up.
USED_UP = 0.93


def find(day: Workday, users: int) -> bool:
    """Print each step; whether the first one, with ``users``, was met."""
    steps: list[Measured] = []
    while users <= MOST:
        steps.append(day.measure(users, SECONDS))
        workday.show(steps[-1])
        if steps[-1].problems:
            break
        users = int(users * MORE)
    print("\nemployees, p95 of all in ms, worst row, machine used, index worker behind in s")
    for step in steps:
        worst = max(step.employees.rows, key=lambda row: row.p95)
        print(
            f"{step.users:5} {step.employees.all.p95:6.0f} {worst.p95:6.0f} {worst.name:30} "
            f"{step.taken.machine:6.0%} {step.taken.lag:6.1f}"
        )
    last = steps[-1]
    if last.problems:
        print(f"breaks with {last.users}: {'; '.join(last.problems)}\nfirst used up: {used_up(last)}")
    return not steps[0].problems


def used_up(step: Measured) -> str:
    """In words. The people of the measurement are on the same machine: what they take is said too."""
    most = sorted(step.taken.shares.items(), key=lambda share: -share[1])
    shares = ", ".join(f"{name} {share:.0%}" for name, share in most)
    if step.taken.machine >= USED_UP:
        return f"the {os.cpu_count()} processors of the machine ({shares} of one)"
    if most[0][1] >= USED_UP and most[0][0] != "web":
        return f"one processor by {most[0][0]} ({shares})"
    return f"no processor: requests wait for the threads of the web server or for locks ({shares})"

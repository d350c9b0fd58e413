"""Employees and editors at work on one site for a while, and what that took."""

from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType

from tools.load import report
from tools.load.people import Crowd, Told
from tools.load.watch import Taken, Watch
from tools.stack.site import Stack

EDITORS = 4


@dataclass(frozen=True, slots=True)
class Measured:
    """``editors``: what the editors met, who are people too but have no bar: their pages are Wagtail's."""

    users: int
    seconds: float
    employees: Told
    editors: Told
    taken: Taken

    @property
    def problems(self) -> list[str]:
        errors = [f"{row.name} {row.errors} errors" for row in self.editors.rows if row.errors]
        return report.missed(self.employees) + errors


class Workday:
    """``with Workday(stack) as day``: everybody goes home with the block."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self._ending = ExitStack()

    def __enter__(self) -> "Workday":
        material = self.stack.folder / "material.json"
        self.stack.run("-m", "tools.load.material", str(material))
        self.employees = Crowd("employees", self.stack, material)
        self._ending.callback(self.employees.stop)
        self.editors = Crowd("editors", self.stack, material)
        self._ending.callback(self.editors.stop)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ending.close()

    def measure(self, users: int, seconds: float) -> Measured:
        """Until all have come nothing is measured; their arrival is printed."""
        self.employees.begin(users, seconds)
        arrived = self.employees.arrived()
        print(f"\n{users} employees have come")
        report.table(arrived)
        self.editors.begin(EDITORS, max(1.0, seconds - EDITORS))
        with Watch(self.stack, {"employees (locust)": self.employees, "editors (locust)": self.editors}) as watch:
            self.editors.arrived()
            employees = self.employees.done()
        return Measured(users, seconds, employees, self.editors.done(), watch.taken)


def run(day: Workday, users: int, seconds: float) -> bool:
    """Whether the bar was met."""
    measured = day.measure(users, seconds)
    show(measured)
    return not measured.problems


def show(measured: Measured) -> None:
    each = measured.employees.all.number / measured.seconds
    print(f"\n{measured.users} employees at once for {measured.seconds:g} s, {each:.0f} requests a second")
    report.table(measured.employees)
    print(f"\n{EDITORS} editors (no bar for milliseconds)")
    report.table(measured.editors)
    print()
    report.taken(measured.taken)
    print(report.verdict(measured.problems))

"""How measurements are printed, and which bar belongs to which size."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

#: The two settings that bars were set for.
SMALL, LARGE = ("embedded", 10_000), ("elasticsearch", 100_000)
Setting = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Report:
    """Prints for one run: the engine that readers are served by, and the number of pages."""

    setting: Setting

    def bar(self, name: str, value: float, *, most: float = 0.0, least: float = 0.0, of: Setting | None = None) -> None:
        """``of``: the setting that the bar was set for (None: for any); elsewhere the value is only printed."""
        bound = f"≤ {most:g}" if most else f"≥ {least:g}"
        kept = value <= most if most else value >= least
        if of is None or of == self.setting:
            print(f"{'ok    ' if kept else 'MISSED'} {name}: {value:.2f} ({bound})")
        else:
            print(f"       {name}: {value:.2f} (bar for {of[1]} pages on {of[0]}: {bound})")

    def table(self, times: dict[str, list[float]], floor: Sequence[float]) -> None:
        floor50, floor95 = quantiles(floor)
        print(f"\n{'':<28}{'p50 ms':>9}{'p95 ms':>9}{'p50/floor':>11}{'p95/floor':>11}")
        for name, values in {"floor": floor, **times}.items():
            p50, p95 = quantiles(values)
            print(f"{name:<28}{p50:>9.1f}{p95:>9.1f}{p50 / floor50:>11.2f}{p95 / floor95:>11.2f}")

    def bars(self, times: dict[str, list[float]], floor: Sequence[float]) -> None:
        """Times against the floor of the same run."""
        floor50, floor95 = quantiles(floor)
        page50, page95 = quantiles(times["page view"])
        self.bar("page view p50 / floor", page50 / floor50, most=2.5, of=SMALL)
        self.bar("page view p95 / its p50", page95 / page50, most=2, of=SMALL)
        search50, search95 = quantiles(times["/api/search"])
        self.bar("/api/search p50 / floor", search50 / floor50, most=3, of=SMALL)
        self.bar("/api/search p95 / floor", search95 / floor95, most=6, of=SMALL)
        self.bar("/api/search p95 / floor", search95 / floor95, most=4, of=LARGE)
        for setting in (SMALL, LARGE):
            suggest95 = quantiles(times["/api/suggest"])[1]
            self.bar("/api/suggest p95 / floor", suggest95 / floor95, most=3, of=setting)


def quantiles(values: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(values)
    return statistics.median(ordered), ordered[int(len(ordered) * 0.95)]


def line(values: Sequence[float]) -> str:
    p50, p95 = quantiles(values)
    return f"p50 {p50:.0f} ms, p95 {p95:.0f} ms"

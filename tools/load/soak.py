"""Memory of each part over a long time under a moderate load: flat, or growing."""

import statistics
import threading
import time

from tools.load import workday
from tools.load.workday import Workday

#: Of the full load.
SHARE = 0.3
#: Seconds between two samples.
SAMPLE = 60.0
#: Growth from the first third to the last that still counts as flat: MiB, or a share of the first.
FLAT_MIB, FLAT_SHARE = 10.0, 0.05
#: The first samples belong to the warming up: caches fill, Java takes its heap.
WARM_SHARE = 1 / 6


class Samples:
    """MiB of each part, sampled by a thread while the block runs."""

    def __init__(self, day: Workday, seconds: float) -> None:
        self.parts = day.stack.parts
        self.seconds = seconds
        self.taken: dict[str, list[float]] = {part.name: [] for part in self.parts}
        self._over = threading.Event()
        self._sampling = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> "Samples":
        self._sampling.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._sampling.join()

    def _sample(self) -> None:
        while not self._over.wait(min(SAMPLE, self.seconds / 12)):
            for part in self.parts:
                self.taken[part.name].append(part.memory_mib())
            now = ", ".join(f"{name} {mib[-1]:.0f}" for name, mib in self.taken.items())
            print(f"{time.strftime('%H:%M')} MiB: {now}", flush=True)


def run(day: Workday, users: int, minutes: float) -> bool:
    """Whether the bar was met and the memory of every part is flat."""
    with Samples(day, minutes * 60) as samples:
        measured = day.measure(round(users * SHARE), minutes * 60)
    workday.show(measured)
    print(f"\n{'memory, MiB':16} {'first third':>12} {'last third':>12} {'MiB an hour':>12}")
    flat = [_flat(name, mib, minutes) for name, mib in samples.taken.items()]
    return all(flat) and not measured.problems


def _flat(name: str, sampled: list[float], minutes: float) -> bool:
    """Compares medians of the first and the last third of what was sampled once the site was warm."""
    warm = sampled[int(len(sampled) * WARM_SHARE) :]
    third = max(1, len(warm) // 3)
    first, last = statistics.median(warm[:third]), statistics.median(warm[-third:])
    hours = minutes / 60 * (1 - WARM_SHARE) * 2 / 3  # between the middles of the two thirds
    flat = last - first <= max(FLAT_MIB, first * FLAT_SHARE)
    print(f"{name:16} {first:12.0f} {last:12.0f} {(last - first) / hours:12.1f}  {'flat' if flat else 'GROWS'}")
    return flat

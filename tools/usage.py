"""What a process and all that descend from it take of the machine: memory and processor time."""

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
#: Of the fields after the name of the process in /proc/PID/stat.
_PARENT, _TIMES = 1, slice(11, 15)


def family(pid: int) -> list[int]:
    """The process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for child in _all_processes():
        if fields := _stat(child):
            children.setdefault(int(fields[_PARENT]), []).append(child)
    found = [pid]
    for member in found:  # grows while it is walked
        found += children.get(member, [])
    return found


def memory_mib(pid: int) -> float:
    """Proportional set size of the family: what several share is counted once."""
    return sum(map(_pss_kib, family(pid))) / 1024


def cpu_seconds(pid: int) -> float:
    """Processor time of the family since its start, members that have ended and were waited for included."""
    return sum(sum(map(int, _stat(member)[_TIMES])) for member in family(pid)) / _TICKS


def _all_processes() -> Iterator[int]:
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            yield int(entry.name)


def _stat(pid: int) -> list[str]:
    """[] where the process has ended meanwhile."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return []


def _pss_kib(pid: int) -> int:
    with contextlib.suppress(OSError):
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
        return int(found.group(1)) if found else 0
    return 0

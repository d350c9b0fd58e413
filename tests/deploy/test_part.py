"""A part of a measured site: nothing of it is left when it is stopped or killed, and it can be started again."""

import sys
from pathlib import Path

import pytest

from tools.part import Part
from tools.usage import cpu_seconds, family, memory_mib

#: A process with a child in a session of its own, as PostgreSQL has, and a word that tells that both are there.
PARENT = """
import os, signal, sys, time
if os.fork() == 0:
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print("ready", flush=True)
while True:
    time.sleep(0.1)
"""


@pytest.fixture
def part(tmp_path: Path):
    log = tmp_path / "part.log"
    found = Part("part", [sys.executable, "-c", PARENT], log, answers=lambda: "ready" in log.read_text())
    yield found
    found.kill()


def members(part: Part) -> list[int]:
    assert part.process is not None
    return family(part.process.pid)


@pytest.mark.parametrize("ending", [Part.stop, Part.kill])
def test_whatever_a_part_has_started_ends_with_it(part, ending):
    part.start()
    there = members(part)
    assert len(there) == 2
    ending(part)
    assert not part.running
    assert part.memory_mib() == part.cpu_seconds() == 0
    assert [pid for pid in there if is_alive(pid)] == []


def test_a_part_that_was_killed_starts_again_and_its_log_goes_on(part):
    part.start()
    part.kill()
    part.restart()
    assert part.running
    assert part.log.read_text().count("ready") >= 1
    with pytest.raises(RuntimeError, match="running already"):
        part.launch()


def test_a_part_that_does_not_start_says_its_last_words_and_is_gone(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('no such database')"]
    broken = Part("site", command, tmp_path / "log", answers=lambda: False)
    with pytest.raises(RuntimeError, match=r"(?s)site did not start.*no such database"):
        broken.start()
    assert not broken.running


def test_what_a_part_takes_of_the_machine_counts_its_children(part):
    part.start()
    parent, child = members(part)
    assert memory_mib(parent) > memory_mib(child) > 0
    assert cpu_seconds(parent) >= cpu_seconds(child)


def is_alive(pid: int) -> bool:
    """Orphans that nobody has waited for are no longer at work."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False

"""Kills and restarts the parts of a site at random while editors edit and employees read, and looks what is left.

    python -m tools.faults [--edits 10000] [--kills 50] [--editors 4] [--pages 500]
                           [--minutes-at-most 60] [--seed 1]

How it is measured: docs/benchmarks.md, «Faults». Ends with 1 where anything was lost, differs or was answered wrongly.
"""

import argparse
import json
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tools.faults.editors import Editor, Office
from tools.faults.killer import Killer
from tools.faults.ledger import Ledger, write
from tools.faults.logs import tracebacks
from tools.faults.readers import Reader
from tools.faults.report import Run, print_report
from tools.stack.site import Stack, running

READERS = 4
#: Pages of each editor, and pages that all of them take.
OWN, SHARED = 10, 12
#: After the last fault everything is up; what is still to be written to the indexes is written within this time.
DRAIN_SECONDS = 400
#: Where it is kept what the pages said before.
TEXTS = "texts.json"


def main() -> int:
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # all that was started is ended
    with tempfile.TemporaryDirectory(prefix="kb-faults-") as name:
        folder = Path(name)
        with running("full", folder, pages=options.pages, employees=READERS, editors=options.editors) as stack:
            run = _work(stack, options)
            problems = _compare(stack, run)
    return print_report(run, problems)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tools.faults", description="Kill parts of a site under load.")
    parser.add_argument("--edits", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--editors", type=int, default=4)
    parser.add_argument("--pages", type=int, default=500, help="invented pages beside the sample")
    parser.add_argument("--minutes-at-most", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _work(stack: Stack, options: argparse.Namespace) -> Run:
    """Everybody at work until there are enough edits; what each has seen."""
    found = json.loads(stack.run("-m", "tools.faults.pages"))
    (stack.folder / TEXTS).write_text(json.dumps(found["texts"]))
    ledger = Ledger(options.edits)
    office = Office(found["pages"][:SHARED], found["places"], ledger)
    own = [found["pages"][SHARED + OWN * number : SHARED + OWN * (number + 1)] for number in range(options.editors)]
    editors = [Editor(at + 1, stack.port, office, pages, options.seed) for at, pages in enumerate(own)]
    readers = [Reader(at + 1, stack.port, found["codes"], found["numbers"], options.seed) for at in range(READERS)]
    killer = Killer(stack, ledger, options.kills, options.seed)
    for person in (*editors, *readers):
        person.browser.log_in()
    began = time.monotonic()
    try:
        for thread in (*readers, *editors, killer):
            thread.start()
        in_time = _wait(editors, killer, ledger, began + options.minutes_at_most * 60)
        ended = time.monotonic()
    finally:
        ledger.wanted = 0  # whoever still edits ends with what is being done
        for ending in (killer.ending, *(reader.ending for reader in readers)):
            ending.set()
        for thread in (killer, *editors, *readers):
            thread.join()
    samples = [sample for reader in readers for sample in reader.samples]
    broken = [f"{thread.name}: {thread.problem!r}" for thread in (*editors, killer) if thread.problem is not None]
    if not in_time:
        broken.append(f"not done within {options.minutes_at_most:g} minutes")
    if len(killer.faults) < options.kills:
        broken.append(f"only {len(killer.faults)} of {options.kills} faults")
    return Run(ended - began, ledger.edits, samples, killer.faults, killer.ended_by_themselves, broken)


def _wait(editors: Sequence[Editor], killer: Killer, ledger: Ledger, last: float) -> bool:
    """Until the editors are done; False where they are not by ``last``. Says each minute how far they are."""
    began = said = time.monotonic()
    while any(editor.is_alive() for editor in editors):
        if killer.problem is not None or time.monotonic() > last:
            return False
        time.sleep(0.2)
        if time.monotonic() - said >= 60:
            said = time.monotonic()
            print(f"{said - began:5.0f} s: {len(ledger.edits)} edits, {len(killer.faults)} faults", flush=True)
    return True


def _compare(stack: Stack, run: Run) -> dict[str, list[str]]:
    """What breaks each rule, once everything is up and the outbox is drained."""
    for part in stack.parts:
        if not part.running:
            part.kill()
            part.start()
    drained = _wait_until_drained(stack)
    ledger = stack.folder / "ledger.json"
    write(run.edits, ledger)
    compared = stack.run("-m", "tools.faults.compare", str(ledger), str(stack.folder / TEXTS))
    problems: dict[str, list[str]] = json.loads(compared)
    problems["the worker catches up by itself"] = [] if drained else [f"not within {DRAIN_SECONDS} s"]
    problems["the logs tell failures in one line each"] = tracebacks(stack)
    return problems


def _wait_until_drained(stack: Stack) -> bool:
    until = time.monotonic() + DRAIN_SECONDS
    while time.monotonic() < until:
        if json.loads(stack.run("-m", "tools.faults.waiting")) == 0:
            return True
        time.sleep(2)
    return False


if __name__ == "__main__":
    sys.exit(main())

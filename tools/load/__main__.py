"""Load: python -m tools.load --stack full|sqlite [--users 200] [--minutes 5] [--until-it-breaks | --soak MINUTES].

A site of its own in a temporary folder on the loopback address, people who work a day with it (docs/benchmarks.md,
«Load»), a table of how long each kind of request took. Exit 1 where the bar is missed. Everything ends with it.
"""

import argparse
import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tools.load import breaking, report, soak, workday
from tools.load.pace import ACCOUNTS
from tools.load.workday import EDITORS, Workday
from tools.stack.site import KINDS, running


def main() -> int:
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the parts are stopped
    with ExitStack() as ending:
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="kb-load-")))
        stack = ending.enter_context(
            running(options.stack, folder, pages=options.pages, employees=ACCOUNTS, editors=EDITORS)
        )
        report.machine()
        report.versions(stack)
        day = ending.enter_context(Workday(stack))
        if options.until_it_breaks:
            met = breaking.find(day, options.users)
        elif options.soak:
            met = soak.run(day, options.users, options.soak)
        else:
            met = workday.run(day, options.users, options.minutes * 60)
        if not met:
            report.logged_errors(stack)
        report.machine()
    return 0 if met else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.load", description=__doc__)
    parser.add_argument("--stack", choices=KINDS, required=True)
    parser.add_argument("--users", type=int, default=200, help="employees at once (with --soak: of the full load)")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--pages", type=int, default=2000, help="invented pages beside the sample")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--until-it-breaks", action="store_true", help="more and more users until the bar is missed")
    what.add_argument("--soak", type=float, metavar="MINUTES", help="memory at 30 %% of the users for so long")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

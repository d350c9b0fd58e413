"""People at work, by locust: one process, driven by the lines it is given, telling what it measured in lines of JSON.

Usage: python -m tools.load.crowd employees|editors URL MATERIAL
Each line of its input is «USERS SECONDS»: so many people, all logged in, are at work for so long; then one line says
how it went. It ends with its input.
"""

import json
import sys
from pathlib import Path

import gevent
from gevent.fileobject import FileObject
from locust.env import Environment

from tools.load.browser import Browser
from tools.load.editor import Editor
from tools.load.employee import Employee
from tools.load.material import read

#: People who come in a second: each log-in works out a password for a third of a second of one core, on purpose.
ARRIVALS = 2
#: Beyond that, before it is said that they cannot come.
ARRIVAL_SECONDS = 180
KINDS = {"employees": Employee, "editors": Editor}


def main(kind: str, url: str, material: Path) -> None:
    people: type[Browser] = KINDS[kind]
    people.material = read(material)
    environment = Environment(user_classes=[people], host=url)
    runner = environment.create_local_runner()
    for line in FileObject(sys.stdin):
        users, seconds = map(float, line.split())
        runner.start(int(users), spawn_rate=ARRIVALS)
        try:
            with gevent.Timeout(users / ARRIVALS + ARRIVAL_SECONDS):
                while people.ready < users:
                    gevent.sleep(0.2)
        except gevent.Timeout:
            sys.exit(f"Only {people.ready} of {users:g} {kind} could come. {errors(environment)}")
        arrived = rows(environment)
        environment.stats.reset_all()
        tell({"event": "begins", "users": int(users), "rows": arrived})
        gevent.sleep(seconds)
        tell({"event": "ends", "users": int(users), "rows": rows(environment), "errors": errors(environment)})
        environment.stats.reset_all()
    runner.quit()


def rows(environment: Environment) -> list[dict[str, object]]:
    """For each kind of request, and for all of them: how many, milliseconds, errors."""
    entries = [entry for entry in environment.stats.entries.values() if entry.num_requests]
    return [
        {
            "name": entry.name,
            "number": entry.num_requests,
            "p50": entry.get_response_time_percentile(0.5),
            "p95": entry.get_response_time_percentile(0.95),
            "worst": entry.max_response_time,
            "errors": entry.num_failures,
        }
        for entry in [*sorted(entries, key=lambda entry: entry.name), environment.stats.total]
    ]


def errors(environment: Environment) -> list[str]:
    return [f"{error.occurrences} × {error.name}: {error.error}" for error in environment.stats.errors.values()]


def tell(what: dict[str, object]) -> None:
    print(json.dumps(what, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))

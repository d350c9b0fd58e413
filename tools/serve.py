"""Prepare the site and keep its processes: gunicorn, the index worker and, if asked for, a local Elasticsearch.

Started by ./run. Stops everything it started; this process itself stays small.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from kb.accounts.demo_names import DEMO_NAMES, DEMO_PASSWORD
from tools.ports import free_port
from tools.prepare import CannotStart, SiteSettings, read_settings

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60
#: The first start of Elasticsearch fetches its jars.
ELASTICSEARCH_SECONDS = 240
STOP_SECONDS = 15
WORKERS, THREADS = 2, 2


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run", description="Prepare and serve the site.")
    parser.add_argument("--elasticsearch", action="store_true", help="also start a local Elasticsearch and use it")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.development")
    try:
        site = read_settings()
        supervisor = Supervisor(usable_port(site.port))
        os.environ.setdefault("BASE_URL", f"http://localhost:{supervisor.port}")
    except CannotStart as error:
        print(error, file=sys.stderr)
        return 1
    return supervisor.run(site, with_elasticsearch=options.elasticsearch)


def usable_port(given: str) -> int:
    """The port as a number; CannotStart where it is none or taken."""
    if not given.isascii() or not given.isdigit() or not 1 <= int(given) <= 65535:
        raise CannotStart(f"PORT must be a number from 1 to 65535, not “{given}”.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(given)))
        except OSError as error:
            raise CannotStart(
                f"Port {given} cannot be used ({error.strerror}). Choose another: PORT=8001 ./run"
            ) from error
    return int(given)


class Supervisor:
    """The processes of one site. When one of them ends by itself, the others are stopped too."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.stopping = False
        self.processes: list[subprocess.Popen[bytes]] = []

    def run(self, site: SiteSettings, *, with_elasticsearch: bool) -> int:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        started = (not with_elasticsearch or self._start_elasticsearch(site)) and self._prepare()
        if not started or self.stopping:
            self._stop_all()
            return 0 if self.stopping else 1
        python = sys.executable
        counts = ["--workers", str(WORKERS), "--threads", str(THREADS)]  # gunicorn.conf.py has the rest
        self._start([python, "-m", "tools.processes", "--bind", f"127.0.0.1:{self.port}", *counts])
        if self._answers(f"http://127.0.0.1:{self.port}/healthz", START_SECONDS):
            self._announce()
        return self._wait()

    def _prepare(self) -> bool:
        preparing = self._start([sys.executable, "-m", "tools.prepare"])
        while preparing.poll() is None and not self.stopping:
            time.sleep(0.05)
        if self.stopping:
            return False
        self.processes.remove(preparing)
        return preparing.returncode == 0

    def _start_elasticsearch(self, site: SiteSettings) -> bool:
        folder = site.data_dir / "elasticsearch"
        port = free_port()
        script = str(ROOT / "tools" / "elasticsearch" / "start")
        self._start([script, str(folder / "jars"), str(folder / "node"), str(port)])
        url = f"http://127.0.0.1:{port}"
        os.environ["ELASTICSEARCH_URL"] = url
        if self._answers(f"{url}/_cluster/health?wait_for_status=yellow&timeout=1s", ELASTICSEARCH_SECONDS):
            return True
        if not self.stopping:
            print("Elasticsearch did not start; see the lines above.", file=sys.stderr)
        return False

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        # A group of its own: Ctrl-C reaches this process alone, which then stops the others in order.
        process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        self.processes.append(process)
        return process

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _answers(self, url: str, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not self.stopping and not self._ended():
            try:
                with urllib.request.urlopen(url, timeout=3) as response:
                    return bool(response.status == 200)
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        return False

    def _announce(self) -> None:
        print(f"\nZināšanu bāze: http://localhost:{self.port}/")
        print(f"Konti: {', '.join(DEMO_NAMES)}; parole: {DEMO_PASSWORD}")
        print("Ctrl-C aptur.\n", flush=True)

    def _ended(self) -> bool:
        return any(process.poll() is not None for process in self.processes)

    def _wait(self) -> int:
        while not self.stopping and not self._ended():
            time.sleep(0.2)
        failed = not self.stopping
        self._stop_all()
        if failed:
            print("A process of the site ended by itself; see the lines above.", file=sys.stderr)
        return 1 if failed else 0

    def _stop_all(self) -> None:
        for process in reversed(self.processes):
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in reversed(self.processes):
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


if __name__ == "__main__":
    sys.exit(main())

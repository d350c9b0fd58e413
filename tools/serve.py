"""Prepare the site and keep its processes: gunicorn and the index worker. Started by ./run; stops what it started."""

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

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.development")

START_SECONDS = 60
STOP_SECONDS = 15
WORKERS, THREADS = 2, 2


def main() -> int:
    from tools.prepare import CannotStart, prepare, read_settings

    try:
        settings = read_settings()
        port = _free_port(os.environ.get("PORT") or settings.port)
        prepare(settings)
    except CannotStart as error:
        print(error, file=sys.stderr)
        return 1
    return _Supervisor(port).run()


def _free_port(given: str) -> int:
    from tools.prepare import CannotStart

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


class _Supervisor:
    """The processes of one site. When one of them ends by itself, the others are stopped too."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.stopping = False
        self.processes: list[subprocess.Popen[bytes]] = []

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        python = sys.executable
        bind = f"127.0.0.1:{self.port}"
        # Preloaded: the workers share the memory of what is imported.
        self._start(
            [
                python,
                "-m",
                "gunicorn",
                "kb.wsgi",
                "--bind",
                bind,
                "--workers",
                str(WORKERS),
                "--threads",
                str(THREADS),
                "--preload",
                "--log-level",
                "warning",
                "--graceful-timeout",
                "5",
                "--worker-tmp-dir",
                "/dev/shm" if Path("/dev/shm").is_dir() else "/tmp",
            ]
        )
        self._start([python, "manage.py", "search_worker"])
        if self._answers():
            self._announce()
        return self._wait()

    def _start(self, command: list[str]) -> None:
        # A group of its own: Ctrl-C reaches this process alone, which then stops the others in order.
        self.processes.append(subprocess.Popen(command, cwd=ROOT, start_new_session=True))

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _answers(self) -> bool:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and not self.stopping and not self._ended():
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2) as response:
                    return bool(response.status == 200)
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        return False

    def _announce(self) -> None:
        from kb.accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD

        print(f"\nZināšanu bāze: http://localhost:{self.port}/")
        print(f"Konti: {', '.join(account.username for account in DEMO_ACCOUNTS)}; parole: {DEMO_PASSWORD}")
        print("Ctrl-C aptur.\n", flush=True)

    def _ended(self) -> bool:
        return any(process.poll() is not None for process in self.processes)

    def _wait(self) -> int:
        while not self.stopping and not self._ended():
            time.sleep(0.2)
        failed = not self.stopping
        for process in self.processes:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in self.processes:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if failed:
            print("A process of the site ended by itself; see the lines above.", file=sys.stderr)
        return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

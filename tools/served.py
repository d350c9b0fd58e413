"""The real site, for browser tests and pictures: tools.serve in a process of its own, with its own folder and port."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from kb.settings.media import OPTIONS
from tools.ports import free_port

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 180
STOP_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Served:
    """A running site. ``log`` is what its processes printed."""

    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def last_lines(self, number: int = 25) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-number:])

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()  # serve.py stops gunicorn and the index worker
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start_site(folder: Path) -> Served:
    """Start and return at once; ``wait_until_ready`` waits for the first answer."""
    port = free_port()
    log = folder / "site.log"
    # Addresses are set: a developer's .env must not lead to real data.
    environment = os.environ | {
        "PORT": str(port),
        "DATA_DIR": str(folder / "data"),
        "DATABASE_URL": f"sqlite:///{folder / 'data' / 'db.sqlite3'}",
        "ELASTICSEARCH_URL": "",
        "DJANGO_SETTINGS_MODULE": "kb.settings.development",
        **dict.fromkeys(OPTIONS, ""),
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tools.serve"], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    return Served(f"http://localhost:{port}", log, process)


def wait_until_ready(site: Served) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if site.process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{site.url}/healthz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    site.stop()
    raise RuntimeError(f"The site did not start:\n{site.last_lines()}")

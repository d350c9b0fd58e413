"""What ./run keeps going: one process that has imported the site, and the web server and the index worker beside it."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.waiting import wait_for
from tools.ports import free_port

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Of a site with an empty database."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "kb.settings.development",
        "DATA_DIR": str(tmp_path_factory.mktemp("site")),
        "DATABASE_URL": "",
        "ELASTICSEARCH_URL": "",
    }
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    return environment


@pytest.fixture
def site(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    port = free_port()
    command = [sys.executable, "-m", "tools.processes", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        yield process, port
    finally:
        process.terminate()
        process.wait(20)


def test_the_site_answers_and_when_one_part_dies_the_other_is_ended_too(site) -> None:
    process, port = site
    until_it_answers(port)
    web, worker = children(process.pid)
    wait_for(lambda: len(children(web)) == 2)  # the first of them answers before the second is there
    assert children(worker) == []

    os.kill(worker, signal.SIGKILL)
    assert process.wait(20) == 1
    assert not Path(f"/proc/{web}").exists()


def test_it_stops_everything_when_it_is_told_to(site) -> None:
    process, port = site
    until_it_answers(port)
    there = children(process.pid)

    process.terminate()
    assert process.wait(20) == 0
    assert [pid for pid in there if Path(f"/proc/{pid}").exists()] == []


def test_when_it_is_killed_the_web_server_and_the_worker_end_too(site) -> None:
    process, port = site
    until_it_answers(port)
    there = children(process.pid)
    wait_for(lambda: len(children(there[0])) == 2)
    there += children(there[0])

    process.kill()
    process.wait(20)
    wait_for(lambda: not any(is_running(pid) for pid in there), 15)


def is_running(pid: int) -> bool:
    """What has ended and waits for somebody to take note is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def until_it_answers(port: int) -> None:
    wait_for(lambda: urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).read() == b"ok")


def children(pid: int) -> list[int]:
    """In the order in which they were made."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

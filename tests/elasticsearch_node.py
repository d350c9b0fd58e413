"""The real Elasticsearch node of tools/elasticsearch, started once for all tests that need it."""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines.elasticsearch_client import ElasticsearchSettings

ROOT = Path(__file__).resolve().parents[1]
#: The server's jars are kept between runs; the node's data is not.
JARS = ROOT / "var" / "elasticsearch-jars"
START_SECONDS = 180
#: What an engine answers is tested here, not how fast: that is for tests/faults and tools/bench.
PATIENT_SECONDS = 20.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Node:
    """One node that a test may kill, stop and start again."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        log = (self.data.parent / f"{self.data.name}.log").open("ab")
        command = [str(ROOT / "tools" / "elasticsearch" / "start"), str(JARS), str(self.data), str(self.port)]
        self.process = subprocess.Popen(command, stdout=log, stderr=log)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"Elasticsearch ended at start, see {log.name}")
            try:
                with urllib.request.urlopen(f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=1s", timeout=3):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        raise RuntimeError(f"Elasticsearch did not answer within {START_SECONDS} s, see {log.name}")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def pause(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)


def require_java() -> None:
    """Skip loudly where Java or Maven is missing; fail in CI."""
    missing = [tool for tool in ("java", "javac", "mvn") if shutil.which(tool) is None]
    if missing:
        reason = f"No real Elasticsearch: {', '.join(missing)} missing (apt-get install openjdk-17-jdk-headless maven)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def elasticsearch_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ElasticsearchSettings]:
    """Settings of a running node."""
    require_java()
    node = Node(tmp_path_factory.mktemp("elasticsearch") / "node")
    node.start()
    yield ElasticsearchSettings(hosts=(node.url,), read_seconds=PATIENT_SECONDS)
    node.kill()

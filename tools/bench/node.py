"""A local Elasticsearch node for one benchmark: its data ends with it, the server's jars are kept."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType

from tools.bench.server import ROOT, free_port, memory_mib

JARS = ROOT / "var" / "elasticsearch-jars"
#: The first start ever fetches the jars.
START_SECONDS = 240


class Node:
    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "Node":
        self.data.mkdir(parents=True)
        self.log = self.data.with_suffix(".log").open("wb")
        script = ROOT / "tools" / "elasticsearch" / "start"
        # A group of its own: Ctrl-C reaches the benchmark alone, which then stops the node.
        self.process = subprocess.Popen(
            [script, JARS, self.data, str(self.port)], stdout=self.log, stderr=self.log, start_new_session=True
        )
        try:
            self._wait()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()

    def memory_mib(self) -> float:
        return memory_mib([self.process.pid])

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=1s", timeout=3):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        self.log.flush()
        raise SystemExit(f"Elasticsearch did not start:\n{Path(self.log.name).read_text()[-2000:]}")

    def _stop(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(30)
        self.log.close()

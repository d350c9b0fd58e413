"""A local Elasticsearch node for tests and the benchmark: its data is the caller's, the server's jars are kept."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from tools.ports import free_port

ROOT = Path(__file__).resolve().parents[1]
JARS = ROOT / "var" / "elasticsearch-jars"
#: The first start ever fetches the jars.
START_SECONDS = 240
STOP_SECONDS = 30


class LocalNode:
    """One node on a port of its own, which it keeps when it is started again. ``process`` is None while it is down."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.log = data.with_suffix(".log")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Return once it answers; RuntimeError with the end of its log where it does not."""
        script = ROOT / "tools" / "elasticsearch" / "start"
        with self.log.open("ab") as log:
            # A group of its own: Ctrl-C reaches the caller alone, which then stops the node.
            self.process = subprocess.Popen(
                [script, JARS, self.data, str(self.port)], stdout=log, stderr=log, start_new_session=True
            )
        try:
            self._wait(self.process)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """As a service is stopped: it is told to end."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """As a machine fails: it ends at once."""
        self._end(signal.SIGKILL)

    def pause(self) -> None:
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def _wait(self, process: "subprocess.Popen[bytes]") -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=1s", timeout=3):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        raise RuntimeError(f"Elasticsearch did not start:\n{self.log.read_text(errors='replace')[-2000:]}")

    def _signal(self, number: signal.Signals) -> None:
        if self.process is None:
            raise RuntimeError("The node is not running.")
        os.killpg(self.process.pid, number)

    def _end(self, number: signal.Signals) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        if process.poll() is None:
            os.killpg(process.pid, number)
        process.wait(STOP_SECONDS)

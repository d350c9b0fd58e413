"""A part of a site that is a process of its own: it can be started, stopped, killed and started again."""

import contextlib
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tools.usage import cpu_seconds, family, memory_mib

ROOT = Path(__file__).resolve().parents[1]
STOP_SECONDS = 30


class Part:
    """``process`` is None while it is down. What it prints is added to ``log``, also when it is started again."""

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        log: Path,
        *,
        answers: Callable[[], bool],
        start_seconds: float = 60,
        environment: Mapping[str, str] | None = None,
        user: str | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
    ) -> None:
        """``answers`` says whether it is ready; what it raises of OSError counts as not yet."""
        self.name, self.command, self.log = name, command, log
        self.answers, self.start_seconds, self.stop_signal = answers, start_seconds, stop_signal
        self.environment = dict(os.environ | (environment or {}))
        self.user = user
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Return once it answers; RuntimeError with the end of its log where it does not."""
        self.launch()
        try:
            self.wait_until_ready()
        except BaseException:
            self.kill()
            raise

    def launch(self) -> None:
        """Start without waiting for the first answer."""
        if self.process is not None:
            raise RuntimeError(f"{self.name} is running already.")
        with self.log.open("ab") as log:
            # A group of its own: Ctrl-C reaches the caller alone, which then stops the part.
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=self.user,
                group=self.user,
                extra_groups=[] if self.user else None,
            )

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + self.start_seconds
        while time.monotonic() < deadline and self.running:
            with contextlib.suppress(OSError):
                if self.answers():
                    return
            time.sleep(0.1)
        raise RuntimeError(f"{self.name} did not start:\n{self.last_words()}")

    def stop(self) -> None:
        """As a service is stopped: it is told to end; killed where it does not, with whatever it leaves behind."""
        members = self._members()
        if self.process is not None and self.running:
            self.process.send_signal(self.stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(STOP_SECONDS)
        self._end(members)

    def kill(self) -> None:
        """As a machine fails: it and all its children end at once."""
        self._end(self._members())

    def restart(self) -> None:
        self.stop()
        self.start()

    def pause(self) -> None:
        self._signal_all(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal_all(signal.SIGCONT)

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def memory_mib(self) -> float:
        """Of it and its children, 0 while it is down."""
        return memory_mib(self.process.pid) if self.process else 0.0

    def cpu_seconds(self) -> float:
        """Of it and its children since it was started, 0 while it is down."""
        return cpu_seconds(self.process.pid) if self.process else 0.0

    def last_words(self, characters: int = 2000) -> str:
        return self.log.read_text(errors="replace")[-characters:] if self.log.exists() else ""

    def _members(self) -> list[int]:
        return family(self.process.pid) if self.process is not None and self.running else []

    def _end(self, members: list[int]) -> None:
        """``members`` are also those that have made a group of their own."""
        process, self.process = self.process, None
        if process is None:
            return
        for member in members:
            _send(member, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):  # children of a process that has ended by itself
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(STOP_SECONDS)
        _wait_for_end(members)

    def _signal_all(self, number: signal.Signals) -> None:
        if self.process is None:
            raise RuntimeError(f"{self.name} is not running.")
        for member in family(self.process.pid):
            _send(member, number)


def answers_at(url: str) -> Callable[[], bool]:
    """Whether ``url`` answers with 200."""

    def ask() -> bool:
        try:
            with urllib.request.urlopen(url, timeout=3) as response:
                return bool(response.status == 200)
        except urllib.error.HTTPError:
            return False

    return ask


def _send(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _wait_for_end(members: list[int]) -> None:
    """Children of a killed process are orphans whose end nobody reports; what they held is free once they are gone."""
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline and any(map(_alive, members)):
        time.sleep(0.02)


def _alive(pid: int) -> bool:
    """A process that has ended and was not yet waited for by its parent is not alive."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False

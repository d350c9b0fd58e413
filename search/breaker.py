"""A circuit breaker: after some failures readers are not made to wait for an engine that does not answer.

Each process has a state of its own. Closed: every request goes through. Open: none does, for OPEN_SECONDS. Then
one request is let through as a probe; its outcome closes the breaker or opens it again.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

FAILURES = 3
OPEN_SECONDS = 30.0


@dataclass
class Breaker:
    """One engine's breaker in this process."""

    now: Callable[[], float] = time.monotonic
    failures: int = 0
    open_until: float = 0.0
    reason: str = ""
    since: float | None = None
    _probing: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def allows(self) -> bool:
        """Whether a request may go to the engine now. Of several readers only one becomes the probe."""
        with self._lock:
            if self.failures < FAILURES:
                return True
            if self.now() < self.open_until or self._probing:
                return False
            self._probing = True
            return True

    def succeeded(self) -> bool:
        """The engine answered. True where it had been away before."""
        with self._lock:
            was_open = self.failures >= FAILURES
            self.failures, self.reason, self.since, self._probing = 0, "", None, False
            return was_open

    def failed(self, reason: str) -> bool:
        """The engine did not answer. True where this failure opened the breaker."""
        with self._lock:
            self.failures += 1
            self.reason = reason
            self.since = self.since if self.since is not None else time.time()
            self._probing = False
            if self.failures >= FAILURES:
                self.open_until = self.now() + OPEN_SECONDS
            return self.failures == FAILURES

"""The worker's part that reads uploaded files."""

import logging
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError

from kb.content.attached.reading import read_next

log = logging.getLogger("search.worker")

IDLE_SECONDS = 5.0
FAILED_SECONDS = 60.0


@dataclass
class FileReader:
    """Reads one file a step while there are any; ``due`` is when it looks again."""

    due: float = 0.0

    def step(self, now: float) -> None:
        """What was read reaches the indexes by the outbox. A file that cannot be read is no failure, see read_next."""
        if now < self.due:
            return
        self.due = now + FAILED_SECONDS
        try:
            self.due = now if read_next() else now + IDLE_SECONDS
        except (InterfaceError, OperationalError):
            return  # the database is away or held; the followers say so
        except Exception:
            log.exception("An uploaded file could not be looked at")

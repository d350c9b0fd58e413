"""Emergency numbers and contacts kept in a file, for the page that is shown when the database does not answer.

The file is written whenever a page is rendered with numbers that this process has not written yet, so it follows each
change, a restored backup and a start on another machine alike.
"""

import json
import logging
import os
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from kb.desk.reference import EmergencyNumber, Reference

logger = logging.getLogger(__name__)

#: What is true in the whole country, for a machine on which nothing has been shown yet.
FIRST = (EmergencyNumber("Vienotais ārkārtas tālrunis", ("112",), unverified=False),)


@dataclass(frozen=True, slots=True)
class LastKnown:
    emergency: tuple[EmergencyNumber, ...]
    phone: str = ""
    email: str = ""
    address: str = ""


#: After the disk refused, so long nobody tries again: each try costs the page that makes it.
PAUSE_SECONDS = 60

_written: dict[Path, LastKnown] = {}
_refused: dict[Path, float] = {}


def _file() -> Path:
    return Path(settings.DATA_DIR) / "last-known.json"


def remember(known: Reference) -> None:
    """Keep what pages show now. A disk that cannot be written is told to the log; the page is shown all the same.

    It is tried again after a pause: a full disk may have room by then.
    """
    company = known.company
    now = LastKnown(known.emergency, company.phone, company.email, company.address)
    path = _file()
    if not now.emergency or _written.get(path) == now or time.monotonic() < _refused.get(path, 0):
        return
    try:
        _write(path, json.dumps(asdict(now), ensure_ascii=False))
    except OSError:
        logger.exception("The emergency numbers could not be written to %s", path)
        _refused[path] = time.monotonic() + PAUSE_SECONDS
    else:
        _written[path] = now


def recall() -> LastKnown:
    """What was shown last; 112 alone where the file is missing or was cut short."""
    try:
        stored = json.loads(_file().read_text(encoding="utf-8"))
        emergency = tuple(
            EmergencyNumber(row["label"], tuple(row["numbers"]), row["unverified"]) for row in stored["emergency"]
        )
        return LastKnown(emergency, stored["phone"], stored["email"], stored["address"])
    except (OSError, ValueError, KeyError, TypeError):
        return LastKnown(FIRST)


def _write(path: Path, text: str) -> None:
    """All of it or nothing: a reader never meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise

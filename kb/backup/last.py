"""When a backup was last made on this host: for the page of the state and for the figures, so that it is missed."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def _file() -> Path:
    return Path(settings.DATA_DIR) / "last-backup"


def note_backup() -> None:
    """Called when a backup has been written and read back."""
    _file().write_text(timezone.now().isoformat())


def last_backup() -> datetime | None:
    """None where none is known here: none was made, or on another host, or by other means."""
    try:
        return datetime.fromisoformat(_file().read_text().strip())
    except (OSError, ValueError):
        return None

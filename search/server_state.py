"""How the server is, in what a person can judge: version, database, disk, last backup."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from kb import __version__
from kb.backup.last import last_backup

#: With less of the disk free, databases soon stop writing.
LITTLE = 0.1
#: Backups are made every night.
OLD = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class ServerState:
    """Bytes for the disk that DATA_DIR is on. A page that can be shown at all has a database that answers."""

    version: str
    database: str
    free: int
    total: int
    backup: datetime | None

    @property
    def little_space(self) -> bool:
        return self.free < LITTLE * self.total

    @property
    def backup_is_old(self) -> bool:
        return self.backup is None or timezone.now() - self.backup > OLD


def server_state() -> ServerState:
    disk = shutil.disk_usage(settings.DATA_DIR)
    return ServerState(__version__, connection.display_name, disk.free, disk.total, last_backup())

"""The signing key of a machine that nobody has given one."""

import os
import secrets
from pathlib import Path


def machine_key(path: Path) -> str:
    """Read the key kept in ``path``; the first call makes it, readable by the owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    key = secrets.token_urlsafe(60)
    with os.fdopen(descriptor, "w") as file:
        file.write(key)
    return key

"""A new copy is written beside the earlier one and takes its place in one step: whatever fails, one is there."""

import ctypes
import errno
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.desk.export.edition import Edition

#: Stands in every copy. A folder without it is somebody's own and is not replaced.
MARKER = "kopija.json"
_FORMAT = "knowledge-base-copy"
#: From linux/fs.h and fcntl.h: swap two names; relative to the current folder.
_EXCHANGE, _HERE = 2, -100
_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}


class NotReplaced(Exception):
    """The folder cannot be taken; the message says why."""


@contextmanager
def replacing(folder: Path, edition: Edition) -> Iterator[Path]:
    """An empty folder to write into, which becomes ``folder`` at the end; after any error ``folder`` is as it was.

    Raises ``NotReplaced`` where ``folder`` holds anything but an earlier copy or another copy is being written beside
    it, ``OSError`` where the disk says no.
    """
    folder = folder.resolve()
    check(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(folder.parent):
        new = folder.parent / f".{folder.name}.new"
        _remove(new)  # what a crash has left
        new.mkdir()
        try:
            yield new
            marker = {"format": _FORMAT, "access": edition.access.value, "made": edition.made.isoformat()}
            (new / MARKER).write_text(json.dumps(marker), encoding="utf-8")
            check(folder)
            _put(new, folder)
        finally:
            _remove(new)


def check(folder: Path) -> None:
    """Raise ``NotReplaced`` where ``folder`` is neither new, nor empty, nor an earlier copy."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise NotReplaced(f"{folder} is a file.")
    if any(folder.iterdir()) and not _is_copy(folder):
        raise NotReplaced(f"{folder} is not empty and not an earlier copy. Choose a new folder.")


def _is_copy(folder: Path) -> bool:
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return False
    return isinstance(marker, dict) and marker.get("format") == _FORMAT


@contextmanager
def _alone(parent: Path) -> Iterator[None]:
    """Only one copy at a time is written into ``parent``; the lock ends with the process."""
    descriptor = os.open(parent, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise NotReplaced(f"Another copy is being written in {parent}.") from error
    try:
        yield
    finally:
        os.close(descriptor)


def _put(new: Path, folder: Path) -> None:
    """``new`` becomes ``folder``; what was there is then in ``new``."""
    if not folder.exists():
        new.rename(folder)
    elif not _exchange(new, folder):
        _rename_both(new, folder)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the system or the disk has no such step (network shares)."""
    swap = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if swap is None:
        return False
    if swap(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _rename_both(new: Path, folder: Path) -> None:
    """In two steps: between them there is no copy for a moment; if the second fails, the earlier one comes back."""
    old = folder.parent / f".{folder.name}.old"
    _remove(old)
    folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    _remove(old)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)

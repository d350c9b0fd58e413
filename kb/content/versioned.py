"""Values that hold until content changes, kept in the process and looked up by the content version.

Unlike a cache backend this neither copies nor serialises: it is for small values that every request needs.
"""

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from kb.content.models.version import ContentVersion

T = TypeVar("T")

_values: dict[str, tuple[int, Any]] = {}
_lock = threading.Lock()


def versioned(read: Callable[[], T]) -> Callable[..., T]:
    """``read`` is called again only after content has changed. The caller may pass a version it already knows."""
    name = f"{read.__module__}.{read.__qualname__}"

    @wraps(read)
    def cached(version: int | None = None) -> T:
        current = ContentVersion.current() if version is None else version
        known = _values.get(name)
        if known is not None and known[0] == current:
            return known[1]  # type: ignore[no-any-return]
        value = read()
        with _lock:
            _values[name] = (current, value)
        return value

    return cached


def forget() -> None:
    """Forget everything, where version numbers may repeat: tests, and a database that was restored."""
    with _lock:
        _values.clear()

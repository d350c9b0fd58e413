"""A cache that may fail: what it does not give is made anew, so that readers never notice."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache

logger = logging.getLogger(__name__)


class ForgivingCache(LocMemCache):
    """Every page, Wagtail's own look-ups too, goes through this cache: a failure of it is a miss, not an error.

    Emergency numbers and contacts are then rendered from the database.
    """

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return _guarded(super().get, default, key, default=default, version=version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        _guarded(super().set, None, *args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return bool(_guarded(super().add, False, *args, **kwargs))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return bool(_guarded(super().delete, False, *args, **kwargs))

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        return bool(_guarded(super().has_key, False, *args, **kwargs))


def _guarded(method: Callable[..., Any], otherwise: Any, *args: Any, **kwargs: Any) -> Any:
    """What ``method`` gives, or ``otherwise`` with a line in the log where the backend fails."""
    try:
        return method(*args, **kwargs)
    except Exception:  # each backend fails with errors of its own
        logger.exception("The cache failed in «%s»", method.__name__)
        return otherwise

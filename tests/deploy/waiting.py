"""Waiting for what other processes do."""

import time
from collections.abc import Callable
from typing import Any

import pytest


def wait_for(what: Callable[[], Any], seconds: float = 90.0) -> Any:
    """What ``what`` gives as soon as it is true; while nobody listens yet it is asked again."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if found := what():
                return found
        except OSError:
            pass
        time.sleep(0.1)
    return pytest.fail(f"It did not come about within {seconds:g} s.")

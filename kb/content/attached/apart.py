"""Starts a reader of files as a program of its own, so that no file can hold up or bring down who asked."""

import json
import subprocess
import sys
from typing import Any

from django.conf import settings


def read_apart(module: str, kind: str, data: bytes, seconds: float) -> tuple[dict[str, Any] | None, str]:
    """What ``python -m module kind`` answers (one JSON object) to the file on its input, and what it complained of.

    None where it was ended, for time or by the system for memory. RuntimeError where not the file but the reader itself
    is at fault.
    """
    command = [sys.executable, "-m", module, kind]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, cwd=settings.BASE_DIR)
    except subprocess.TimeoutExpired:
        return None, ""
    said = "".join(done.stderr.decode(errors="replace").strip().splitlines()[-1:])
    if done.returncode < 0:  # the system ended it
        return None, said
    if done.returncode:
        raise RuntimeError(f"The reader {module} does not work: {said}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer, said

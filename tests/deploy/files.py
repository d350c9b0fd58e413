"""What the files of the deployment say, read without a container engine."""

import re
import shlex
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]


def instructions() -> list[tuple[str, str]]:
    """Instruction and argument of each line of the Dockerfile, for example ``("USER", "kb")``."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(name, rest.strip()) for name, rest in (line.split(maxsplit=1) for line in lines)]


def copied() -> list[tuple[str, str]]:
    """What is copied from this folder, and where to."""
    pairs = []
    for name, rest in instructions():
        if name == "COPY" and not rest.startswith("--from"):
            *sources, target = shlex.split(rest)
            pairs += [(source, target) for source in sources]
    return pairs


def image_environment() -> dict[str, str]:
    text = next(rest for name, rest in instructions() if name == "ENV")
    return dict(part.split("=", 1) for part in shlex.split(text))


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    return loaded


def read_by_settings() -> set[str]:
    """Names of the variables that the settings read."""
    text = "".join(path.read_text() for path in (ROOT / "kb" / "settings").glob("*.py"))
    return set(re.findall(r"env\.\w+\(\s*\"(\w+)\"", text))

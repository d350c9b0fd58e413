"""Age of each pin of a lock file: the day its version was published, as the package index says (JSON of PEP 700)."""

import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

_PIN = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", re.MULTILINE)
_ACCEPT = "application/vnd.pypi.simple.v1+json"
SECONDS = 20


def pins(lock: str) -> list[tuple[str, str]]:
    """Name and version of each pin in the text of a lock."""
    return _PIN.findall(lock)


def published(answer: dict[str, object], version: str) -> date | None:
    """The day of the first file of ``version``; None where the index does not say."""
    files = answer.get("files", [])
    days = [
        datetime.fromisoformat(str(file["upload-time"])).date()
        for file in files  # type: ignore[attr-defined]
        if file.get("upload-time") and _is_of(str(file["filename"]), version)
    ]
    return min(days, default=None)


def _is_of(filename: str, version: str) -> bool:
    return f"-{version}-" in filename or filename.endswith((f"-{version}.tar.gz", f"-{version}.zip"))


def _index() -> str:
    """The one that pip uses on this machine."""
    asked = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    found = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return (found or "https://pypi.org/simple").rstrip("/")


def ages(lock: str) -> Iterator[tuple[date | None, str, str]]:
    index = _index()
    for name, version in pins(lock):
        request = urllib.request.Request(f"{index}/{name}/", headers={"Accept": _ACCEPT})
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:
                day = published(json.load(answer), version)
        except (OSError, ValueError):
            day = None
        yield day, name, version


def main() -> None:
    today = datetime.now(UTC).date()
    for day, name, version in sorted(ages(Path(sys.argv[1]).read_text()), key=lambda row: (row[0] or date.max, row[1])):
        age = f"{(today - day).days:5} days" if day else "  not known"
        print(f"{age}  {day or '          '}  {name} {version}")


if __name__ == "__main__":
    main()

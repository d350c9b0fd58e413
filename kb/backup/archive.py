"""The file: a ZIP with one part for each table, the media, and a manifest that says what must be in it.

Written beside its name and put in place when it is whole. Each part is checked against the manifest before anything of
it is used.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kb.backup.tables import State

#: Of the format; a file of another one is refused.
FORMAT = 1
MANIFEST = "manifest.json"
BLOCK = 1 << 20


class DamagedArchive(Exception):
    """The file is not a backup, or not what was saved; the message says why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """``parts``: name to SHA-256. ``rows``: table to number of rows."""

    made: str
    state: State
    rows: dict[str, int]
    parts: dict[str, str]

    @property
    def media(self) -> list[str]:
        return [name.removeprefix("media/") for name in self.parts if name.startswith("media/")]


class ArchiveWriter:
    """Writes a backup; ``finish`` puts it in place. Without it nothing is left behind."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.unfinished = path.with_name(f"{path.name}.part")
        self.parts: dict[str, str] = {}
        self.rows: dict[str, int] = {}
        self._zip = zipfile.ZipFile(self.unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=6)

    def table(self, name: str, rows: Iterable[list[Any]]) -> None:
        digest, number = hashlib.sha256(), 0
        with self._zip.open(f"tables/{name}.jsonl", "w", force_zip64=True) as part:
            for row in rows:
                line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
                digest.update(line)
                part.write(line)
                number += 1
        self.parts[f"tables/{name}.jsonl"] = digest.hexdigest()
        self.rows[name] = number

    def file(self, name: str, source: IO[bytes]) -> None:
        digest = hashlib.sha256()
        with self._zip.open(f"media/{name}", "w", force_zip64=True) as part:
            while block := source.read(BLOCK):
                digest.update(block)
                part.write(block)
        self.parts[f"media/{name}"] = digest.hexdigest()

    def finish(self, made: str, state: State) -> None:
        manifest = {"format": FORMAT, "made": made, "state": state, "rows": self.rows, "parts": self.parts}
        self._zip.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        self._zip.close()
        with self.unfinished.open("rb") as whole:
            os.fsync(whole.fileno())
        os.replace(self.unfinished, self.path)

    def abandon(self) -> None:
        self._zip.close()
        self.unfinished.unlink(missing_ok=True)


class ArchiveReader:
    """Reads a backup. DamagedArchive where it is none or has changed since."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            found = json.loads(self._zip.read(MANIFEST))
            if found["format"] != FORMAT:
                raise DamagedArchive(f"{path} has format {found['format']}; this version reads {FORMAT}.")
            state = [(app, name) for app, name in found["state"]]
            self.manifest = Manifest(found["made"], state, dict(found["rows"]), dict(found["parts"]))
        except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
            raise DamagedArchive(f"{path} is not a backup of this site: {error}") from error

    def verify(self) -> None:
        """Every part is there, is what was saved, and nothing else is in the file."""
        there = set(self._zip.namelist()) - {MANIFEST}
        if there != set(self.manifest.parts):
            raise DamagedArchive(
                f"Parts differ from the manifest: {', '.join(sorted(there ^ set(self.manifest.parts)))}"
            )
        for name, wanted in self.manifest.parts.items():
            digest = hashlib.sha256()
            try:
                with self._zip.open(name) as part:
                    while block := part.read(BLOCK):
                        digest.update(block)
            except (zipfile.BadZipFile, OSError, EOFError) as error:
                raise DamagedArchive(f"{name} cannot be read: {error}") from error
            if digest.hexdigest() != wanted:
                raise DamagedArchive(f"{name} is not what was saved.")

    def rows(self, table: str) -> Iterator[list[Any]]:
        with self._zip.open(f"tables/{table}.jsonl") as part:
            for line in part:
                yield json.loads(line)

    def open(self, name: str) -> IO[bytes]:
        return self._zip.open(f"media/{name}")

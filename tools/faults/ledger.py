"""What the editors did and what they were told of it, in the order of their clocks (all are threads of one process)."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

#: autosave, save, submit: a version of a page is kept. approve, urgent: a version goes live.
Verb = Literal["autosave", "save", "submit", "approve", "urgent", "unpublish", "move", "delete", "create"]
#: done: the editor was told so. refused: told that it was not done, and why. unknown: no answer, or one that
#: something is broken; it may have been done or not.
Outcome = Literal["done", "refused", "unknown"]


@dataclass(frozen=True, slots=True)
class Edit:
    """``word`` is what marks the version that was sent, ``seen`` the revision that was to go live, ``place`` the new
    parent of a page that was moved or made. A page whose making was not answered has the number 0.
    """

    editor: int
    verb: Verb
    outcome: Outcome
    page: int
    sent: float
    answered: float
    word: str = ""
    seen: int = 0
    place: int = 0
    #: Of an autosave: the revision that it made, and the one that it replaced.
    made: int = 0
    over: int = 0
    status: int = 0


class Ledger:
    """Thread-safe. ``wanted`` is how many edits there shall be; all verbs and outcomes count."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted
        self.edits: list[Edit] = []

    @property
    def full(self) -> bool:
        return len(self.edits) >= self.wanted

    def note(self, edit: Edit) -> None:
        self.edits.append(edit)  # one step for all threads


def write(edits: Sequence[Edit], file: Path) -> None:
    file.write_text(json.dumps([asdict(edit) for edit in edits]))


def read(file: Path) -> list[Edit]:
    return [Edit(**row) for row in json.loads(file.read_text())]

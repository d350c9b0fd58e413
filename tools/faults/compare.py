"""Compares what the editors were told with what the database and the indexes hold; runs in the environment of the site.

Prints JSON: for each thing that must hold, what breaks it. Usage: python -m tools.faults.compare LEDGER TEXTS
"""

import json
import sys
from pathlib import Path

from tools.faults.ledger import Edit, read


def main(ledger: Path, before: Path) -> None:
    import django

    django.setup()
    from tools.faults import kept, texts, whole

    found = {**kept.checks(read(ledger)), **whole.checks()}
    found["nothing else of any page has changed"] = texts.changed(json.loads(before.read_text()))
    json.dump(found, sys.stdout, default=str)


def settled(edits: list[Edit]) -> list[Edit]:
    """Of edits of which the last one decides, those that may have been the last: none that was done began after the
    answer to it.
    """
    latest = max((edit.sent for edit in edits if edit.outcome == "done"), default=0.0)
    return [edit for edit in edits if edit.outcome != "refused" and edit.answered >= latest]


def by_page(edits: list[Edit], *verbs: str) -> dict[int, list[Edit]]:
    """Of these verbs, without those that were refused."""
    found: dict[int, list[Edit]] = {}
    for edit in edits:
        if edit.verb in verbs and edit.outcome != "refused":
            found.setdefault(edit.page, []).append(edit)
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

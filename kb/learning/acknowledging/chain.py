"""The chain of records: each holds the seal of the one before, and its own seal covers that.

Whoever changes a record, takes one out or puts one in has to seal every later record anew, and those seals stand on
printed protocols. What the chain alone cannot show is that its last records were cut off: for that a seal from a
protocol is looked for (``manage.py verify_acknowledgements --seal``).
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from kb.learning.models import Acknowledgement, StandardVersion
from kb.learning.versions.text import text_from

#: What the first record holds instead of the seal of one before.
BEGINNING = "0" * 64


@dataclass(frozen=True, slots=True)
class Fault:
    """``where`` names the row for people, ``what`` says what does not hold."""

    where: str
    what: str


def seal_of(record: Acknowledgement) -> str:
    """SHA-256 of everything the record says, the version by number and hash."""
    said = {
        "number": record.number,
        "account": record.account,
        "username": record.username,
        "name": record.name,
        "groups": record.groups,
        "version": record.version.number,
        "version_hash": record.version_hash,
        "at": record.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "previous": record.previous,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def faults() -> Iterator[Fault]:
    """Everything in versions and records that is not as it was written, in their order."""
    for version in StandardVersion.objects.order_by("number").iterator():
        where = f"version {version.number}"
        text = text_from(version.text)
        if text.plain != version.plain:
            yield Fault(where, "the text by rows is not the plain text")
        if hashlib.sha256(version.plain.encode()).hexdigest() != version.sha256:
            yield Fault(where, "the hash is not the hash of the text")
    yield from _faults_of_records()


def _faults_of_records() -> Iterator[Fault]:
    """After a fault the chain goes on from what the record itself says, so that one change is named once or twice."""
    number, previous = 0, BEGINNING
    for record in Acknowledgement.objects.select_related("version").order_by("number").iterator():
        where = f"record {record.number} ({record.username}, version {record.version.number})"
        if record.number != number + 1:
            yield Fault(where, f"records {number + 1} to {record.number - 1} are missing before it")
        if record.previous != previous:
            yield Fault(where, "it does not follow the record before it")
        if record.seal != seal_of(record):
            yield Fault(where, "it was changed: the seal does not fit")
        if record.version_hash != record.version.sha256:
            yield Fault(where, "the confirmed text is not the text of the version")
        number, previous = record.number, record.seal

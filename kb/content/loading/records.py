"""What may be written: a person's change, or deletion, is never undone by loading again."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeVar

from django.db import models
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import Page

from kb.content.loading.reading import Entry
from kb.content.models import SampleRecord

Row = TypeVar("Row", bound=models.Model)


class Decision(Enum):
    """What happens to one entry; the values are the words of the report."""

    CREATE = "created"
    UPDATE = "updated"
    UNCHANGED = "unchanged"
    KEEP = "kept, changed by a person"
    DELETED = "kept away, deleted by a person"

    @property
    def writes(self) -> bool:
        return self in {Decision.CREATE, Decision.UPDATE}


@dataclass
class Report:
    """Outcome of a run: the names of the entries by decision. Also keeps the records of what was loaded before."""

    outcomes: dict[Decision, list[str]] = field(default_factory=lambda: {decision: [] for decision in Decision})
    _records: dict[tuple[str, str], SampleRecord] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._records = {(record.kind, record.key): record for record in SampleRecord.objects.all()}

    def decide(self, entry: Entry[Any], current: str | None) -> Decision:
        """Decide on ``entry`` and note it; ``current`` is the fingerprint of the object, None where there is none."""
        decision = self._decision(entry, current)
        self.outcomes[decision].append(entry.name)
        return decision

    def _decision(self, entry: Entry[Any], current: str | None) -> Decision:
        record = self._records.get((entry.kind, entry.key))
        if record is None:
            return Decision.CREATE if current is None else Decision.KEEP
        if current is None:
            return Decision.DELETED
        if record.digest == entry.digest:
            return Decision.UNCHANGED
        if record.fingerprint != current:
            return Decision.KEEP
        return Decision.UPDATE if record.digest else Decision.CREATE  # without a digest: begun earlier in this run

    def kept_away(self, entry: Entry[Any]) -> None:
        """Note an entry that has no place any more: a person deleted what it would hang under."""
        self.outcomes[Decision.DELETED].append(entry.name)

    def written(self, entry: Entry[Any], fingerprint: str) -> None:
        """Remember that ``entry`` was written and what the database held after it."""
        record, _created = SampleRecord.objects.update_or_create(
            kind=entry.kind, key=entry.key, defaults={"digest": entry.digest, "fingerprint": fingerprint}
        )
        self._records[entry.kind, entry.key] = record

    def lines(self) -> list[str]:
        """The report for people: a count for each outcome, then what was left to people, by name."""
        counts = ", ".join(f"{len(names)} {decision.value.split(',')[0]}" for decision, names in self._merged())
        kept = [
            f"{decision.value}: {name}"
            for decision in (Decision.KEEP, Decision.DELETED)
            for name in self.outcomes[decision]
        ]
        return [counts, *kept]

    def _merged(self) -> list[tuple[Decision, list[str]]]:
        """Both kinds of keeping count as one."""
        kept = self.outcomes[Decision.KEEP] + self.outcomes[Decision.DELETED]
        plain = [(decision, self.outcomes[decision]) for decision in list(Decision)[:3]]
        return [*plain, (Decision.KEEP, kept)]


def write_snippet(
    report: Report, entry: Entry[Any], current: Row | None, write: Callable[[Row | None], Row]
) -> Row | None:
    """Write a snippet where that is allowed; returns it as it is afterwards, None where a person deleted it."""
    decision = report.decide(entry, snippet_fingerprint(current) if current is not None else None)
    if not decision.writes:
        return current
    written = write(current)
    report.written(entry, snippet_fingerprint(written))
    return written


def snippet_fingerprint(snippet: models.Model) -> str:
    """Hash of what the database holds of a snippet, rows that belong to it included.

    What its model has got since (``ADDED_LATER``) counts where it is filled in: rows loaded before keep their hash.
    """
    stored = type(snippet)._base_manager.get(pk=snippet.pk)
    values = _values(stored)
    if isinstance(stored, ClusterableModel):
        for relation in get_all_child_relations(type(stored)):
            name = relation.get_accessor_name()
            values[name] = [_values(child, leave_out=relation.field.attname) for child in getattr(stored, name).all()]
    for name in getattr(stored, "ADDED_LATER", ()):
        if values[name] == [] or values[name] == _default(stored, name):
            del values[name]
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _values(instance: models.Model, leave_out: str = "") -> dict[str, Any]:
    """Stored values by column; the key and the time of the last save say nothing about a person's change."""
    return {
        column.attname: str(getattr(instance, column.attname))
        for column in instance._meta.concrete_fields
        if not column.primary_key and column.attname != leave_out and not getattr(column, "auto_now", False)
    }


def _default(instance: models.Model, name: str) -> str | None:
    field = instance._meta.get_field(name)
    return str(field.get_default()) if isinstance(field, models.Field) else None


def page_fingerprint(page: Page) -> str:
    """The latest revision. A page that a person took offline or verified differs as well, without a new revision."""
    state = "" if page.live else " offline"
    if getattr(page, "verified_on", None):
        state += " verified"
    return f"{page.latest_revision_id}{state}"


def publish(page: Page) -> str:
    """Publish ``page`` through a revision, so that its history starts properly; returns its fingerprint."""
    page.save_revision().publish()
    return page_fingerprint(Page.objects.get(pk=page.pk))

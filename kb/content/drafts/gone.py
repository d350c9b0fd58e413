"""Opening a revision that refers to rows which are gone.

Restoring a foreign key that protects its target, Wagtail trusts that the target is there and fails where it is not.
A script can have deleted it all the same; the version then opens with that choice empty, and the rules of publishing
ask for another.
"""

from collections.abc import Iterator
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations


def without_gone(model: type[models.Model], data: dict[str, Any]) -> dict[str, Any]:
    """``data`` of a revision of ``model`` and its inline rows, protected keys emptied where their target is gone."""
    restored = data | dict.fromkeys(_gone(model, data))
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        rows = restored.get(name)
        if rows:
            restored[name] = [row | dict.fromkeys(_gone(relation.related_model, row)) for row in rows]
    return restored


def _gone(model: type[models.Model], row: dict[str, Any]) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.ForeignKey) or row.get(field.name) is None:
            continue
        if field.remote_field.on_delete in (models.PROTECT, models.RESTRICT):
            targets = field.remote_field.model._default_manager
            if not targets.filter(**{field.target_field.name: row[field.name]}).exists():
                yield field.name

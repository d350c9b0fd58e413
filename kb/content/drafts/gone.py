"""Opening a revision that refers to rows which are gone.

Restoring a foreign key that protects its target, Wagtail trusts that the target is there and fails where it is not.
A script can have deleted it all the same; the version then opens with that choice empty, and the rules of publishing
ask for another.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations

_Row = dict[str, Any]
_Protected = models.ForeignKey[Any, Any]


def without_gone(model: type[models.Model], data: _Row) -> _Row:
    """``data`` of a revision of ``model`` and its inline rows, protected keys emptied where their target is gone."""
    relations = {relation.get_accessor_name(): relation.related_model for relation in get_all_child_relations(model)}
    inline = {name: data.get(name) or [] for name in relations}
    rows = [(model, data), *((relations[name], row) for name, found in inline.items() for row in found)]
    there = _there([key for of, row in rows for key in _protected(of, row)])

    def restored(of: type[models.Model], row: _Row) -> _Row:
        return row | {field.name: None for field, key in _protected(of, row) if key not in there[_target(field)]}

    kept = {name: [restored(relations[name], row) for row in found] for name, found in inline.items() if found}
    return restored(model, data) | kept


def _protected(model: type[models.Model], row: _Row) -> Iterator[tuple[_Protected, Any]]:
    """Foreign keys of ``row`` that protect what they point at, with the key."""
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.ForeignKey) or row.get(field.name) is None:
            continue
        if field.remote_field.on_delete in (models.PROTECT, models.RESTRICT):
            yield field, row[field.name]


def _target(field: _Protected) -> tuple[type[models.Model], str]:
    return field.remote_field.model, field.target_field.name


def _there(keys: list[tuple[_Protected, Any]]) -> dict[tuple[type[models.Model], str], set[Any]]:
    """Keys whose target is there; one query for each model that is pointed at."""
    asked: defaultdict[tuple[type[models.Model], str], set[Any]] = defaultdict(set)
    for field, key in keys:
        asked[_target(field)].add(key)
    return {
        (model, name): set(model._default_manager.filter(**{f"{name}__in": found}).values_list(name, flat=True))
        for (model, name), found in asked.items()
    }

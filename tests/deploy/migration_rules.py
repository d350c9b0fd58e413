"""What a migration may not do: lose data, be without a way back, or stop those who write while it runs.

Found by walking through the operations with the state of the models before each.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection, models
from django.db.migrations import operations as ops
from django.db.migrations.state import ProjectState

#: Gone for good, or missed by the release that would be gone back to. First stop using it, later remove it.
REMOVING = (ops.RemoveField, ops.DeleteModel, ops.RenameField, ops.RenameModel, ops.AlterModelTable)
#: Tables that grow with use: an index on them is built while everybody who writes waits.
BIG = {"search.searchquery", "search.outboxrow", "content.publishedchange", "desk.visit", "desk.copycount"}


def problems(migration: Any, before: ProjectState) -> Iterator[str]:
    """One line for each rule that the migration breaks; ``before`` is changed on the way."""
    made: set[str] = set()
    for operation in migration.operations:
        yield from (f"{migration}: {text}" for text in _of(operation, migration.app_label, before, made))
        if isinstance(operation, ops.CreateModel):
            made.add(operation.name_lower)
        operation.state_forwards(migration.app_label, before)


def _of(operation: Any, app: str, before: ProjectState, made: set[str]) -> Iterator[str]:
    if isinstance(operation, (ops.RunPython, ops.RunSQL)) and not operation.reversible:
        yield "has no way back"
    if isinstance(operation, REMOVING):
        yield f"{operation.describe()}: what an earlier release reads is taken away"
    name = getattr(operation, "model_name_lower", "")
    if not name or name in made:
        return
    if isinstance(operation, ops.AddField):
        yield from _added(operation.field, operation.describe())
    elif isinstance(operation, ops.AlterField):
        old = before.models[app, name].get_field(operation.name)
        yield from _altered(old, operation.field, operation.describe())
    if isinstance(operation, (ops.AddIndex, ops.AddConstraint)) and f"{app}.{name}" in BIG:
        yield f"{operation.describe()}: an index on a table that is large"


def _added(field: Any, what: str) -> Iterator[str]:
    if isinstance(field, models.ManyToManyField):
        return
    if not (field.null or field.has_default() or field.has_db_default() or field.empty_strings_allowed):
        yield f"{what}: rows that are there have no value for it"
    if field.unique:
        yield f"{what}: rows that are there would all have the same"


def _altered(old: Any, new: Any, what: str) -> Iterator[str]:
    if old.null and not new.null:
        yield f"{what}: empty values that are there do not fit"
    if new.unique and not old.unique:
        yield f"{what}: values that are there twice do not fit"
    if _kind(old) != _kind(new):
        yield f"{what}: every row is written anew"
    elif (old.max_length or 0) > (new.max_length or old.max_length or 0):
        yield f"{what}: longer values that are there do not fit"


def _kind(field: Any) -> str:
    """The type of the column without its length."""
    while field.remote_field and hasattr(field, "target_field") and not isinstance(field.remote_field.model, str):
        field = field.target_field
    return str(field.get_internal_type() if field.remote_field else (field.db_type(connection) or "").split("(")[0])

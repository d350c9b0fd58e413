"""Migrations of our own apps keep the rules of migration_rules.py."""

from typing import Any

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from tests.deploy.migration_rules import problems

OURS = {"home", "search", "content", "desk", "editorial", "learning", "accounts"}
#: Looked at and found right, with the reason.
ALLOWED = {
    "search.0004_question_of_a_search": "searches are kept for thirty days: the index is built in a moment",
}


def test_every_migration_of_ours_keeps_the_rules() -> None:
    loader, state, found = MigrationLoader(None), ProjectState(), []
    plan = [key for leaf in loader.graph.leaf_nodes() for key in loader.graph.forwards_plan(leaf)]
    for app, name in dict.fromkeys(plan):
        migration = loader.graph.nodes[app, name]
        if app in OURS and not name.startswith("0001_"):
            found += problems(migration, state)
        else:
            state = migration.mutate_state(state, preserve=False)
    assert [text for text in found if text.split(":")[0] not in ALLOWED] == []


def one(operation: Any, app: str = "desk", model: str = "Visit") -> list[str]:
    state = ProjectState()
    fields = [("id", models.BigAutoField(primary_key=True)), ("note", models.CharField(max_length=20, null=True))]
    state.add_model(ModelState(app, model, fields))
    migration = migrations.Migration("0009_example", app)
    migration.operations = [operation]
    return list(problems(migration, state))


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RunPython(lambda apps, editor: None),
        migrations.RunSQL("SELECT 1"),
        migrations.RemoveField("visit", "note"),
        migrations.RenameField("visit", "note", "remark"),
        migrations.DeleteModel("Visit"),
        migrations.AddField("visit", "number", models.IntegerField()),
        migrations.AddField("visit", "key", models.CharField(max_length=9, unique=True, default="")),
        migrations.AlterField("visit", "note", models.CharField(max_length=20)),
        migrations.AlterField("visit", "note", models.CharField(max_length=10, null=True)),
        migrations.AlterField("visit", "note", models.CharField(max_length=20, null=True, unique=True)),
        migrations.AlterField("visit", "note", models.IntegerField(null=True)),
        migrations.AddIndex("visit", models.Index(fields=["note"], name="visit_note")),
    ],
    ids=lambda operation: operation.describe(),
)
def test_what_loses_data_has_no_way_back_or_stops_writers_is_found(operation: Any) -> None:
    assert len(one(operation)) == 1


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RunPython(lambda apps, editor: None, migrations.RunPython.noop),
        migrations.AddField("visit", "number", models.IntegerField(default=0)),
        migrations.AddField("visit", "at", models.DateTimeField(null=True)),
        migrations.AlterField("visit", "note", models.CharField(max_length=40, null=True)),
        migrations.AlterField("visit", "note", models.CharField("other words", max_length=20, null=True)),
        migrations.CreateModel("Other", [("id", models.BigAutoField(primary_key=True))]),
    ],
    ids=lambda operation: operation.describe(),
)
def test_what_only_adds_is_left_alone(operation: Any) -> None:
    assert one(operation) == []

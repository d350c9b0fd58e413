"""A database of an earlier release is brought up to date in place: every value that people entered is still there.

``backup-0.1.0.zip`` was made by that release, before acknowledgements, ownership, imports and single sign-on.
"""

import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from kb import __version__
from kb.backup.archive import ArchiveReader
from kb.backup.tables import apps_at, tables_of
from tests.backup.test_backup import another_site
from tests.deploy.files import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
EARLIER = Path(__file__).parent / "backup-0.1.0.zip"
#: Set anew after every migration or kept by Django itself, not entered by anybody.
NOT_ENTERED = (
    "auth_permission",
    "auth_group_permissions",
    "django_",
    "search_index",
    "wagtailcore_grouppagepermission",
    "wagtailcore_task",  # the steps of approval
    "wagtailcore_workflow",
)


def rows(archive: Path) -> dict[str, list[dict[str, Any]]]:
    """Table to rows, each as column to value."""
    reader = ArchiveReader(archive)
    columns = {table.name: table.columns for table in tables_of(apps_at(connection, reader.manifest.state))}
    return {
        name: [dict(zip(columns[name], row, strict=True)) for row in reader.rows(name)] for name in reader.manifest.rows
    }


def test_everything_that_was_entered_in_an_earlier_release_is_there_after_the_upgrade(tmp_path: Path) -> None:
    manage = another_site(tmp_path / "site", "")
    restored = manage("restore", EARLIER)
    assert restored.returncode == 0, restored.stderr
    assert "index rebuilt, 1 page" in restored.stdout
    assert manage("migrate", "--check").returncode == 0
    saved = manage("backup", tmp_path / "now.zip")
    assert saved.returncode == 0, saved.stderr

    before, now = rows(EARLIER), rows(tmp_path / "now.zip")
    lost = []
    for table in sorted(before):
        if table.startswith(NOT_ENTERED):
            continue
        for row in before[table]:
            assert not now[table] or row.keys() <= now[table][0].keys(), f"{table}: a column is gone"
            if not any(all(other[column] == value for column, value in row.items()) for other in now[table]):
                lost.append((table, row))
    assert lost == []
    with zipfile.ZipFile(EARLIER) as old, zipfile.ZipFile(tmp_path / "now.zip") as new:
        for name in old.namelist():
            if name.startswith("media/"):
                assert old.read(name) == new.read(name)


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert project == __version__
    assert f"image: zinasanu-baze:{__version__}" in (ROOT / "compose.yaml").read_text()
    assert f"## {__version__} " in (ROOT / "CHANGELOG.md").read_text()


def test_the_version_stands_in_the_foot_of_every_page(site: Any, signed_in: Any) -> None:
    reader = signed_in()
    for address in ("/", "/vardnica/"):
        assert f"<small>Versija {__version__}</small>" in reader.get(address).content.decode()

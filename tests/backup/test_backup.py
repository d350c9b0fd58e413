"""What people have entered is saved in one file and comes back row by row, on whichever database."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kb.backup.archive import ArchiveReader
from tests.factories import ServicePageFactory, make_document, make_site, make_user, publish

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parents[2]
#: What is made anew at the first start in another place.
MADE_ANEW = {"tables/search_indextarget.jsonl", "tables/search_outboxentry.jsonl"}
#: Wagtail has one model more on SQLite.
ADDED_TO = {"tables/django_content_type.jsonl", "tables/auth_permission.jsonl"}
Manage = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Of a site with a page that an editor has published and an attached file."""
    make_site()
    document = make_document("Iesniegums.txt", content=b"Iesnieguma veidlapa")
    publish(ServicePageFactory(title="Līguma slēgšana", client_words="gribu noslēgt līgumu — «tūlīt»"))
    make_user("redaktors")
    assert document.file.name
    call_command("backup", tmp_path / "kopija.zip", verbosity=0)
    return tmp_path / "kopija.zip"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Manage:
    """``manage.py`` of another, empty site on SQLite."""
    return another_site(tmp_path / "elsewhere", "")


@pytest.fixture
def on_postgresql(tmp_path: Path) -> Iterator[Manage | None]:
    """``manage.py`` of another, empty site on the PostgreSQL server of this run; None where it is run on SQLite."""
    if connection.vendor != "postgresql":
        yield None
        return
    server = connection.settings_dict
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE kb_elsewhere")
    url = f"postgres://{server['USER']}@{server['HOST']}:{server['PORT']}/kb_elsewhere"
    yield another_site(tmp_path / "on-postgresql", url)
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE kb_elsewhere")


def lines(archive: Path, name: str) -> set[bytes]:
    with zipfile.ZipFile(archive) as parts:
        return set(parts.read(name).splitlines())


def another_site(folder: Path, database_url: str) -> Manage:
    folder.mkdir()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "kb.settings.development",
        "DATA_DIR": str(folder),
        "DATABASE_URL": database_url,
        "ELASTICSEARCH_URL": "",
    }

    def manage(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    return manage


def test_a_backup_comes_back_row_by_row_and_file_by_file_also_from_sqlite_to_postgresql(
    backup: Path, elsewhere: Manage, on_postgresql: Manage | None, tmp_path: Path
) -> None:
    first = ArchiveReader(backup).manifest
    assert first.rows["content_knowledgepage"] == 1
    assert any(name.endswith(".txt") for name in first.media)
    saved = backup
    for number, site in enumerate(site for site in (elsewhere, on_postgresql) if site):
        restored = site("restore", saved)
        assert restored.returncode == 0, restored.stderr
        assert "index rebuilt, 1 page" in restored.stdout
        saved = tmp_path / f"again{number}.zip"
        again = site("backup", saved)
        assert again.returncode == 0, again.stderr
        parts = ArchiveReader(saved).manifest.parts
        differing = {name for name in first.parts.keys() | parts if first.parts.get(name) != parts.get(name)}
        assert differing <= MADE_ANEW | ADDED_TO
        for name in differing & ADDED_TO:
            assert lines(backup, name) <= lines(saved, name)

    made = elsewhere("create_demo_accounts")
    assert made.returncode == 0, made.stderr  # new rows get new numbers
    twice = elsewhere("restore", backup)
    assert twice.returncode == 1
    assert "a backup goes into an empty one only" in twice.stderr


def test_a_backup_that_was_changed_is_refused_before_anything_is_written(
    backup: Path, elsewhere: Manage, tmp_path: Path
) -> None:
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace("Līguma".encode(), b"Liguma!") if "page" in name else content)
    refused = elsewhere("restore", changed)
    assert refused.returncode == 1
    assert "is not what was saved" in refused.stderr


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x05\x06" + b"\x00" * 18])
def test_what_is_no_backup_is_refused_in_one_line(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "wrong.zip"
    file.write_bytes(content)
    with pytest.raises(CommandError, match="is not a backup of this site"):
        call_command("restore", file)


def test_a_site_with_pages_is_not_written_over(backup: Path) -> None:
    with pytest.raises(CommandError, match="a backup goes into an empty one only"):
        call_command("restore", backup)


def test_where_a_backup_cannot_be_written_the_one_before_stays(backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = backup.read_bytes()

    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kb.backup.archive.ArchiveWriter.finish", full)
    with pytest.raises(CommandError, match="No space left on device"):
        call_command("backup", backup)
    assert backup.read_bytes() == before
    assert list(backup.parent.glob("*.part")) == []


def test_a_database_without_tables_is_not_called_saved(backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = backup.read_bytes()
    monkeypatch.setattr("kb.backup.save.reached", lambda connection: [])
    with pytest.raises(CommandError, match="The database has no tables"):
        call_command("backup", backup)
    assert backup.read_bytes() == before


def test_a_backup_of_another_version_is_refused(backup: Path, elsewhere: Manage, tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    shutil.copy(backup, other)
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b'"taggit"', b'"future"') if name == "manifest.json" else content)
    refused = elsewhere("restore", other)
    assert refused.returncode == 1
    assert "another version of the site" in refused.stderr

"""docs/operations.md stays true: each command in it is run, here or by the test named beside it, or the document itself
says under «What is not tried» why it is not."""

import ast
import json
import re
import shlex
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from search.indexing.worker import beat
from search.models import OutboxRow
from tests import factories
from tests.deploy.files import ROOT, compose, read_by_settings
from tests.deploy.operations import OPERATIONS, commands, not_tried, variables
from tests.factories import ServicePageFactory

IMAGE = "tests/deploy/test_as_in_the_image.py::test_the_commands_of_the_image_prepare_serve_index_count_and_end"
BACK_AGAIN = (
    "tests/backup/test_backup.py::test_a_backup_comes_back_row_by_row_and_file_by_file_also_from_sqlite_to_postgresql"
)
#: What another test runs, with other names and folders. ``./run`` is tools.serve, which keeps the site of these tests.
ELSEWHERE = {
    "./run": "tests/browser/test_login.py",
    "gunicorn kb.wsgi": IMAGE,
    "gunicorn kb.wsgi --bind 127.0.0.1:8000": IMAGE,
    "tools/compile_messages.py": IMAGE,
    "tools/elasticsearch/start": "tests/elasticsearch_node.py",
    "manage.py migrate": IMAGE,
    "manage.py collectstatic": IMAGE,
    "manage.py collectstatic --noinput": IMAGE,
    "manage.py createsuperuser": IMAGE,
    "manage.py search_worker": IMAGE,
    "manage.py load_sample": "tests/content/test_load_sample.py",
    "manage.py check --deploy": "tests/accounts/test_production.py::test_the_deployment_check_finds_nothing",
    "manage.py backup": BACK_AGAIN,
    "manage.py restore": BACK_AGAIN,
    "manage.py restore /backups/kb-2026-11-25.zip": BACK_AGAIN,
    "manage.py restore /backups/move.zip": BACK_AGAIN,
    "manage.py verify_acknowledgements": "tests/learning/test_verifying.py",
    "manage.py connect_account USERNAME IDENTIFIER": (
        "tests/accounts/test_single_sign_on.py"
        "::test_an_administrator_of_the_machine_connects_an_account_by_the_identifier"
    ),
    "manage.py forget_second_factor USERNAME": (
        "tests/accounts/test_second_factor.py::test_a_lost_phone_is_forgotten_on_the_machine_and_a_new_one_set_up"
    ),
}
#: What is run here as it stands in the document, with folders of the test, and a piece of what it then prints.
HERE = {
    "manage.py search_rebuild": "index rebuilt, 1 page",
    "manage.py search_status": "drift 0",
    "manage.py search_evaluate FILE.csv": "1.000",
    "manage.py backup /backups/kb-$(date +%F).zip": "verified.",
    "manage.py backup /backups/move.zip": "verified.",
    "manage.py backup /data/backup/kb.zip": "verified.",
    "manage.py export_static /srv/kb-copy": "1 pages, for employee.",
    "manage.py export_static /srv/kb-public --access public": "1 pages, for public.",
    'manage.py shell -c "from search.models import OutboxRow; OutboxRow.objects.filter(parked=True).delete()"': "",
}
FOLDER = "mkdir -p $DATA_DIR"
KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(60))'"


def test_every_command_is_run_by_a_test_or_the_document_says_why_not() -> None:
    tried = {FOLDER, KEY, *HERE, *ELSEWHERE}
    left = [command for command in commands() if command not in tried and not command.startswith(not_tried())]
    assert left == [], "run it in a test, or say in docs/operations.md under «What is not tried» why not"
    assert [command for command in tried if command not in commands()] == [], "no longer in the document"
    unused = [start for start in not_tried() if not any(command.startswith(start) for command in commands())]
    assert unused == [], "no longer in the document"


def test_the_tests_that_are_named_are_there() -> None:
    for test in ELSEWHERE.values():
        file, _, name = test.partition("::")
        assert f"def {name}(" in (ROOT / file).read_text() if name else (ROOT / file).is_file(), test


@pytest.mark.django_db(transaction=True)
def test_the_commands_of_the_document_do_what_it_says(site, index, tmp_path: Path) -> None:
    factories.publish(ServicePageFactory(title="Plombēšana", code="P77"))
    (tmp_path / "FILE.csv").write_text("id,query,expected_codes\n1,plombēšana,P77\n")
    OutboxRow.objects.filter(pk=OutboxRow.objects.values("pk")[:1]).update(parked=True)
    for command in sorted(HERE, key=lambda command: "shell" not in command):  # rows set aside make search_status fail
        beat(index.target)
        assert HERE[command] in output(command, tmp_path), command
    assert not OutboxRow.objects.filter(parked=True).exists()
    made = {path.name for path in tmp_path.rglob("*")}
    assert {f"kb-{timezone.localdate()}.zip", "move.zip", "kb.zip", "index.html"} <= made


def test_the_folder_is_made_and_a_key_is_long_enough(tmp_path: Path) -> None:
    subprocess.run(
        ["sh", "-c", FOLDER], env={"DATA_DIR": str(tmp_path / "a" / "b"), "PATH": "/usr/bin:/bin"}, check=True
    )
    assert (tmp_path / "a" / "b").is_dir()
    arguments = [sys.executable, *shlex.split(KEY)[1:]]
    assert len(subprocess.run(arguments, capture_output=True, text=True, check=True).stdout.strip()) >= 50


def test_units_services_and_the_request_for_a_key_are_as_the_document_names_them() -> None:
    text = "\n".join(commands())
    for unit in re.findall(r"kb-[a-z.]+", "".join(re.findall(r"systemctl enable.*", text))):
        assert (ROOT / "deploy" / "systemd" / (unit if "." in unit else f"{unit}.service")).is_file(), unit
    services = re.findall(r"docker compose exec (?:-T )?(\w+)|--scale (\w+)=", text)
    assert {name for found in services for name in found if name} <= set(compose()["services"])
    (asked,) = [shlex.split(command)[-1] for command in commands() if "_security/api_key" in command]
    assert json.loads(asked)["role_descriptors"]["kb"]["indices"][0]["names"] == ["kb-*"]


def test_every_variable_of_the_document_is_one_that_is_read() -> None:
    named = {name for names, _default in environment_rows() for name in names}
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "compose.yaml").read_text()))
    known = read_by_settings() | asked | {"DJANGO_SETTINGS_MODULE", "PORT"}
    assert (named | variables()) - known == set()


def test_the_defaults_are_those_of_the_settings() -> None:
    read = defaults_of_settings()
    compared = 0
    for names, cell in environment_rows():
        defaults = cell.replace("`", "").split(", ")
        for name, default in zip(names, defaults * (len(names) if len(defaults) == 1 else 1), strict=False):
            if name in read and " " not in default:  # else it is told in words
                assert default == read[name], name
                compared += 1
    assert compared > 25


def environment_rows() -> list[tuple[list[str], str]]:
    """Names of the variables and the default of each row of the table «Environment»."""
    table = OPERATIONS.split("## Environment\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \| (.*?) \|", table, re.MULTILINE)
    return [(re.findall(r"`(\w+)`", names), default) for names, default in rows]


def defaults_of_settings() -> dict[str, str]:
    """As the document writes them, where the default is a plain value."""
    found = {}
    for file in ("base.py", "media.py", "production.py"):
        text = (ROOT / "kb" / "settings" / file).read_text()
        for name, value in re.findall(r'env\.\w+\(\s*"(\w+)",\s*default=([^()]+)\)', text):
            plain = ast.literal_eval(value)
            found[name] = "none" if plain in ("", []) or plain is None else str(plain).lower()
    return found


def output(command: str, folder: Path) -> str:
    """Of a command of manage.py as it stands in the document, with its folders inside ``folder``."""
    line = command.replace("$(date +%F)", str(timezone.localdate()))
    line = re.sub(r" /(?:srv|backups|data/backup)/| (?=FILE)", f" {folder}/", line)
    name, *arguments = shlex.split(line)[1:]
    printed = StringIO()
    # The console of Django writes to no stream that is given to it; nothing of it is looked for.
    call_command(name, *arguments, **({} if name == "shell" else {"stdout": printed}))
    return printed.getvalue()

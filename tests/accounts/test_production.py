"""Production settings: nothing to warn about, nothing silenced, and no start with what everybody knows.

Each test starts Python anew with production settings, as the server does.
"""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKE_TABLES = """
import django; django.setup()
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from kb.accounts.demo import DEMO_PASSWORD
with connection.schema_editor() as editor:
    for model in (ContentType, Permission, Group, User):
        editor.create_model(model)
"""
START = "import kb.wsgi; print('started')"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What a machine in production sets, and nothing of this machine's."""
    (tmp_path / "static").mkdir()
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "kb.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "zinas.example.lv",
        "BASE_URL": "https://zinas.example.lv",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "DATA_DIR": str(tmp_path),
    }


def python(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_deployment_check_finds_nothing(environment: dict[str, str]) -> None:
    result = python(environment, "manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert (result.returncode, result.stderr) == (0, "")
    assert "System check identified no issues (0 silenced)." in result.stdout


def test_a_proper_site_starts(environment: dict[str, str]) -> None:
    python(environment, "-c", MAKE_TABLES)

    result = python(environment, "-c", START)

    assert (result.returncode, result.stdout) == (0, "started\n")


def test_it_does_not_start_while_a_demo_account_can_log_in(environment: dict[str, str]) -> None:
    made = python(environment, "-c", MAKE_TABLES + "User.objects.create_user('redaktors', password=DEMO_PASSWORD)")
    assert made.returncode == 0, made.stderr

    started = python(environment, "-c", START)
    checked = python(environment, "manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert started.returncode != 0
    assert started.stdout == ""
    assert len(started.stderr.splitlines()) == 1
    assert "Demo accounts" in started.stderr
    assert "redaktors" in started.stderr
    assert "kb.E001" in checked.stderr
    assert checked.returncode != 0


@pytest.mark.parametrize(
    "key",
    [
        "django-insecure-" + "k3y-from-a-template-that-everybody-has-read-0123456789",
        "only-for-tests-never-for-a-site-that-people-can-reach-0123456789",
        "a" * 60,
        "short",
    ],
)
def test_it_does_not_start_with_a_default_or_weak_key(environment: dict[str, str], key: str) -> None:
    result = python(environment | {"SECRET_KEY": key}, "-c", START)

    assert result.returncode != 0
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "SECRET_KEY" in result.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL"])
def test_it_does_not_start_without_a_key_or_hosts(environment: dict[str, str], name: str) -> None:
    del environment[name]

    result = python(environment, "-c", START)

    assert result.returncode != 0
    assert name in result.stderr.splitlines()[-1]


def test_cookies_and_requests_go_over_tls_only(environment: dict[str, str]) -> None:
    show = (
        "import django; django.setup(); from django.conf import settings as s; "
        "print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, "
        "s.SECURE_HSTS_SECONDS >= 31536000, s.SILENCED_SYSTEM_CHECKS, s.DEMO_ACCOUNTS)"
    )

    assert python(environment, "-c", show).stdout == "False True True True True [] False\n"

"""Two hosts with one database, each with its own data, web server and worker: what one host does the other knows."""

import http.cookiejar
import json
import os
import re
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from kb.content.models import KnowledgePage
from search.models import IndexTarget, WorkerTurn
from tests import factories
from tests.deploy.files import ROOT
from tests.deploy.waiting import wait_for
from tests.factories import PASSWORD, ServicePageFactory, make_user
from tools.ports import free_port

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


class Host:
    """``DATA_DIR``, web server and worker of one host."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.deploy.host_settings",
            "SECRET_KEY": "the-same-on-both-hosts-0123456789-abcdefghijklmnopqrstuvwxyz",
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url(),
            "ELASTICSEARCH_URL": "",
        }
        log = (folder / "log").open("w")
        web = ["-m", "gunicorn", "kb.wsgi", "--bind", f"127.0.0.1:{self.port}", "--workers", "1"]
        self.processes = [
            subprocess.Popen([sys.executable, *command], cwd=ROOT, env=env, stdout=log, stderr=log)
            for command in (web, ["manage.py", "search_worker"])
        ]

    def get(self, browser: urllib.request.OpenerDirector, path: str) -> str:
        with browser.open(self.address + path, timeout=20) as answer:
            assert "/ieiet/" not in answer.url, "asked to log in"
            return str(answer.read().decode())

    def codes(self, browser: urllib.request.OpenerDirector, query: str) -> list[str]:
        found = json.loads(self.get(browser, f"/api/search?q={urllib.parse.quote(query)}"))
        return [hit["code"] for hit in found["results"]]

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(30)


def database_url() -> str:
    """Of the database of this test, for other processes."""
    there = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{there['NAME']}"
    return f"postgres://{there['USER']}@{there['HOST']}:{there['PORT']}/{there['NAME']}"


@pytest.fixture
def hosts(site: Any, tmp_path: Path) -> Iterator[tuple[Host, Host]]:
    both = Host(tmp_path / "one"), Host(tmp_path / "two")
    yield both
    for host in both:
        host.stop()


def logged_in_at(host: Host) -> urllib.request.OpenerDirector:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    form = browser.open(f"{host.address}/ieiet/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert token
    sent = {"csrfmiddlewaretoken": token[1], "username": "darbinieks", "password": PASSWORD}
    browser.open(f"{host.address}/ieiet/", urllib.parse.urlencode(sent).encode())
    return browser


def test_a_session_a_change_and_a_job_hold_on_both_hosts(hosts: tuple[Host, Host]) -> None:
    one, two = hosts
    make_user("darbinieks")
    page = factories.publish(ServicePageFactory(title="Plombēšana", code="P77"))
    for host in hosts:
        wait_for(lambda host=host: urllib.request.urlopen(f"{host.address}/readyz", timeout=5).status == 200)

    reader = logged_in_at(one)
    for host in (one, two, one):  # through a proxy without sticky sessions
        assert "Plombēšana" in host.get(reader, "/lapa/P77/")
    changed = KnowledgePage.objects.get(pk=page.pk).specific
    changed.title = "Skaitītāja zīmogs"
    changed.save_revision().publish()
    for host in hosts:
        assert "Skaitītāja zīmogs" in host.get(reader, "/lapa/P77/"), "the page of before was shown"
    for host in hosts:
        wait_for(lambda host=host: host.codes(reader, "zīmogs") == ["P77"])

    assert IndexTarget.objects.filter(building=False).count() == 2
    assert WorkerTurn.objects.get().holder  # one of the two workers does the jobs

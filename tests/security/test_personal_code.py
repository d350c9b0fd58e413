"""A personal code that is typed everywhere is found nowhere: in no table, in no line of the log, in no index file."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client

from home.monitoring.json_lines import JsonLines
from tests import factories
from tests.factories import ServicePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]
CODE = "010190-12345"
#: Searches of programs are not logged.
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
#: As it is written, and what a part of the site could make of it.
TRACES = ("010190", "01019012345", "12345")


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """Every line that would be written in production, from all loggers."""
    written: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(JsonLines().format(record))

    keep, root = Keep(level=logging.INFO), logging.getLogger()
    level = root.level
    root.addHandler(keep)
    root.setLevel(logging.INFO)
    yield written
    root.removeHandler(keep)
    root.setLevel(level)


def every_value() -> Iterator[tuple[str, str]]:
    """Table with a row as text, of every table that models have; sessions are opened."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            columns = [field.attname for field in model._meta.local_concrete_fields]
            for row in model._default_manager.values_list(*columns):
                yield model._meta.db_table, repr(row)
    for session in Session.objects.all():
        yield "opened session", repr(session.get_decoded())


def type_it_everywhere(page: Any, reader: Client, index: Any) -> None:
    for typed in (CODE, f"rēķins {CODE}", CODE.replace("-", " "), CODE.replace("-", "")):
        for path in ("/meklet/", "/api/search", "/api/suggest"):
            reader.get(path, {"q": typed}, headers=BROWSER)
    for slug in ("kluda", "jautajums", "nepalidzeja"):
        said = {"words": f"Klients {CODE} saka", "passage": f"kods {CODE}"}
        answer = reader.post(f"/atsauksme/{page.code}/{slug}/", said)
        if answer.status_code == 200:  # the form with what was masked; it is sent once more
            masked = {name: text.replace(CODE, "•••") for name, text in said.items()}
            reader.post(f"/atsauksme/{page.code}/{slug}/", masked)
    reader.post(f"/izlase/{page.code}/", {"was": "false"})
    for path in (f"/{CODE}/", f"/lapa/{CODE}/", f"/api/pages/{CODE}", f"/birka/{CODE}/", f"/termini/?received={CODE}"):
        reader.get(path)
        Client().get(path)
    for body in ({"code": CODE}, {"query": CODE, "code": CODE, "rank": 1}, {"page": CODE}):
        for path in ("/api/visits", "/api/copies", "/api/search/click", "/api/guided"):
            reader.post(path, json.dumps(body), content_type="application/json")
    for _ in range(9):
        Client().post(f"/ieiet/?next=/{CODE}/", {"username": CODE, "password": CODE, "next": f"/{CODE}/"})
    Client().get("/healthz", headers={"X-Request-ID": CODE, "Host": "localhost"})
    Client().get("/", headers={"Host": f"{CODE}.lv"})
    index.drain()


def test_a_personal_code_typed_everywhere_is_kept_nowhere(site, index, signed_in, lines) -> None:
    page = factories.publish(ServicePageFactory(title="Rēķina kopija"))
    index.drain()
    before = {text for _table, text in every_value()}
    type_it_everywhere(page, signed_in(), index)

    kept = [(table, row) for table, row in every_value() if row not in before]
    assert {table for table, _row in kept} >= {"search_searchquery", "editorial_feedback", "axes_accessattempt"}
    assert [(table, row) for table, row in kept for trace in TRACES if trace in row] == []
    assert any("request" in line for line in lines)
    assert [line for line in lines for trace in TRACES if trace in line] == []
    for file in index.engine.path.parent.glob("search.sqlite3*"):
        content = file.read_bytes()
        assert not [trace for trace in TRACES if trace.encode() in content], file


def test_the_search_of_this_test_would_find_it(site) -> None:
    factories.make_user("darbinieks", CODE)
    assert any("010190" in row for _table, row in every_value())

"""Emergency numbers and contacts are there when the search, the cache or the database is not."""

import json

import pytest
from django.core.cache.backends.locmem import LocMemCache
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from kb.content.choices import FactMark
from kb.desk import last_known
from search.engines.registry import forget_engines
from tests.desk.reading import words
from tests.factories import ContactPageFactory, ContactPointFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(last_known, "_written", {})
    monkeypatch.setattr(last_known, "_refused", {})
    return tmp_path


@pytest.fixture
def contacts(site):
    ContactPointFactory(key="talrunis", label="Klientu tālrunis", value="63600800")
    ContactPointFactory(label="Avārija", value="63627905", emergency_label="Siltumtīkli", mark=FactMark.TO_CHECK)
    return ContactPageFactory(title="Kontakti", show_company=True, show_emergency=True)


def assert_numbers(html):
    strip = html[html.index('<section class="strip') : html.index("</section>")]
    assert "63627905" in strip
    assert "63600800" in html


@pytest.fixture
def broken_cache(monkeypatch):
    def fail(self, *args, **kwargs):
        raise ConnectionError("cache away")

    for name in ("get", "set", "add", "delete", "has_key", "touch"):
        monkeypatch.setattr(LocMemCache, name, fail)


def test_the_contacts_are_rendered_from_the_database_when_the_cache_fails(contacts, signed_in, broken_cache):
    reader = signed_in()
    for _ in range(2):
        assert_numbers(reader.get(contacts.url).content.decode())
    assert "63627905" in reader.get("/").content.decode()
    assert "63627905" in reader.get("/termini/").content.decode()


def test_a_failure_of_the_cache_is_told_to_the_log(contacts, signed_in, broken_cache, caplog):
    signed_in().get(contacts.url)
    assert "The cache failed" in caplog.text


def test_one_can_still_log_in_when_the_cache_fails(contacts, client, signed_in, broken_cache):
    signed_in()
    assert client.get("/ieiet/").status_code == 200


@pytest.mark.parametrize("elasticsearch", [[], ["http://127.0.0.1:9"]])
def test_the_contacts_are_there_without_an_index_and_without_elasticsearch(
    contacts, signed_in, settings, tmp_path, elasticsearch
):
    settings.SEARCH_INDEX_PATH = tmp_path / "nowhere" / "search.sqlite3"
    settings.ELASTICSEARCH_HOSTS = elasticsearch
    forget_engines()
    reader = signed_in()
    assert_numbers(reader.get(contacts.url).content.decode())
    found = reader.get("/meklet/?q=kontakti")
    assert found.status_code == 200
    assert "63627905" in found.content.decode()
    text = words(found.content.decode())
    assert "Meklētājs neatbild" in text, text[:2000]
    forget_engines()


@pytest.fixture
def no_database(monkeypatch):
    def away():
        def fail(self, *args, **kwargs):
            raise OperationalError("database away")

        monkeypatch.setattr(BaseDatabaseWrapper, "cursor", fail)
        monkeypatch.setattr(type(connections["default"]), "is_usable", lambda self: False)

    return away


def test_without_the_database_the_numbers_that_were_shown_last_are_shown(contacts, signed_in, no_database):
    reader = signed_in()
    reader.raise_request_exception = False
    reader.get(contacts.url)
    no_database()
    response = reader.get("/")
    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "10", "no-store")
    html = response.content.decode()
    assert_numbers(html)
    assert "Jāpārbauda" in html[: html.index("</section>")]


def test_without_the_database_scripts_get_an_error_that_they_can_read(site, signed_in, no_database):
    reader = signed_in()
    reader.raise_request_exception = False
    no_database()
    response = reader.get("/api/search?q=plomba")
    assert response.status_code == 503
    assert response.json()["error"]["code"] == "unavailable"


def test_the_log_says_in_one_line_for_each_request_that_the_database_is_away(site, signed_in, no_database, caplog):
    reader = signed_in()
    reader.raise_request_exception = False
    no_database()
    reader.get("/")
    lines = [record for record in caplog.records if record.name == "django.request"]
    assert [line.getMessage() for line in lines] == ["Service Unavailable: /: database away"]
    assert not lines[0].exc_info


def test_what_fails_while_the_database_answers_is_an_error_of_the_program(site, signed_in, monkeypatch, caplog):
    """A deadlock, for example: it stays a 500, with the traceback in the log."""

    def fail(*args, **kwargs):
        raise OperationalError("deadlock detected")

    monkeypatch.setattr("kb.desk.page_cache._key", fail)
    reader = signed_in()
    reader.raise_request_exception = False
    assert reader.get("/").status_code == 500
    assert [bool(record.exc_info) for record in caplog.records if record.name == "django.request"] == [True]


def test_a_changed_number_is_in_the_file_with_the_next_page(contacts, signed_in, data_dir):
    reader = signed_in()
    reader.get(contacts.url)
    ContactPointFactory(label="Otrs", value="29213164", emergency_label="Siltumtīkli")
    reader.get(contacts.url)
    stored = json.loads((data_dir / "last-known.json").read_text())
    assert set(stored["emergency"][0]["numbers"]) == {"63627905", "29213164"}


@pytest.mark.parametrize("stored", [None, "", '{"emergency": [{"label": "Silt', "[]", "7"])
def test_without_a_whole_file_112_is_shown(db, client, data_dir, no_database, stored):
    if stored is not None:
        (data_dir / "last-known.json").write_text(stored)
    client.raise_request_exception = False
    client.cookies["sessionid"] = "x" * 32
    no_database()
    response = client.get("/")
    assert response.status_code == 503
    assert "tel:112" in response.content.decode()


def test_a_disk_that_cannot_be_written_stops_no_page(contacts, signed_in, settings, data_dir, caplog):
    (data_dir / "file").write_text("")
    settings.DATA_DIR = data_dir / "file"
    assert_numbers(signed_in().get(contacts.url).content.decode())
    assert "could not be written" in caplog.text


def test_a_disk_that_refused_is_left_alone_for_a_while_and_then_tried_again(contacts, signed_in, data_dir, monkeypatch):
    tries, now = [], [1000.0]

    def full(path, text):
        tries.append(path)
        raise OSError("no space left on device")

    write = last_known._write
    monkeypatch.setattr(last_known, "_write", full)
    monkeypatch.setattr(last_known.time, "monotonic", lambda: now[0])
    reader = signed_in()
    for _ in range(2):
        reader.get("/vardnica/")
    assert len(tries) == 1
    monkeypatch.setattr(last_known, "_write", write)
    reader.get("/vardnica/")
    assert not (data_dir / "last-known.json").exists()
    now[0] += 2 * last_known.PAUSE_SECONDS
    reader.get("/vardnica/")
    assert "63627905" in (data_dir / "last-known.json").read_text()

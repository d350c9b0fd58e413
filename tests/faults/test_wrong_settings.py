"""Elasticsearch that was set up wrongly: the site starts, the embedded engine serves, one line says what is wrong."""

import http.server
import json
import ssl
import subprocess
import threading
from collections.abc import Iterator

import pytest
from django.core.management import call_command

from search import failover
from search.breaker import Breaker
from search.engines.base import Reader
from search.engines.registry import all_engines, embedded_engine, forget_engines
from search.indexing.loop import Follower
from search.indexing.rebuild import rebuild
from search.service import search
from tests import factories
from tests.factories import ServicePageFactory
from tools.ports import free_port

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def served(site, tmp_path, settings, monkeypatch):
    """``served(url, **more)`` points the site to that Elasticsearch and gives what a reader then gets."""
    factories.publish(ServicePageFactory(title="Plombēšana"))

    def ask(url, **more):
        settings.SEARCH_INDEX_PATH = tmp_path / "search.sqlite3"
        settings.ELASTICSEARCH_HOSTS = [url]
        for name, value in more.items():
            setattr(settings, name, value)
        forget_engines()
        monkeypatch.setattr(failover, "breaker", Breaker())
        rebuild(embedded_engine())
        return search("plombēšana", Reader(frozenset()))

    yield ask
    embedded_engine()._forget()
    forget_engines()


class Answering(http.server.BaseHTTPRequestHandler):
    """Some other server: it answers everything with its own status.

    With a ``version`` it answers as an Elasticsearch of that version answers what this site asks. No such server can be
    had here (the local node is version 8), so this stand-in sends what such servers are known to send: the header of
    the product, their number among what they say of their node, and, where they know nothing of clients of version 8, a
    refusal of the media type.
    """

    status = 404
    version = ""
    refuses = False

    def do_POST(self) -> None:
        status, body = self.status, b"{}"
        asks_as_any_version = "compatible-with" not in self.headers.get("Accept", "")
        if self.version and self.path.startswith("/_nodes/") and asks_as_any_version:
            status, body = 200, json.dumps({"nodes": {"a": {"version": self.version}}}).encode()
        elif self.refuses:
            wrong = {"type": "media_type_header_exception", "reason": "Invalid media-type value on headers [Accept]"}
            status, body = 400, json.dumps({"error": {**wrong, "root_cause": [wrong]}, "status": 400}).encode()
        self.send_response(status)
        if self.version:
            self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_HEAD = do_PUT = do_POST  # noqa: N815  (names of the base class)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def other_server() -> Iterator[http.server.ThreadingHTTPServer]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_host_that_nobody_answers_on(served, caplog):
    found = served(f"http://127.0.0.1:{free_port()}")
    assert (found.mode, found.degraded, len(found.hits)) == ("embedded", True, 1)
    assert "Connection" in found.reason


def test_a_key_that_is_not_accepted(served, other_server, monkeypatch):
    monkeypatch.setattr(Answering, "status", 401)
    found = served(f"http://127.0.0.1:{other_server.server_port}", ELASTICSEARCH_API_KEY="d3Jvbmc=")
    assert (found.mode, len(found.hits)) == ("embedded", 1)
    assert "the API key is not accepted (401)" in found.reason


@pytest.mark.parametrize(
    ("version", "refuses"),
    [
        ("7.17.28", True),
        ("9.2.1", False),  # it takes requests of clients of version 8
        ("10.0.0", True),
    ],
)
def test_an_elasticsearch_of_another_major_version(served, other_server, monkeypatch, caplog, capsys, version, refuses):
    monkeypatch.setattr(Answering, "version", version)
    monkeypatch.setattr(Answering, "refuses", refuses)
    monkeypatch.setattr(Answering, "status", 200)
    found = served(f"http://127.0.0.1:{other_server.server_port}")
    said = f"the server is Elasticsearch {version}; this site needs version 8"
    assert (found.mode, found.degraded, len(found.hits)) == ("embedded", True, 1)
    assert said in found.reason
    for _ in range(10):
        search("plombēšana", Reader(frozenset()))
    assert caplog.text.count(said) == 1
    with pytest.raises(SystemExit):
        call_command("search_status")
    assert said in capsys.readouterr().out
    follower = Follower(all_engines()[0])
    for now in (1.0, 100.0, 1000.0):
        follower.step(now)
    assert caplog.text.count("elasticsearch cannot be written, tried again later") == 1


def test_a_server_that_is_no_elasticsearch(served, other_server):
    found = served(f"http://127.0.0.1:{other_server.server_port}")
    assert (found.mode, len(found.hits)) == ("embedded", 1)
    assert found.reason


def test_a_certificate_of_another_authority(served, other_server, tmp_path):
    for name in ("server", "other"):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", tmp_path / f"{name}.key",
             "-out", tmp_path / f"{name}.pem"],
            check=True, capture_output=True,
        )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem", tmp_path / "server.key")
    other_server.socket = context.wrap_socket(other_server.socket, server_side=True)
    found = served(f"https://127.0.0.1:{other_server.server_port}", ELASTICSEARCH_CA_FILE=str(tmp_path / "other.pem"))
    assert (found.mode, len(found.hits)) == ("embedded", 1)
    assert "certificate" in found.reason


def test_the_log_says_it_once_and_search_status_says_it(served, caplog, capsys):
    served(f"http://127.0.0.1:{free_port()}")
    for _ in range(10):
        search("plombēšana", Reader(frozenset()))
    lines = [record.message for record in caplog.records if record.name == "search"]
    assert len([line for line in lines if "served by the embedded engine" in line]) == 1
    with pytest.raises(SystemExit):
        call_command("search_status")
    printed = capsys.readouterr().out
    assert "engine elasticsearch unavailable" in printed
    assert "last error Elasticsearch" in printed

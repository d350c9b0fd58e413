"""Elasticsearch that was set up wrongly: the site starts, the embedded engine serves, one line says what is wrong."""

import http.server
import ssl
import subprocess
import threading
from collections.abc import Iterator

import pytest
from django.core.management import call_command

from search import failover
from search.breaker import Breaker
from search.engines.base import Reader
from search.engines.registry import embedded_engine, forget_engines
from search.indexing.rebuild import rebuild
from search.service import search
from tests import factories
from tests.elasticsearch_node import free_port
from tests.factories import ServicePageFactory

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
    """Some other server: it answers everything with its own status."""

    status = 404

    def do_POST(self) -> None:
        body = b"{}"
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
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

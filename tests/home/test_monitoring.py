"""Figures and lines of the log: right with several processes, and without anything that a person typed."""

import json
import logging
import re
from pathlib import Path

import pytest
import yaml
from django.test import Client

from home.monitoring.json_lines import JsonLines
from home.monitoring.request_id import current
from kb.backup.last import note_backup
from search.breaker import FAILURES, Breaker
from search.engines.base import EngineUnavailable
from search.indexing.drift import Drift, note_drift
from search.indexing.worker import beat
from tests import factories
from tests.factories import ServicePageFactory

pytestmark = pytest.mark.django_db
MONITORING = Path(__file__).resolve().parents[2] / "docs" / "monitoring"
CODE = "010190-12345"
NUMBER = "0f8fad5b-d9cb-469f-a165-70867728950e"


def line(*args, **more):
    record = logging.LogRecord("search", logging.WARNING, "x.py", 1, *args, None, **more)
    return json.loads(JsonLines().format(record))


def value(text, name):
    """The value of a figure, for example ``kb_requests_total{part="page"}``; 0 where there is none yet."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def figures():
    return Client().get("/metrics").content.decode()


# --- who may read them ------------------------------------------------------------------------------------


def test_figures_are_for_this_machine_or_with_the_token(site, settings):
    elsewhere = Client(REMOTE_ADDR="10.0.0.5")
    through_a_proxy = Client(HTTP_X_FORWARDED_FOR="10.0.0.5")
    assert Client().get("/metrics").status_code == 200
    for outsider in (elsewhere, through_a_proxy):
        assert outsider.get("/metrics").status_code == 403
    settings.READYZ_TOKEN = "a-token-of-the-machine-room"
    assert elsewhere.get("/metrics", headers={"Authorization": "Bearer a-token-of-the-machine-room"}).status_code == 200
    assert elsewhere.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 403


# --- figures ----------------------------------------------------------------------------------------------


def test_requests_are_counted_by_part_of_the_site_and_class_of_the_answer(site, index, signed_in):
    page, missing = (f'kb_request_seconds_count{{part="page",status="{status}"}}' for status in ("2xx", "4xx"))
    before, reader = figures(), signed_in()
    reader.get("/vardnica/")
    reader.get("/nav-tadas/")
    after = figures()
    assert value(after, page) - value(before, page) == 1
    assert value(after, missing) - value(before, missing) == 1


def test_searches_are_counted_with_their_time_and_those_without_results(site, index, signed_in):
    factories.publish(ServicePageFactory(title="Plombēšana"))
    index.drain()
    reader, before = signed_in(), figures()
    reader.get("/api/search?q=plombesana")
    reader.get("/api/search?q=qwxz")
    after = figures()
    for name, more in (("kb_search_seconds_count", 2), ("kb_search_zero_total", 1)):
        name += '{mode="embedded"}'
        assert value(after, name) - value(before, name) == more


def test_the_state_of_index_worker_and_queue(site, index):
    assert "kb_worker_silent_seconds{" not in figures()  # never heard of: no figure rather than a wrong one
    beat(index.target)
    text = figures()
    assert value(text, "kb_database_up") == 1
    assert value(text, 'kb_index_up{engine="embedded"}') == 1
    assert value(text, 'kb_worker_silent_seconds{engine="embedded"}') < 5
    assert 'kb_outbox_lag_seconds{engine="embedded"}' in text
    assert value(text, "kb_gaps_open") == 0


def test_without_a_database_the_figures_say_so(site, index, monkeypatch):
    from django.db import OperationalError

    from home.monitoring import state_metrics

    def away():
        raise OperationalError("away")

    monkeypatch.setattr(state_metrics, "health", away)
    text = figures()
    assert value(text, "kb_database_up") == 0
    assert "kb_request_seconds_count" in text


def test_the_breaker_of_a_process_is_a_figure(site, index, monkeypatch):
    from search import failover

    class Away:
        name = "elasticsearch"

    def question(engine):
        if isinstance(engine, Away) and down:
            raise EngineUnavailable("away")
        return []

    clock = [0.0]
    monkeypatch.setattr(failover, "breaker", Breaker(now=lambda: clock[0]))
    monkeypatch.setattr(failover, "elasticsearch_engine", Away)
    down = True
    for _ in range(FAILURES):
        failover.ask(question)
    assert value(figures(), "kb_search_breaker_open") == 1
    down, clock[0] = False, 1000.0
    failover.ask(question)
    assert value(figures(), "kb_search_breaker_open") == 0


def test_every_figure_of_the_alerts_and_of_the_dashboard_is_there(site, index, signed_in, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    note_backup()
    beat(index.target)
    note_drift(index.target, Drift((), (), ()))
    signed_in().get("/meklet/?q=qwxz")
    there = set(re.findall(r"^(kb_\w+?)(?:_total)?(?:{| )", figures(), re.MULTILINE))
    for name in ("alerts.yml", "dashboard.json"):
        asked = set(re.findall(r"\bkb_\w+", (MONITORING / name).read_text()))
        assert {figure.removesuffix("_total") for figure in asked} <= there, name


def test_the_files_for_the_monitoring_can_be_read():
    rules = yaml.safe_load((MONITORING / "alerts.yml").read_text())["groups"][0]["rules"]
    assert all(rule["expr"] and rule["annotations"]["action"] for rule in rules)
    panels = json.loads((MONITORING / "dashboard.json").read_text())["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels) == 10
    assert (
        yaml.safe_load((MONITORING / "prometheus.yml").read_text())["scrape_configs"][0]["metrics_path"] == "/metrics"
    )


# --- lines of the log -------------------------------------------------------------------------------------


def test_the_answer_has_the_number_of_the_proxy_or_a_new_one(site, signed_in):
    reader = signed_in()
    assert reader.get("/healthz", headers={"X-Request-ID": NUMBER})["X-Request-ID"] == NUMBER
    for malformed in ("", CODE, "a b", NUMBER + "\x7f", "<script>"):
        made = reader.get("/healthz", headers={"X-Request-ID": malformed})["X-Request-ID"]
        assert re.fullmatch("[0-9a-f]{32}", made)


def test_a_request_is_one_line_without_address_query_or_person(site, signed_in, caplog):
    reader = signed_in(username="anna.ozola")
    with caplog.at_level(logging.INFO, "home.requests"):
        reader.get(f"/lapa/{CODE}/?q=janis", headers={"X-Request-ID": NUMBER})
    (record,) = [record for record in caplog.records if record.name == "home.requests"]
    written = JsonLines().format(record)
    shown = json.loads(written)
    assert (shown["method"], shown["route"], shown["status"]) == ("GET", "lapa/<str:code>/", 404)
    assert shown["request_id"] == NUMBER
    assert shown["ms"] > 0
    for personal in (CODE, "janis", "anna", "127.0.0.1"):
        assert personal not in written


def test_what_was_typed_is_masked_in_every_line_and_what_was_counted_stays():
    assert line("%s differed in %s pages", ("embedded", 123456))["message"] == "embedded differed in 123456 pages"
    assert CODE not in line("Not Found: %s", (f"/lapa/{CODE}/",))["message"]
    assert "janis" not in line("Error handling request %s", ("/meklet/?q=janis&p=1",))["message"]
    assert CODE not in line(f"value {CODE}", None)["message"]
    assert line("%(a)s of %(b)d", ({"a": CODE, "b": 100000},))["message"] == "••• of 100000"


def test_a_traceback_is_masked_too():
    try:
        raise ValueError(f"Key (text)=({CODE})")
    except ValueError as error:
        record = logging.LogRecord(
            "kb", logging.ERROR, "x.py", 1, "Fault", None, (ValueError, error, error.__traceback__)
        )
    written = json.loads(JsonLines().format(record))
    assert "ValueError" in written["error"] and CODE not in written["error"]


def test_a_line_within_a_request_carries_its_number():
    current.set(NUMBER)
    assert line("text", None)["request_id"] == NUMBER
    current.set("")
    assert "request_id" not in line("text", None)

"""How often pages are copied: a number for each day, page and channel, and nothing else."""

import json
from datetime import date

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from kb.accounts import roles
from kb.content.models import ContentVersion
from kb.desk.copies import CopyChannel, counting
from kb.desk.models import CopyCount
from tests import factories
from tests.factories import ServicePageFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/api/copies"


@pytest.fixture
def shown(site):
    return ServicePageFactory(code="P11")


def tell(reader, body):
    content = body if isinstance(body, bytes | str) else json.dumps(body)
    return reader.post(ADDRESS, content, content_type="application/json").status_code


def counts():
    return sorted(CopyCount.objects.values_list("day", "page__code", "channel", "count"))


def test_each_copy_adds_one_to_its_day_page_and_channel(shown, signed_in, clock):
    reader = signed_in()
    for channel in ("email", "email", "sms"):
        assert tell(reader, {"code": "P11", "channel": channel}) == 204
    clock.move_to("2026-11-25T10:00:00+02:00")
    tell(signed_in("vaditaja"), {"code": "P11", "channel": "email"})
    assert counts() == [
        (date(2026, 11, 24), "P11", "email", 2),
        (date(2026, 11, 24), "P11", "sms", 1),
        (date(2026, 11, 25), "P11", "email", 1),
    ]


def test_neither_text_nor_person_is_kept():
    assert {field.name for field in CopyCount._meta.get_fields()} == {"id", "day", "page", "channel", "count"}


def test_every_channel_fits_its_column():
    assert max(map(len, CopyChannel.values)) <= CopyCount._meta.get_field("channel").max_length


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        "null",
        "[]",
        "7",
        {},
        {"code": "P11"},
        {"channel": "email"},
        {"code": "P11", "channel": "fax"},
        {"code": "P11", "channel": None},
        {"code": "P11", "channel": ["email"]},
        {"code": ["P11"], "channel": "email"},
        {"code": None, "channel": "email"},
        {"code": "p11", "channel": "email"},
        {"code": "P11\n", "channel": "email"},
        {"code": "P11\u0000", "channel": "email"},
        {"code": "P" + "1" * 5000, "channel": "email"},
        {"code": "P11'; DROP TABLE desk_copycount; --", "channel": "email"},
    ],
)
def test_whatever_is_no_copy_is_refused_and_counted_nowhere(shown, signed_in, body):
    assert tell(signed_in(), body) == 400
    assert counts() == []


def test_an_unknown_page_a_draft_and_a_closed_one_answer_alike_and_are_not_counted(shown, signed_in):
    ServicePageFactory(code="P12", live=False)
    factories.restrict(ServicePageFactory(code="P13"), roles.SUPERVISOR)
    reader = signed_in()
    assert {tell(reader, {"code": code, "channel": "email"}) for code in ("P12", "P13", "P99")} == {204}
    assert counts() == []
    tell(signed_in("vaditaja"), {"code": "P13", "channel": "email"})
    assert [row[1] for row in counts()] == ["P13"]


def test_only_a_post_with_the_token_counts(shown, signed_in, client):
    reader = signed_in()
    assert reader.get(ADDRESS).status_code == 405
    assert client.post(ADDRESS, {}).status_code == 401
    reader.handler.enforce_csrf_checks = True
    assert tell(reader, {"code": "P11", "channel": "email"}) == 403
    assert counts() == []


def test_a_database_that_is_busy_stops_nobody(shown, signed_in, monkeypatch, caplog):
    def busy(**fields):
        raise DatabaseError("database is locked")

    monkeypatch.setattr(CopyCount.objects, "get_or_create", busy)
    monkeypatch.setattr(counting.CopyCount.objects, "get_or_create", busy)
    assert tell(signed_in(), {"code": "P11", "channel": "email"}) == 204
    assert "Not written down: a copy" in caplog.text


def test_the_number_is_added_in_the_database(shown, signed_in):
    reader = signed_in()
    tell(reader, {"code": "P11", "channel": "email"})
    with CaptureQueriesContext(connection) as queries:
        tell(reader, {"code": "P11", "channel": "email"})
    (update,) = [query["sql"] for query in queries if query["sql"].startswith("UPDATE") and "copycount" in query["sql"]]
    assert '"desk_copycount"."count" + 1' in update


def test_counting_leaves_the_cached_pages_alone(shown, signed_in):
    before = ContentVersion.current()
    tell(signed_in(), {"code": "P11", "channel": "email"})
    assert ContentVersion.current() == before

"""Nobody takes up the whole server, and nobody is held up by somebody else at the same counter."""

import time

import pytest
import time_machine

from kb.accounts import limits
from kb.accounts.limits import Counts
from tests.factories import ServicePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few(monkeypatch):
    """Three of each a minute; the clock stands still at its tenth second."""
    monkeypatch.setattr(limits, "LIMITS", dict.fromkeys(limits.LIMITS, 3))
    with time_machine.travel("2026-11-25T10:00:10+02:00", tick=False) as clock:
        yield clock


def test_the_fourth_search_is_refused_in_json_with_the_time_to_wait(site, index, signed_in, few):
    reader = signed_in()
    answers = [reader.get("/api/search?q=rekins") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[3].json()["error"]["code"] == "too_many_requests"
    assert answers[3]["Retry-After"] == "50"
    few.shift(50)
    assert reader.get("/api/search?q=rekins").status_code == 200


def test_the_page_says_it_in_words(site, index, signed_in):
    reader = signed_in()
    for _ in range(3):
        reader.get("/meklet/?q=rekins")
    refused = reader.get("/meklet/?q=rekins")
    assert (refused.status_code, refused["Retry-After"]) == (429, "50")
    assert "Pārāk daudz pieprasījumu" in refused.content.decode()


def test_others_at_the_same_counter_go_on(site, index, signed_in):
    one, other = signed_in(username="viens"), signed_in(username="otrs")
    for _ in range(4):
        last = one.get("/api/suggest?q=re")
    assert last.status_code == 429
    assert other.get("/api/suggest?q=re").status_code == 200
    assert one.get("/").status_code == 200


def test_feedback_is_limited_when_it_is_sent_not_when_it_is_read(site, index, signed_in):
    page, reader = ServicePageFactory(), signed_in()
    address = f"/atsauksme/{page.code}/kluda/"
    assert {reader.get(address).status_code for _ in range(5)} == {200}
    assert [reader.post(address, {}).status_code for _ in range(4)][-1] == 429


def test_tables_are_limited_in_the_admin_and_for_the_standard(site, signed_in):
    supervisor = signed_in("vaditaja")
    for address in ("/apliecinajumi/komanda.csv", "/admin/reports/site-history/?export=csv"):
        got = [supervisor.get(address).status_code for _ in range(4)]
        assert 429 in got, address
    assert supervisor.get("/admin/reports/site-history/").status_code == 200


def test_counting_costs_next_to_nothing():
    counts, now = Counts(), time.time()
    began = time.perf_counter()
    for number in range(10_000):
        counts.add("search", number % 200, now)
    assert time.perf_counter() - began < 1  # a tenth of a millisecond each

"""The page that is opened from the results is remembered with its search."""

import re

import pytest
import time_machine
from django.test import Client

from search.log.models import SearchQuery
from tests.factories import ServicePageFactory
from tests.search.test_log import BROWSER

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-25T10:20:30+02:00", tick=False) as clock:
        yield clock


def add_pages(index, *numbers):
    for number in numbers:
        ServicePageFactory(title=f"Parāds {number}", code=f"P{number + 30}")
    index.drain()


@pytest.fixture
def browser(clock, site, index, signed_in):
    add_pages(index, 0, 1, 5)
    return signed_in()


def search(browser, text="parāds", **parameters):
    return browser.get("/meklet/", {"q": text, **parameters}, headers=BROWSER).content.decode()


def number_on(page):
    return re.search(r'data-query="([^"]+)"', page)[1]


def open_hit(browser, number, code="P31", rank=2):
    data = {"query": number, "code": code, "rank": rank}
    return browser.post("/api/search/click", data, content_type="application/json", headers=BROWSER)


def test_a_click_is_stored_with_its_search(browser):
    page = search(browser)
    assert 'data-code="P31"' in page
    assert open_hit(browser, number_on(page)).status_code == 204
    row = SearchQuery.objects.get()
    assert (row.clicked_code, row.clicked_rank) == ("P31", 2)


def test_the_page_opened_last_stays(browser):
    number = number_on(search(browser))
    open_hit(browser, number)
    open_hit(browser, number, "P35", 6)
    row = SearchQuery.objects.get()
    assert (row.clicked_code, row.clicked_rank) == ("P35", 6)


def test_ranks_go_on_on_the_next_page_and_it_belongs_to_the_same_search(browser, index):
    add_pages(index, *range(6, 15))
    first, second = search(browser), search(browser, p=2)
    assert 'start="1"' in first
    assert 'start="11"' in second
    assert number_on(first).split(":")[0] == number_on(second).split(":")[0]


def test_a_question_after_a_click_is_a_new_one_and_marks_nothing(browser):
    open_hit(browser, number_on(search(browser, "parā")))
    search(browser, "parāds")
    rows = SearchQuery.objects.order_by("pk")
    assert [(row.text, row.reformulated) for row in rows] == [("parā", False), ("parāds", False)]


def test_results_that_are_not_logged_carry_no_number(browser):
    assert "data-query" not in browser.get("/meklet/", {"q": "parāds"}).content.decode()


def test_a_number_that_was_not_given_out_here_is_refused(browser):
    number = number_on(search(browser))
    pk = number.split(":")[0]
    for forged in (pk, f"{int(pk) + 1}:{number.split(':', 1)[1]}", "", None, 5, ["x"]):
        assert open_hit(browser, forged).status_code == 400
    assert SearchQuery.objects.get().clicked_code == ""


def test_a_list_that_was_left_open_for_longer_than_a_session_counts_no_more(browser, clock):
    number = number_on(search(browser))
    clock.shift(9 * 3600 + 1)
    browser.force_login(browser.person, backend="django.contrib.auth.backends.ModelBackend")
    assert open_hit(browser, number).status_code == 400


@pytest.mark.parametrize("code", ["", "p31", "P12345678", "<b>", None, 5, {}])
def test_a_code_that_none_can_be_is_refused(browser, code):
    assert open_hit(browser, number_on(search(browser)), code=code).status_code == 400


@pytest.mark.parametrize("rank", [0, -1, 1001, "2", 1.5, None, True])
def test_a_rank_that_none_can_be_is_refused(browser, rank):
    assert open_hit(browser, number_on(search(browser)), rank=rank).status_code == 400


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff", b"[" * 100_000])
def test_what_is_no_click_is_refused_in_plain_words(browser, body):
    answer = browser.post("/api/search/click", body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["error"] == {"code": "bad_click", "message": "Tas nav klikšķis uz rezultāta."}


def test_a_click_needs_the_token_of_the_page(browser):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(browser.person, backend="django.contrib.auth.backends.ModelBackend")
    page = search(strict)
    assert open_hit(strict, number_on(page)).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    data = {"query": number_on(page), "code": "P31", "rank": 2}
    answer = strict.post("/api/search/click", data, content_type="application/json", headers={"X-CSRFToken": token})
    assert answer.status_code == 204


def test_a_stranger_cannot_click(client, db):
    assert open_hit(client, "x").status_code == 401

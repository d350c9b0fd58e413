"""One row for each search of a person, with nothing of the person in it."""

import sqlite3
import time

import pytest
import time_machine
from django.db import InterfaceError, OperationalError, connection

from search.log import record
from search.log.after_answer import AnswerFirst
from search.log.models import SearchQuery
from search.log.record import key_text
from tests import factories
from tests.factories import ServicePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


@pytest.fixture(autouse=True)
def page(site, index):
    page = factories.publish(ServicePageFactory(title="Parāda atmaksas grafiks", code="P11"))
    index.drain()
    return page


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-25T10:20:30+02:00", tick=False) as clock:
        yield clock


@pytest.fixture
def browser(clock, signed_in):
    return signed_in()


def ask(browser, text, **parameters):
    return browser.get("/meklet/", {"q": text, **parameters}, headers=BROWSER)


def texts():
    return list(SearchQuery.objects.order_by("pk").values_list("text", flat=True))


def test_a_search_leaves_a_row_with_what_was_found(browser):
    ask(browser, "parādu grafiks")
    row = SearchQuery.objects.get()
    assert (row.text, row.key_text, row.results, row.mode) == ("parādu grafiks", "grafik parad", 1, "embedded")
    assert (row.zero, row.reformulated, row.clicked_rank, row.clicked_code) == (False, False, None, "")
    assert row.created.isoformat() == "2026-11-25T08:00:00+00:00"


def test_what_nothing_is_found_for_is_flagged(browser):
    ask(browser, "zilonis")
    assert SearchQuery.objects.get().zero


def test_a_search_that_no_index_could_answer_is_no_zero(browser, index):
    index.engine._forget()
    index.engine.path.unlink()
    ask(browser, "parāds")
    assert not SearchQuery.objects.get().zero


def test_the_data_interface_is_logged_and_suggestions_are_not(browser):
    browser.get("/api/suggest", {"q": "para"}, headers=BROWSER)
    assert texts() == []
    browser.get("/api/search", {"q": "parāds"}, headers=BROWSER)
    assert texts() == ["parāds"]


def test_what_points_to_a_client_is_not_stored(browser):
    ask(browser, "010190-12345 janis@example.lv parāds")
    assert texts() == ["••• ••• parāds"]
    assert SearchQuery.objects.get().key_text == "parad"


def test_neither_session_nor_user_is_stored(browser):
    ask(browser, "parāds")
    stored = " ".join(map(str, SearchQuery.objects.values_list().get()))
    assert browser.session.session_key not in stored
    assert browser.person.username not in stored


def test_tomorrow_the_same_person_has_another_token(browser, clock):
    ask(browser, "parāds")
    ask(browser, "grafiks")
    clock.move_to("2026-11-26T08:00:00+02:00")
    browser.force_login(browser.person, backend="django.contrib.auth.backends.ModelBackend")
    ask(browser, "parāds")
    tokens = list(SearchQuery.objects.order_by("pk").values_list("token", flat=True))
    assert tokens[0] == tokens[1] != tokens[2]


# --- what belongs together ------------------------------------------------------------------------------------


def test_keystrokes_of_one_search_become_one_row(browser, clock):
    for typed in ("par", "parād", "parāda graf", "parāda grafiks", "parāda"):
        ask(browser, typed)
        clock.shift(5)
    assert texts() == ["parāda"]
    assert not SearchQuery.objects.get().reformulated


def test_typing_on_after_half_a_minute_is_another_search(browser, clock):
    ask(browser, "parāds")
    clock.shift(31)
    ask(browser, "parāds grafiks")
    assert texts() == ["parāds", "parāds grafiks"]


def test_a_number_that_was_stored_in_part_is_masked_once_it_is_whole(browser):
    ask(browser, "parāds 2612")
    ask(browser, "parāds 26123456")
    assert texts() == ["parāds •••"]


def test_the_same_question_again_is_the_same_search(browser, clock):
    ask(browser, "parāds")
    clock.shift(60)
    ask(browser, "parāds", tips="service")
    assert texts() == ["parāds"]
    assert not SearchQuery.objects.get().reformulated


def test_another_question_soon_after_marks_the_one_before_as_reformulated(browser, clock):
    ask(browser, "zilonis")
    clock.shift(100)
    ask(browser, "parāds")
    assert list(SearchQuery.objects.order_by("pk").values_list("reformulated", flat=True)) == [True, False]


def test_a_question_long_after_marks_nothing(browser, clock):
    ask(browser, "zilonis")
    clock.shift(121)
    ask(browser, "parāds")
    assert not SearchQuery.objects.filter(reformulated=True).exists()


def test_two_people_do_not_reformulate_each_other(browser, signed_in):
    other = signed_in(username="otra")
    ask(browser, "zilonis")
    ask(other, "parāds")
    assert not SearchQuery.objects.filter(reformulated=True).exists()


def test_forms_and_order_of_words_make_one_question():
    assert key_text("rēķina kopija") == key_text("kopiju rēķinam") != key_text("rēķins")


# --- who is left out, and what must never happen ---------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"User-Agent": "curl/8.5.0"},
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0 Safari/537.36"},
        {**BROWSER, "X-KB-Test": "1"},
    ],
)
def test_programs_and_tests_leave_no_row(browser, headers):
    assert browser.get("/meklet/", {"q": "parāds"}, headers=headers).status_code == 200
    assert texts() == []


@pytest.mark.parametrize("text", ["", "   ", "?!"])
def test_a_question_without_a_word_leaves_no_row(browser, text):
    assert ask(browser, text).status_code == 200
    assert texts() == []


@pytest.mark.parametrize("text", ["ā" * 3000, "a@ " * 100, "\x00", "' OR 1=1 --"])
def test_whatever_is_typed_can_be_stored(browser, text):
    assert ask(browser, text).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="one lock for all writers is SQLite's")
def test_while_somebody_else_writes_the_reader_gets_the_results_at_once(browser):
    ask(browser, "parāds")
    writer = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        started = time.perf_counter()
        answer = ask(browser, "grafiks")
        took = time.perf_counter() - started
    finally:
        writer.execute("ROLLBACK")
        writer.close()
    assert "Parāda atmaksas" in answer.content.decode().replace("<mark>", "").replace("</mark>", "")
    assert took < 2
    assert texts() == ["parāds"]
    ask(browser, "grafiks")
    assert texts() == ["parāds", "grafiks"]


@pytest.mark.parametrize("error", [OperationalError("locked"), InterfaceError("connection already closed")])
def test_a_search_that_cannot_be_logged_is_answered(browser, monkeypatch, caplog, error):
    def refuse(search, typed):
        raise error

    monkeypatch.setattr(record, "_write", refuse)
    assert "Parāda atmaksas" in ask(browser, "grafiks").content.decode().replace("<mark>", "").replace("</mark>", "")
    assert "was not logged" in caplog.text


def test_a_fault_after_the_answer_is_logged_and_does_not_reach_the_server(caplog):
    def fail():
        raise KeyError("salūza")

    answer = AnswerFirst({"query": ""}, afterwards=fail)
    answer.close()
    assert answer.closed
    assert "salūza" in caplog.text

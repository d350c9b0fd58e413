"""Eight wrong passwords for one name from one address: fifteen minutes' pause for that name at that address."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from tests.factories import PASSWORD, SiteTree, make_user

WRONG = "ne-tā-parole"
COUNTER, ELSEWHERE = "10.1.1.7", "10.9.9.9"
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _people(site: SiteTree) -> None:
    """Two people who serve clients at the same counter office."""
    make_user("darbinieks")
    make_user("redaktors")


def attempt(username: str = "darbinieks", password: str = WRONG, at: str = COUNTER) -> HttpResponse:
    return Client().post("/ieiet/", {"username": username, "password": password}, REMOTE_ADDR=at)


def fail(times: int, username: str = "darbinieks") -> list[int]:
    return [attempt(username).status_code for _ in range(times)]


def test_the_eighth_wrong_password_locks_the_name_out_even_with_the_right_one() -> None:
    assert fail(8) == [200] * 7 + [429]
    assert attempt(password=PASSWORD).status_code == 429


def test_the_page_says_in_latvian_how_long_it_lasts_and_what_to_do() -> None:
    fail(8)

    page = attempt(password=PASSWORD).content.decode()

    assert '<html lang="lv"' in page
    assert "15 minūt" in page
    assert 'href="/ieiet/"' in page
    assert "Too many" not in page


def test_a_colleague_at_the_same_counter_is_not_affected() -> None:
    fail(8)

    assert attempt("redaktors", PASSWORD).status_code == 302


def test_the_same_person_may_log_in_from_another_place() -> None:
    fail(8)

    assert attempt(password=PASSWORD, at=ELSEWHERE).status_code == 302


def test_many_names_tried_from_one_address_lock_out_each_name_alone() -> None:
    fail(8, "neviens-tads")

    assert attempt("neviens-tads").status_code == 429
    assert attempt(password=PASSWORD).status_code == 302


def test_after_fifteen_minutes_the_name_is_open_again() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        fail(8)
        clock.shift(timedelta(minutes=14))
        assert attempt(password=PASSWORD).status_code == 429

    with time_machine.travel(NOW, tick=False) as clock:
        fail(8, "redaktors")
        clock.shift(timedelta(minutes=15, seconds=1))
        assert attempt("redaktors", PASSWORD).status_code == 302


def test_impatient_tries_do_not_prolong_the_fifteen_minutes_that_the_page_promises() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        fail(8)
        clock.shift(timedelta(minutes=10))
        assert attempt(password=PASSWORD).status_code == 429
        clock.shift(timedelta(minutes=5, seconds=1))
        assert attempt(password=PASSWORD).status_code == 302


def test_logging_in_forgets_the_wrong_passwords_before_it() -> None:
    fail(7)
    assert attempt(password=PASSWORD).status_code == 302

    assert fail(7) == [200] * 7
    assert attempt(password=PASSWORD).status_code == 302


def test_a_forwarded_address_does_not_help_to_guess_on() -> None:
    for number in range(8):
        Client().post(
            "/ieiet/",
            {"username": "darbinieks", "password": "x"},
            REMOTE_ADDR=COUNTER,
            HTTP_X_FORWARDED_FOR=f"1.1.1.{number}",
        )

    assert attempt(password=PASSWORD).status_code == 429

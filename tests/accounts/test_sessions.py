"""A session ends with the browser, and nine hours after log-in at the latest."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from tests.factories import PASSWORD, SiteTree, make_user

MORNING = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _person(site: SiteTree) -> None:
    make_user()


def log_in(client: Client):
    return client.post("/ieiet/", {"username": "darbinieks", "password": PASSWORD})


def use(client: Client) -> int:
    """Open a page and write into the session, as a busy day does (that alone would prolong it)."""
    session = client.session
    session["seen"] = session.get("seen", 0) + 1
    session.save()
    return client.get("/termini/").status_code


def test_the_cookie_goes_when_the_browser_closes_and_no_script_reads_it(client: Client) -> None:
    cookie = log_in(client).cookies["sessionid"]

    assert cookie["max-age"] == cookie["expires"] == ""
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_session_lasts_a_working_day_and_ends_after_nine_hours_however_busy_it_was(client: Client) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        log_in(client)
        for _hour in range(8):
            clock.shift(timedelta(hours=1))
            assert use(client) == 200
        clock.shift(timedelta(minutes=59))
        assert use(client) == 200
        clock.shift(timedelta(minutes=1, seconds=1))

        assert use(client) == 302
        assert client.get("/api/search?q=rekins").status_code == 401
        assert "_auth_user_id" not in client.session


def test_a_new_log_in_begins_a_new_nine_hours(client: Client) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        log_in(client)
        clock.shift(timedelta(hours=10))
        log_in(client)
        clock.shift(timedelta(hours=8))

        assert use(client) == 200


def test_logging_in_changes_the_session_so_that_a_planted_one_is_useless(client: Client) -> None:
    planted = client.session
    planted["planted"] = True
    planted.save()
    client.cookies["sessionid"] = planted.session_key

    log_in(client)

    assert client.cookies["sessionid"].value != planted.session_key

"""The log forgets: exact times after two minutes, searches after thirty days."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from search.indexing.loop import Jobs
from search.log.models import SearchQuery, SearchQueryCount
from search.log.retention import forget_exact_times, forget_old_searches

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = datetime(2026, 11, 25, 8, 20, tzinfo=UTC)
OLD = NOW - timedelta(days=31)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def searched(key, token, created=OLD, **fields):
    values = {"results": 1, "mode": "embedded", "ms": 5, "zero": False, **fields}
    hour = created.replace(minute=0)
    return SearchQuery.objects.create(token=token, text=key, key_text=key, created=hour, **values)


def counts():
    return list(SearchQueryCount.objects.values_list("day", "key_text", "searches", "zero", "clicks"))


def test_a_question_of_three_people_is_counted_and_its_searches_go():
    searched("parad", "a")
    searched("parad", "a", clicked_code="P11", clicked_rank=1)
    searched("parad", "b", zero=True)
    searched("parad", "c", clicked_code="P11", clicked_rank=2)
    assert forget_old_searches() == 4
    assert counts() == [(date(2026, 10, 25), "parad", 4, 1, 2)]
    assert not SearchQuery.objects.exists()


def test_what_fewer_people_asked_goes_without_a_trace():
    searched("berzin jan", "a")
    searched("berzin jan", "a")
    searched("berzin jan", "b")
    forget_old_searches()
    assert counts() == []
    assert not SearchQuery.objects.exists()


def test_three_people_on_different_days_are_not_three_on_one():
    for number, token in enumerate("abc"):
        searched("berzin jan", token, OLD - timedelta(days=number))
    forget_old_searches()
    assert counts() == []
    assert not SearchQuery.objects.exists()


def test_each_day_has_its_own_count():
    for days in (0, 5):
        for token in "abc":
            searched("parad", token, OLD - timedelta(days=days))
    forget_old_searches()
    assert sorted(counts()) == [(date(2026, 10, 20), "parad", 3, 0, 0), (date(2026, 10, 25), "parad", 3, 0, 0)]


def test_searches_of_the_last_thirty_days_stay():
    for token in "abc":
        searched("parad", token, NOW - timedelta(days=30))
    assert forget_old_searches() == 0
    assert SearchQuery.objects.count() == 3


def test_doing_it_twice_changes_nothing():
    for token in "abc":
        searched("parad", token)
    forget_old_searches()
    before = counts()
    assert forget_old_searches() == 0
    assert counts() == before


def test_of_a_search_that_no_later_one_can_belong_to_the_hour_stays():
    ended = searched("parad", "a", NOW, exact_at=NOW - timedelta(seconds=121))
    fresh = searched("parad", "b", NOW, exact_at=NOW - timedelta(seconds=119))
    assert forget_exact_times() == 1
    ended.refresh_from_db()
    fresh.refresh_from_db()
    assert ended.exact_at is None
    assert ended.created == NOW.replace(minute=0)
    assert fresh.exact_at is not None


def test_the_worker_does_it_at_night(site):
    searched("parad", "a")
    jobs = Jobs()
    with time_machine.travel("2026-11-25T02:59+02:00", tick=False):
        jobs.step(1.0)
        assert SearchQuery.objects.exists()
    with time_machine.travel("2026-11-25T03:01+02:00", tick=False):
        jobs.step(121.0)
        assert not SearchQuery.objects.exists()

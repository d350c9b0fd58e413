"""When a person was last here."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kb.desk.mine.presence import PAUSE, presence_of, seen_now
from kb.desk.models import Presence
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def person(db):
    return factories.make_user()


def look_in(person, clock, after=timedelta()):
    clock.shift(after)
    return seen_now(fresh(person), timezone.now())


def fresh(person):
    """The person as another request has them."""
    return type(person).objects.get(pk=person.pk)


def test_on_the_first_day_news_begin_with_the_first_moment(person, clock):
    first = look_in(person, clock)
    assert first.since == first.began == timezone.now()
    later = look_in(person, clock, timedelta(hours=2))
    assert later.first_stay
    assert later.since == first.began


def test_after_a_night_the_news_begin_where_the_last_day_ended(person, clock):
    look_in(person, clock)
    evening = look_in(person, clock, timedelta(hours=3)).last
    morning = look_in(person, clock, timedelta(hours=15))
    assert morning.since == evening
    assert not morning.first_stay


def test_neither_a_lunch_break_nor_another_log_in_makes_news_old(person, clock, signed_in):
    look_in(person, clock)
    evening = look_in(person, clock, timedelta(hours=1)).last
    look_in(person, clock, timedelta(days=1))
    look_in(person, clock, PAUSE - timedelta(minutes=1))
    client = signed_in("darbinieks", "cits")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert look_in(person, clock, timedelta(minutes=6)).since == evening


def test_signs_of_life_close_together_are_written_once(person, clock, django_assert_num_queries):
    look_in(person, clock)
    again = fresh(person)
    clock.shift(timedelta(minutes=4))
    with django_assert_num_queries(1):
        seen_now(again, timezone.now())


def test_of_two_requests_at_once_in_the_morning_both_know_when_the_last_day_ended(person, clock):
    evening = look_in(person, clock).last
    clock.shift(timedelta(days=1))
    first, second = fresh(person), fresh(person)
    presence_of(first), presence_of(second)
    assert seen_now(first, timezone.now()).since == seen_now(second, timezone.now()).since == evening
    assert Presence.objects.get().since == evening


def test_a_database_that_is_busy_takes_no_start_page_away(person, clock, monkeypatch):
    from django.db import OperationalError

    def busy(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(Presence.objects, "get_or_create", busy)
    assert look_in(person, clock).first_stay
    assert not Presence.objects.exists()

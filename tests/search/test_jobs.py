"""What the worker does beside the indexes: once a minute, once a night, and none at the cost of another."""

import logging

import pytest
import time_machine
from django.db import IntegrityError, InterfaceError, OperationalError
from wagtail import hooks

from search.engines.base import Write
from search.indexing.loop import CHECK_SECONDS, Follower, Jobs
from search.models import OutboxRow
from tests import factories
from tests.factories import ServicePageFactory

pytestmark = pytest.mark.django_db
NIGHT, MORNING, NEXT_NIGHT = "2026-11-26T03:10:00+02:00", "2026-11-26T08:00:00+02:00", "2026-11-27T03:10:00+02:00"


@pytest.fixture
def done():
    return []


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NIGHT, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def registered(done):
    jobs = [
        ("kb_every_night", lambda: done.append("night")),
        ("kb_every_minute", lambda: done.append("minute")),
    ]
    with hooks.register_temporarily(jobs):
        yield


def test_what_is_done_at_night_is_done_once_however_many_indexes_there_are(site, index, done, clock):
    followers, jobs = [Follower(index.engine), Follower(index.engine)], Jobs()
    for now in (1.0, 2.0, 1.0 + CHECK_SECONDS):
        jobs.step(now)
        for follower in followers:
            follower._compare_at_night()
    assert done == ["minute", "night", "minute"]
    clock.move_to(MORNING)
    jobs.step(1000.0)
    clock.move_to(NEXT_NIGHT)
    jobs.step(2000.0)
    assert done[2:] == ["minute", "minute", "minute", "night"]


def test_at_night_each_index_is_compared_and_what_differs_is_written_again(site, index):
    page = factories.publish(ServicePageFactory(title="Plombēšana"))
    index.drain()
    index.engine.apply([Write(page.pk, None, 10**6)])
    follower = Follower(index.engine)
    follower._compare_at_night()
    follower.target.refresh_from_db()
    assert follower.target.last_drift == 1
    assert OutboxRow.objects.get().object_id == str(page.pk)


def test_a_job_that_the_database_refuses_does_not_stop_the_others(done, caplog):
    def refused():
        raise IntegrityError("divreiz")

    with hooks.register_temporarily("kb_every_minute", refused, order=-1), caplog.at_level(logging.ERROR):
        Jobs().step(1.0)
    assert done == ["minute", "night"]
    assert "divreiz" in caplog.text


@pytest.mark.parametrize("away", [OperationalError, InterfaceError])
def test_without_a_database_the_jobs_wait_for_the_next_minute_and_those_of_the_night_are_not_lost(done, caplog, away):
    def without():
        raise away("nav datubāzes")

    jobs = Jobs()
    with hooks.register_temporarily("kb_every_night", without, order=-1):
        jobs.step(1.0)
    assert done == ["minute"]
    assert "nav datubāzes" in caplog.text
    jobs.step(1.0 + CHECK_SECONDS)
    assert done == ["minute", "minute", "night"]

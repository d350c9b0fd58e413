"""With several workers each job is done once, and when the one that does them falls silent another takes over."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from wagtail import hooks

from search.indexing.loop import Jobs
from search.indexing.turns import BETWEEN, LONGEST, WorkerTurn, new_holder, take

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
NIGHT = "2026-11-26T03:10:00+02:00"


def test_of_two_workers_one_does_the_jobs_and_the_night_is_done_once():
    done, clock_time = [], {"kb_every_minute": "minute", "kb_every_night": "night"}
    jobs = [(hook, lambda name=name: done.append(name)) for hook, name in clock_time.items()]
    first, second = Jobs(), Jobs()
    with hooks.register_temporarily(jobs), time_machine.travel(NIGHT, tick=False) as clock:
        for minute in range(3):
            first.step(minute * 60.0)
            second.step(minute * 60.0)
            clock.shift(timedelta(seconds=60))
        assert (done.count("minute"), done.count("night")) == (3, 1)
        Jobs().step(0.0)  # started anew
        assert done.count("night") == 1


def test_when_it_falls_silent_another_takes_over():
    done = []
    with time_machine.travel(NIGHT, tick=False) as clock:
        with hooks.register_temporarily("kb_every_minute", lambda: done.append(1)):
            Jobs().step(0.0)
            clock.shift(BETWEEN + timedelta(seconds=1))
            Jobs().step(0.0)
        assert done == [1, 1]


def test_a_worker_that_ended_half_way_is_waited_for_no_longer_than_said():
    with time_machine.travel(NIGHT, tick=False) as clock:
        assert take("ended half-way")
        clock.shift(LONGEST - timedelta(seconds=1))
        assert not take("another")
        clock.shift(timedelta(seconds=2))
        assert take("another")


def test_of_many_that_ask_at_the_same_moment_one_has_the_turn():
    WorkerTurn.objects.create(name="jobs")
    together, got = threading.Barrier(6), []

    def ask():
        try:
            together.wait(10)
            got.append(take(new_holder()))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(got) == [False] * 5 + [True]

"""A thousand edits by four editors while an index is rebuilt and Elasticsearch is killed: nothing is lost."""

import contextlib
import random
import threading
import time

import pytest
from django.db import connection

from kb.content.models import ExplanationPage
from search.engines.base import EngineUnavailable, Reader
from search.indexing.drift import find_drift
from search.indexing.loop import Follower
from search.indexing.rebuild import RebuildFailed, rebuild
from search.models import OutboxRow
from search.service import search
from tests.factories import ExplanationPageFactory

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, EDITS, PAGES = 4, 250, 40
WORDS = ("rēķins", "parāds", "apkure", "skaitītājs", "plomba", "tarifs", "līgums", "kase")


class Crew:
    """Threads that do something until told to stop; what goes wrong in one is kept for the end."""

    def __init__(self):
        self.stop = threading.Event()
        self.errors = []
        self.threads = []

    def start(self, work, *args):
        def run():
            try:
                work(*args)
            except Exception as error:  # noqa: BLE001  (shown at the end of the test)
                self.errors.append(error)
            finally:
                connection.close()

        thread = threading.Thread(target=run)
        thread.start()
        self.threads.append(thread)
        return thread


def write(seed, shared, own):
    """One editor: changes and unpublishes pages that all edit, deletes pages of their own now and then."""
    chance = random.Random(seed)  # noqa: S311
    for number in range(EDITS):
        if own and number % 50 == 49:
            ExplanationPage.objects.get(pk=own.pop()).delete()
            continue
        page = ExplanationPage.objects.get(pk=chance.choice(shared))
        page.title = f"{chance.choice(WORDS)} {seed} {number}".capitalize()
        page.live = chance.random() > 0.15
        page.save()


def read(crew, waits, modes):
    while not crew.stop.is_set():
        started = time.perf_counter()
        found = search(WORDS[len(waits) % len(WORDS)], Reader(frozenset()))
        waits.append(time.perf_counter() - started)
        modes.append(found.mode)
        time.sleep(0.02)


def follow(crew, engines):
    followers = [Follower(engine) for engine in engines]
    while not crew.stop.is_set():
        for follower in followers:
            follower.step(time.monotonic())
        time.sleep(0.1)


def test_afterwards_database_and_both_indexes_agree(remote, site):
    ids = [ExplanationPageFactory(title=f"Lapa {number}").pk for number in range(PAGES)]
    remote.follow()
    crew, waits, modes = Crew(), [], []
    crew.start(read, crew, waits, modes)
    crew.start(follow, crew, [remote.elasticsearch, remote.embedded])
    shared, others = ids[: PAGES // 2], ids[PAGES // 2 :]
    writers = [crew.start(write, seed, shared, others[seed::WRITERS]) for seed in range(WRITERS)]

    def rebuild_and_die():
        time.sleep(0.5)
        with contextlib.suppress(EngineUnavailable, RebuildFailed):
            rebuild(remote.elasticsearch, progress=lambda done: remote.node.kill())
        time.sleep(2)
        remote.node.start()
        rebuild(remote.embedded)

    dying = crew.start(rebuild_and_die)
    for thread in (*writers, dying):
        thread.join(240)
    crew.stop.set()
    for thread in crew.threads:
        thread.join(60)
    assert crew.errors == []

    OutboxRow.objects.update(not_before="2020-01-01T00:00Z")
    remote.follow()
    assert not OutboxRow.objects.exists()
    assert find_drift(remote.elasticsearch).number == 0
    assert find_drift(remote.embedded).number == 0
    assert "embedded" in modes, "readers were served while Elasticsearch was away"
    assert max(waits) < 3, "0.8 s for the engine, the rest is this machine with nine busy threads"

"""Elasticsearch is killed, hangs, loses its index or comes back empty: readers always get an answer."""

import time

import pytest
from elasticsearch import ConnectionTimeout

from search import failover
from search.breaker import Breaker
from search.engines.base import EngineUnavailable, Reader
from search.indexing.drift import find_drift
from search.indexing.loop import Follower
from search.indexing.rebuild import RebuildFailed, rebuild
from search.indexing.targets import register
from search.models import OutboxRow
from search.service import search, suggest
from tests import factories
from tests.factories import ServicePageFactory

pytestmark = pytest.mark.django_db(transaction=True)
EMPLOYEE = Reader(frozenset())


@pytest.fixture
def page(remote, site):
    found = factories.publish(ServicePageFactory(title="Plombēšana", client_words="norauta plomba"))
    remote.follow()
    return found


def test_readers_are_served_by_elasticsearch_while_it_is_there(remote, page):
    found = search("plomba", EMPLOYEE)
    assert (found.mode, found.degraded, found.reason) == ("elasticsearch", False, "")
    assert [hit.code for hit in found.hits] == [page.code]


def test_readers_get_the_same_answer_when_it_is_killed_and_are_told_why(remote, page):
    remote.node.kill()
    found = search("plomba", EMPLOYEE)
    assert (found.mode, found.degraded) == ("embedded", True)
    assert "Elasticsearch" in found.reason
    assert [hit.code for hit in found.hits] == [page.code]
    assert [suggestion.code for suggestion in suggest("plom", EMPLOYEE)] == [page.code]


def test_readers_wait_at_most_a_second_when_it_hangs_and_then_not_at_all(remote, page):
    remote.node.pause()
    try:
        waits = []
        for _ in range(6):
            started = time.perf_counter()
            found = search("plomba", EMPLOYEE)
            waits.append(time.perf_counter() - started)
            assert found.mode == "embedded"
        assert max(waits) < 1.5, "0.8 s for the engine and the time of this busy machine"
        assert max(waits[-3:]) < 0.3, "the breaker is open"
    finally:
        remote.node.resume()


def test_readers_are_moved_back_by_themselves(remote, page, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(failover, "breaker", Breaker(now=lambda: clock[0]))
    remote.node.pause()
    try:
        for _ in range(3):
            search("plomba", EMPLOYEE)
    finally:
        remote.node.resume()
    assert search("plomba", EMPLOYEE).mode == "embedded", "still within the pause"
    clock[0] += 31
    assert search("plomba", EMPLOYEE).mode == "elasticsearch"
    assert search("plomba", EMPLOYEE).degraded is False


def test_changes_made_while_it_is_away_are_written_when_it_is_back(remote, page):
    remote.node.kill()
    other = factories.publish(ServicePageFactory(title="Atslēgšana"))
    page.unpublish()
    with pytest.raises(EngineUnavailable):
        remote.follow()
    assert OutboxRow.objects.filter(target=register(remote.elasticsearch)).exists(), "nothing is forgotten"
    remote.node.start()
    remote.follow()
    assert find_drift(remote.elasticsearch).number == 0
    assert [hit.code for hit in search("atslēgšana", EMPLOYEE).hits] == [other.code]


def test_one_engine_that_is_away_does_not_hold_up_the_other(remote, page):
    remote.node.kill()
    factories.publish(ServicePageFactory(title="Atslēgšana"))
    followers = [Follower(remote.elasticsearch), Follower(remote.embedded)]
    for follower in followers:
        follower.step(now=100.0)
    assert find_drift(remote.embedded).number == 0
    assert followers[0].failing
    assert followers[0].due > 100.0
    assert "Elasticsearch" in register(remote.elasticsearch).last_error


def test_waiting_grows_to_five_minutes_and_no_further(remote, page):
    remote.node.kill()
    follower = Follower(remote.elasticsearch)
    now = 0.0
    waits = []
    for _ in range(14):
        now = max(now, follower.due)
        follower.step(now)
        waits.append(follower.due - now)
    assert waits[0] <= 2
    assert waits == sorted(waits)
    assert waits[-1] == 300


def test_an_index_deleted_by_hand_is_built_again_and_nothing_is_created_by_accident(remote, page):
    client = remote.elasticsearch.writer
    for index in remote.elasticsearch._all_indices():
        client.indices.delete(index=index)
    factories.publish(ServicePageFactory(title="Atslēgšana"))
    assert search("plomba", EMPLOYEE).mode == "embedded"
    with pytest.raises(EngineUnavailable):
        remote.follow()
    assert not client.indices.exists(index=remote.elasticsearch.alias), "no index with the alias's name"
    Follower(remote.elasticsearch).step(now=1000.0)
    assert find_drift(remote.elasticsearch).number == 0


def test_killed_during_a_rebuild_the_old_index_stays_in_use(remote, page, monkeypatch):
    from search.indexing import rebuild as rebuilding

    copy = rebuilding._copy

    def copy_and_die(fresh, progress):
        copy(fresh, progress)
        remote.node.kill()

    monkeypatch.setattr(rebuilding, "_copy", copy_and_die)
    with pytest.raises(EngineUnavailable):
        rebuild(remote.elasticsearch)
    monkeypatch.undo()
    remote.node.start()
    assert [hit.code for hit in search("plomba", EMPLOYEE).hits] == [page.code]
    rebuild(remote.elasticsearch)
    assert find_drift(remote.elasticsearch).number == 0


def test_a_rollback_uses_the_earlier_index_and_brings_it_up_to_date(remote, page):
    from django.core.management import call_command

    rebuild(remote.elasticsearch)
    before = remote.elasticsearch._behind_alias()
    page.title = "Skaitītāja atjaunošana"
    page.save_revision().publish()
    remote.follow()
    call_command("search_rebuild", "--rollback", verbosity=0)
    assert remote.elasticsearch._behind_alias() != before
    remote.follow()
    assert find_drift(remote.elasticsearch).number == 0


def test_an_index_that_a_killed_rebuild_left_half_filled_is_not_rolled_back_to(remote, page, monkeypatch):
    from django.core.management import CommandError, call_command

    for name in remote.elasticsearch._all_indices():
        if name not in remote.elasticsearch._behind_alias():
            remote.elasticsearch.writer.indices.delete(index=name)
    before = remote.elasticsearch._behind_alias()
    half = remote.elasticsearch.begin_rebuild()
    with pytest.raises(CommandError, match="no earlier index"):
        call_command("search_rebuild", "--rollback", verbosity=0)
    assert remote.elasticsearch._behind_alias() == before
    rebuild(remote.elasticsearch)
    assert not remote.elasticsearch.writer.indices.exists(index=half.index), "the next rebuild clears it away"
    call_command("search_rebuild", "--rollback", verbosity=0)
    assert remote.elasticsearch._behind_alias() == before


def test_an_index_that_was_deleted_while_it_was_filled_is_not_put_into_use(remote, page, monkeypatch):
    """The next write makes an index of the same name, but with whatever mapping Elasticsearch guesses."""
    from search.indexing import rebuild as rebuilding

    copy = rebuilding._copy

    def copy_delete_and_write(fresh, progress):
        copy(fresh, progress)
        fresh.writer.indices.delete(index=fresh.index)
        copy(fresh, progress)

    monkeypatch.setattr(rebuilding, "_copy", copy_delete_and_write)
    before = remote.elasticsearch._behind_alias()
    with pytest.raises((EngineUnavailable, RebuildFailed)):
        rebuild(remote.elasticsearch)
    assert remote.elasticsearch._behind_alias() == before
    assert [hit.code for hit in search("plomba", EMPLOYEE).hits] == [page.code]


def test_a_new_index_that_cannot_be_put_in_order_is_in_use_all_the_same(remote, page, monkeypatch, caplog):
    def refuse(**options):
        raise ConnectionTimeout("busy")

    monkeypatch.setattr(remote.elasticsearch.writer.indices, "forcemerge", refuse)
    before = remote.elasticsearch._behind_alias()
    assert rebuild(remote.elasticsearch).pages == 1
    assert remote.elasticsearch._behind_alias() != before
    assert "was not put in order" in caplog.text
    assert find_drift(remote.elasticsearch).number == 0


def test_writes_go_on_during_a_rebuild_and_none_is_lost(remote, page, monkeypatch):
    from search.indexing import rebuild as rebuilding

    copy = rebuilding._copy

    def copy_then_edit(fresh, progress):
        copy(fresh, progress)
        factories.publish(ServicePageFactory(title="Atslēgšana"))
        page.unpublish()

    monkeypatch.setattr(rebuilding, "_copy", copy_then_edit)
    rebuild(remote.elasticsearch)
    assert find_drift(remote.elasticsearch).number == 0
    remote.follow()
    assert find_drift(remote.elasticsearch).number == 0


def test_a_full_disk_makes_the_index_read_only_and_nothing_is_forgotten(remote, page):
    """Elasticsearch answers a full disk by blocking writes; readers go on, the worker waits."""
    client = remote.elasticsearch.writer
    block = {"index.blocks.read_only_allow_delete": True}
    client.indices.put_settings(index=remote.elasticsearch.alias, settings=block)
    other = factories.publish(ServicePageFactory(title="Atslēgšana"))
    with pytest.raises(EngineUnavailable, match="refused"):
        remote.follow()
    assert search("plomba", EMPLOYEE).mode == "elasticsearch"
    client.indices.put_settings(
        index=remote.elasticsearch.alias, settings={"index.blocks.read_only_allow_delete": None}
    )
    remote.follow()
    assert [hit.code for hit in search("atslēgšana", EMPLOYEE).hits] == [other.code]


def test_a_node_that_comes_back_empty_is_filled_again(remote, page):
    client = remote.elasticsearch.writer
    for index in remote.elasticsearch._all_indices():
        client.indices.delete(index=index)
    follower = Follower(remote.elasticsearch)
    follower.step(now=1.0)
    assert search("plomba", EMPLOYEE).mode == "elasticsearch"
    assert find_drift(remote.elasticsearch).number == 0

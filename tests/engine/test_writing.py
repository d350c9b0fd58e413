"""Writing: the newest state wins, and nothing of an old one is left."""

from dataclasses import replace

from search.engines.base import Write
from tests.engine.conftest import BLANK


def test_an_older_write_that_comes_late_changes_nothing(engine, store, found):
    document = store(1, "P08", "Rēķina skaidrojums", version=5)
    applied = engine.apply([Write(1, replace(document, title="Vecs nosaukums"), 4)])
    assert applied == 0
    assert found("rēķins") == ["P08"]
    assert found("vecs nosaukums") == []


def test_an_older_write_does_not_bring_a_removed_page_back(engine, store, found):
    document = store(1, "P08", "Rēķina skaidrojums", version=5)
    engine.apply([Write(1, None, 6)])
    engine.apply([Write(1, document, 5)])
    assert found("rēķins") == []
    engine.apply([Write(1, document, 7)])
    assert found("rēķins") == ["P08"]


def test_the_words_of_an_earlier_version_no_longer_find_the_page(engine, store, found):
    store(1, "P08", "Rēķina skaidrojums", client_words=("liels čeks",))
    store(1, "P08", "Tarifa skaidrojums", version=2)
    assert found("rēķins") == []
    assert found("čeks") == []
    assert found("tarifs") == ["P08"]
    assert engine.count() == 1


def test_hashes_change_exactly_when_the_content_does(engine, store):
    store(1, "P08", "Rēķina skaidrojums")
    before = dict(engine.hashes())
    store(1, "P08", "Rēķina skaidrojums", version=2)
    assert dict(engine.hashes()) == before
    store(1, "P08", "Rēķina skaidrojums", version=3, body="jauns teksts")
    assert dict(engine.hashes()) != before


def states(engine):
    """The state of an index with one page, and after each of 27 more writes, whatever shards they go to."""
    page = replace(BLANK, page_id=100, code="P08", title="Rēķins")
    engine.apply([Write(100, page, 1)])
    seen = [engine.state()]
    for version, document in ((1, page), (2, replace(page, title="Rēķina skaidrojums")), (3, None)):
        for number in range(1, 10):
            changed = replace(document, page_id=number) if document else None
            engine.apply([Write(number, changed, version)])
            seen.append(engine.state())
    return seen


def test_every_change_of_the_index_is_another_state(engine):
    assert len(set(states(engine)[:-1])) == 27


def test_a_change_on_any_shard_is_another_state(remote):
    assert len(set(states(remote)[:-1])) == 27

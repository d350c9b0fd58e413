"""Suggestions while typing."""

from search.engines.base import Reader
from tests.engine.conftest import TODAY

ANYBODY = Reader(frozenset())


def codes(engine, text, reader=ANYBODY):
    return [suggestion.code for suggestion in engine.suggest(text, reader, TODAY, 8)]


def test_the_beginning_of_a_title_suggests_the_page(engine, store):
    store(1, "P11", "Parāda atmaksas grafiks")
    assert codes(engine, "para") == ["P11"]
    assert codes(engine, "parāda atm") == ["P11"]


def test_a_title_stands_above_what_clients_say(engine, store):
    store(1, "P08", "Rēķina skaidrojums", client_words=("kase neņem karti",))
    store(2, "K04", "Kases")
    assert codes(engine, "kas") == ["K04", "P08"]


def test_each_page_is_suggested_once(engine, store):
    store(1, "K04", "Kases", client_words=("kur kase", "kases laiks", "kase Pils ielā"))
    assert codes(engine, "kas") == ["K04"]


def test_a_page_for_a_group_is_not_suggested_to_others(engine, store):
    store(1, "K04", "Kases", access=("g:7",))
    assert codes(engine, "kas") == []
    assert codes(engine, "kas", Reader(frozenset({"g:7"}))) == ["K04"]


def test_nothing_typed_suggests_nothing(engine, store):
    store(1, "K04", "Kases")
    assert codes(engine, "") == []
    assert codes(engine, '«»*"') == []

"""What an employee types finds the page, whichever engine answers."""

from datetime import date

import pytest

from kb.content.documents import EVERYONE
from search.engines.base import Filters, Reader
from search.queries import parse
from search.service import find
from search.synonyms import SynonymRow, SynonymTable, build_table
from tests.engine.conftest import ANYBODY, NO_FILTERS, TODAY


def test_every_form_of_a_word_finds_the_page(store, found):
    store(1, "P08", "Rēķina skaidrojums")
    for form in ("rēķins", "rēķina", "rēķinam", "rēķinu", "rēķinā", "rēķini", "rēķiniem", "rēķinos"):
        assert found(form) == ["P08"], form


def test_words_without_diacritics_find_the_page(store, found):
    store(1, "P08", "Rēķina skaidrojums")
    assert found("rekinam skaidrojumu") == ["P08"]


def test_the_exact_accented_word_stands_above_a_word_that_folds_to_the_same(store, found):
    store(1, "E01", "Kazas dārzā")
    store(2, "E02", "Kāzas pilī")
    assert found("kāzas")[0] == "E02"
    assert found("kazas")[0] == "E01"


def test_the_exact_title_comes_first(store, found):
    store(1, "P11", "Parāda atmaksas grafiks", client_words=("parāds",))
    store(2, "E04", "Parāds", body="parāds " * 5)
    store(3, "P12", "Izziņa par parādu", client_words=("parāds", "parāda izziņa"))
    assert found("parāds")[0] == "E04"


def test_a_code_finds_its_page_first(store, found):
    store(1, "P09", "Pārrēķins")
    store(2, "P08", "Rēķina skaidrojums", body="Skatiet arī P09 un pārrēķinu.")
    assert found("p09")[0] == "P09"


def test_what_clients_say_counts_more_than_running_text(store, found):
    store(1, "P11", "Atmaksas grafiks", client_words=("nevaru samaksāt uzreiz",))
    store(2, "E14", "Kases", body="Kasē var samaksāt uzreiz, ja nevaru citur.")
    assert found("nevaru samaksat")[0] == "P11"


def test_a_page_with_every_word_stands_above_pages_with_some(store, found):
    store(1, "K03", "Pirmssvētku darba laiks")
    store(2, "K02", "Darba laiks")
    store(3, "E01", "Pirmssvētku apkure")
    assert found("pirmssvētku darba laiks")[0] == "K03"


@pytest.mark.parametrize("typed", ["rekns", "rekiins", "rekims", "reikns"])
def test_one_typing_slip_still_finds_the_page(store, found, typed):
    store(1, "P08", "Rēķina skaidrojums", client_words=("liels rēķins",))
    store(2, "P06", "Rādījumu nodošana")
    assert found(typed) == ["P08"]


def test_a_slip_is_left_alone_where_the_words_are_to_be_searched_as_typed(store, found):
    store(1, "P08", "Rēķina skaidrojums", client_words=("liels rēķins",))
    assert found("rekns") == ["P08"]
    assert found("rekns", as_typed=True) == []


def test_a_slip_in_a_noun_of_action_still_finds_the_page(store, found):
    store(1, "P20", "Plombēšana")
    store(2, "P06", "Rādījumu nodošana")
    assert found("plombēšanna") == ["P20"]
    assert found("nodosama") == ["P06"]


def test_a_known_word_is_not_taken_for_a_slip(store, found):
    store(1, "K04", "Kase", client_words=("kase",))
    store(2, "E01", "Karte", client_words=("karte",))
    assert found("kase") == ["K04"]


def test_little_words_that_turn_the_question_round_are_not_dropped(store, found):
    store(1, "E09", "Bez pases", client_words=("bez pases",))
    store(2, "C5", "Pases uzrādīšana", client_words=("ar pasi",))
    assert found("bez pases")[0] == "E09"


def test_nothing_is_found_for_nonsense(store, found):
    store(1, "P08", "Rēķina skaidrojums")
    assert found("qwxzvk plmbrt") == []


def test_a_synonym_finds_the_page_below_the_clients_own_word(store, found):
    synonyms = build_table([SynonymRow(("rēķins", "čeks"))])
    store(1, "P08", "Rēķina skaidrojums")
    store(2, "P07", "Čeka saņemšana")
    assert found("čeks", synonyms=synonyms) == ["P07", "P08"]
    assert found("rēķins", synonyms=synonyms) == ["P08", "P07"]


def test_a_one_way_synonym_works_one_way(store, found):
    synonyms = build_table([SynonymRow(("pase",), one_way_to="personu apliecinošs dokuments")])
    store(1, "E09", "Personu apliecinoši dokumenti")
    store(2, "C5", "Pase")
    assert set(found("pase", synonyms=synonyms)) == {"C5", "E09"}
    assert found("personu apliecinošs dokuments", synonyms=synonyms) == ["E09"]


def test_a_synonym_of_several_words_is_read_as_one_thing(store, found):
    synonyms = build_table([SynonymRow(("pa daļām", "atmaksas grafiks"))])
    store(1, "P11", "Parāda atmaksas grafiks")
    store(2, "E02", "Maksas daļa")
    assert found("pa daļām", synonyms=synonyms) == ["P11"]


def test_a_word_with_a_minus_leaves_pages_out_wherever_it_stands(store, found):
    store(1, "P08", "Rēķina skaidrojums", body="Par čekiem un kvītīm.")
    store(2, "P07", "Rēķina saņemšana")
    assert set(found("rēķins")) == {"P08", "P07"}
    assert found("rēķins -kvīts") == ["P07"]


@pytest.mark.django_db
def test_words_in_quotation_marks_are_found_where_they_follow_each_other_in_a_heading(engine, store):
    store(1, "P11", "Atmaksa", headings=("Kā samaksāt pa daļām",))
    store(2, "P12", "Maksa", headings=("Par daļām un pa vienai",))
    found = find(engine, parse('"pa daļām"', SynonymTable()), ANYBODY, NO_FILTERS, TODAY)
    assert [hit.page.document.code for hit in found.ranked] == ["P11"]


def test_filters_leave_only_the_kind_and_channel_asked_for(store, found):
    store(1, "P08", "Rēķina skaidrojums", channels=("in_person", "phone"))
    store(2, "P07", "Rēķina saņemšana", channels=("electronic",))
    store(3, "E03", "Rēķina rindas", kind="explanation", channels=())
    assert set(found("rēķins", filters=Filters(kind="service"))) == {"P08", "P07"}
    assert found("rēķins", filters=Filters(channel="phone")) == ["P08"]


def test_a_page_for_a_group_is_found_by_that_group_alone(store, found):
    store(1, "P08", "Rēķina skaidrojums", access=("g:7",))
    assert found("rēķins") == []
    assert found("rēķins", reader=Reader(frozenset({"g:8"}))) == []
    assert found("rēķins", reader=Reader(frozenset({"g:7"}))) == ["P08"]
    assert found("rēķins", reader=Reader(None)) == ["P08"]


def test_a_page_outside_its_validity_is_not_found(store, found):
    store(1, "E13", "Tarifs", valid_from=date(2026, 12, 1))
    store(2, "E14", "Tarifs agrāk", valid_to=date(2026, 11, 24))
    assert found("tarifs") == []
    assert found("tarifs", today=date(2026, 12, 1)) == ["E13"]


def test_an_overdue_page_stands_below_its_verified_equal(store, found):
    store(1, "A1", "Tarifs", review_by=date(2026, 10, 1))
    store(2, "B1", "Tarifs")
    assert found("tarifs") == ["B1", "A1"]


def test_where_more_pages_match_than_are_ranked_the_engine_says_so(engine, store):
    for number, title in enumerate(("Rēķina skaidrojums", "Rēķina saņemšana", "Rēķina labošana"), start=1):
        store(number, f"P0{number}", title)
    query = parse("rēķins", SynonymTable())
    assert not engine.candidates(query, Reader(None), Filters(), TODAY, 2).complete
    assert engine.candidates(query, Reader(None), Filters(), TODAY, 3).complete
    assert engine.candidates(query, Reader(None), Filters(kind="phrase"), TODAY, 2).complete, "none of that kind"


def test_pages_that_the_reader_may_not_see_are_not_counted(engine, store):
    for number, access in enumerate((EVERYONE, "g:7", "g:7"), start=1):
        store(number, f"P0{number}", "Rēķina skaidrojums", access=(access,))
    query = parse("rēķina skaidrojums", SynonymTable())
    assert engine.candidates(query, ANYBODY, NO_FILTERS, TODAY, 1).complete
    assert not engine.candidates(query, Reader(frozenset({"g:7"})), NO_FILTERS, TODAY, 1).complete

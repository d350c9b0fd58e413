"""How rare a word is, is counted in one state of the index, though others ask and write meanwhile."""

from dataclasses import replace

from search.engines.base import Write
from search.queries import parse
from search.synonyms import SynonymTable
from tests.engine.conftest import ANYBODY, BLANK, NO_FILTERS, TODAY


def asked(engine, text):
    return engine.candidates(parse(text, SynonymTable()), ANYBODY, NO_FILTERS, TODAY, 30)


def test_a_question_during_which_the_index_changes_and_another_is_asked_keeps_its_counts(remote, monkeypatch):
    page = replace(BLANK, page_id=1, code="P08", title="Rēķins", headings=("kopija",), short_answer="skaidrojums")
    remote.apply([Write(1, page, 1)])
    requests, whole = [], remote.ask

    def ask_while_others_write_and_ask(*bodies):
        requests.append(bodies)
        if len(requests) in (2, 3):
            number = len(requests)
            monkeypatch.setattr(remote, "ask", whole)
            remote.apply([Write(number, replace(page, page_id=number, code=f"P0{number}"), 1)])
            asked(remote, "rēķins")
            monkeypatch.setattr(remote, "ask", ask_while_others_write_and_ask)
        return whole(*bodies)

    monkeypatch.setattr(remote, "ask", ask_while_others_write_and_ask)
    found = asked(remote, "rēķina kopija skaidrojms")
    assert len(requests) > 3, "asked again with the slip corrected"
    assert set(found.counts) == {"rekin", "kopij"}
    assert len(set(found.counts.values())) == 1, "both words stand on the same pages"
    assert found.collection == found.counts["rekin"]

"""Why a page stands where it does, and what other weights would do to the set of questions."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from django.core.exceptions import ValidationError
from django.core.management import call_command
from wagtail.contrib.search_promotions.models import Query as PromotedQuery
from wagtail.contrib.search_promotions.models import SearchPromotion

from kb.content.loading.folder import SAMPLE_FOLDER
from search.engines.base import Reader
from search.explain import Standing, explain
from search.models import JudgedQuery, SynonymGroup
from search.question_set import compare_weights
from search.service import search
from search.weights import WEIGHTS, Weights
from tests import factories
from tests.factories import ExplanationPageFactory, ServicePageFactory

pytestmark = pytest.mark.django_db
EMPLOYEE = Reader(frozenset())
ADDRESS = "/admin/meklesana/skaidrojums/"


@pytest.fixture
def pages(site, index):
    """A page with the word in its title, one with it in the client's words, one overdue, one without."""
    found = [
        ServicePageFactory(title="Parāda grafiks", code="P01"),
        ServicePageFactory(title="Maksāt pa daļām", code="P02", client_words="parāda grafiks"),
        ExplanationPageFactory(title="Parāda vēsture", code="E01", review_by=date(2020, 1, 1)),
        ExplanationPageFactory(title="Siltums", code="E02"),
    ]
    for page in found:
        factories.publish(page)
    index.drain()
    return found


def hit(explanation, code):
    return next(one for one in explanation.hits if one.code == code)


def test_the_parts_add_up_to_the_order_that_readers_get(pages):
    explanation = explain("parāda grafiks", "", EMPLOYEE)
    scores = [one.ranked.parts.total for one in explanation.hits]
    assert scores == sorted(scores, reverse=True)
    assert [one.code for one in explanation.hits] == [one.code for one in search("parāda grafiks", EMPLOYEE).hits]


def test_each_word_is_shown_with_the_field_it_was_found_in(pages):
    explanation = explain("parāda grafiks", "", EMPLOYEE)
    assert [clause.field for clause in hit(explanation, "P01").clauses] == ["Nosaukums", "Nosaukums"]
    assert [clause.field for clause in hit(explanation, "P02").clauses] == ["Klienta vārdi", "Klienta vārdi"]
    assert [clause.keys for clause in explanation.clauses] == ["parad", "grafik"]


def test_bonuses_and_the_trust_factor_have_names(pages):
    explanation = explain("parāda grafiks", "", EMPLOYEE)
    first = hit(explanation, "P01").ranked.parts
    assert (first.exact_title, first.trust) == (WEIGHTS.exact_title, 1.0)
    assert first.phrase > 0 and first.exact_words > 0
    assert hit(explain("parāds", "", EMPLOYEE), "E01").ranked.parts.trust == 0.85


def test_a_synonym_that_was_found_is_named(pages):
    SynonymGroup.objects.create(terms="nauda\nparāds")
    explanation = explain("nauda", "", EMPLOYEE)
    assert explanation.clauses[0].others == ("parad",)
    assert hit(explanation, "P01").clauses[0].by == "parad"


def test_a_slip_is_shown_as_it_was_read(pages):
    assert explain("grafixs", "", EMPLOYEE).corrected == "grafiks"


def test_a_pinned_page_is_marked(pages):
    SearchPromotion.objects.create(query=PromotedQuery.get("parāda grafiks"), page=pages[3], sort_order=0)
    explanation = explain("parāda grafiks", "", EMPLOYEE)
    assert (explanation.hits[0].code, explanation.hits[0].pinned) == ("E02", True)
    assert not explanation.hits[1].pinned


def test_the_page_asked_about_has_its_place(pages):
    explanation = explain("parāda grafiks", "p02", EMPLOYEE)
    assert explanation.standing is Standing.RANKED
    assert explanation.asked.place == 2


def test_a_page_without_the_words_was_not_found(pages):
    explanation = explain("parāda grafiks", "E02", EMPLOYEE)
    assert explanation.standing is Standing.NOT_OFFERED
    assert [clause.field for clause in explanation.asked.clauses] == ["", ""]


def test_a_page_with_one_of_the_words_was_left_out_as_weak(pages):
    explanation = explain("parāda grafiks", "E01", EMPLOYEE)
    assert explanation.standing is Standing.WEAK
    assert [clause.field for clause in explanation.asked.clauses] == ["Nosaukums", ""]


def test_a_page_that_is_not_in_the_index_is_said(pages):
    assert explain("parāds", "P99", EMPLOYEE).standing is Standing.NOT_INDEXED


def test_the_page_shows_it_all_to_an_editor(pages, signed_in):
    text = signed_in("redaktors").get(ADDRESS, {"q": "parāda grafiks", "kods": "P02"}).content.decode()
    assert "2. vieta no 2." in " ".join(text.split())
    assert "Parāda grafiks" in text and "Klienta vārdi" in text


def test_a_supervisor_is_refused(pages, signed_in):
    answer = signed_in("vaditaja").get(ADDRESS)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


def test_without_an_index_the_page_says_so(pages, index, signed_in):
    index.engine._forget()
    index.engine.path.unlink()
    answer = signed_in("redaktors").get(ADDRESS, {"q": "parāds"})
    assert answer.status_code == 200
    assert "Embedded index" in answer.content.decode()


def test_other_weights_are_scored_and_change_nothing_for_readers(pages):
    JudgedQuery.objects.create(query="grafiks", expected_codes="P02")
    before = [one.code for one in search("grafiks", EMPLOYEE).hits]
    compared = compare_weights(Weights(title=0.1, phrase=0.0, words=3.0))
    assert (compared.now.success_at_1, compared.changed.success_at_1) == (0.0, 1.0)
    assert [(moved.before, moved.after) for moved in compared.moved] == [(2, 1)]
    assert [one.code for one in search("grafiks", EMPLOYEE).hits] == before


def test_weights_are_tried_on_the_page(pages, signed_in):
    JudgedQuery.objects.create(query="grafiks", expected_codes="P02")
    editor = signed_in("redaktors")
    assert "ar izmaiņu" not in editor.get(ADDRESS).content.decode()
    tried = editor.get(ADDRESS, {"q": "grafiks", "title": "0.1", "phrase": "0", "words": "3"}).content.decode()
    assert "ar izmaiņu" in tried


def test_a_question_names_pages_that_exist(pages):
    question = JudgedQuery(query="grafiks", expected_codes="p01, P02")
    question.full_clean()
    assert question.expected_codes == "P01 P02"
    with pytest.raises(ValidationError, match="P99"):
        JudgedQuery(query="grafiks", expected_codes="P99").full_clean()


def test_the_sample_brings_the_visible_set_and_leaves_changed_questions_alone(site):
    call_command("load_sample", verbosity=0)
    assert JudgedQuery.objects.count() == 60
    question = JudgedQuery.objects.get(query="batareja auksta")
    assert question.codes == ("L01", "I06", "P17")
    question.delete()
    call_command("load_sample", verbosity=0)
    assert JudgedQuery.objects.count() == 59


def test_the_set_of_the_sample_is_the_judged_file():
    import csv

    file = Path(__file__).parents[1] / "relevance" / "questions.csv"
    with file.open(encoding="utf-8", newline="") as rows:
        judged = [(row["employee_types"], row["expected_codes"].split("|")) for row in csv.DictReader(rows)]
    sample = yaml.safe_load((SAMPLE_FOLDER / "questions.yaml").read_text(encoding="utf-8"))
    assert [(row["query"], row["codes"]) for row in sample] == judged

"""Synonyms that editors own: checked when saved, shown before they are saved, live with the next question."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from search.engines.base import Reader
from search.models import JudgedQuery, SynonymGroup
from search.service import search
from search.synonym_checks import shared_terms, synonym_problems
from search.synonym_effect import broad_terms
from search.synonyms import SynonymRow
from tests import factories
from tests.factories import ServicePageFactory

pytestmark = pytest.mark.django_db
EMPLOYEE = Reader(frozenset())
ADD = "wagtailsnippets_search_synonymgroup:add"
PREVIEW = "wagtailsnippets_search_synonymgroup:preview_on_add"


def row(*terms, one_way_to=""):
    return SynonymGroup(terms="\n".join(terms), one_way_to=one_way_to)


def problems(group):
    with pytest.raises(ValidationError) as caught:
        group.full_clean()
    return caught.value.message_dict


@pytest.fixture
def pages(site, index):
    """Twelve pages, all about heating, one of them about radiators."""
    radiator = factories.publish(ServicePageFactory(title="Radiators ir auksts", code="P01", client_words="apkure"))
    for number in range(2, 13):
        factories.publish(ServicePageFactory(title=f"Apkure {number}", code=f"P{number:02}"))
    index.drain()
    return radiator


def test_a_usual_row_has_no_problem(db):
    row("rēķins", "čeks", "kvīts").full_clean()
    row("nogriezt", one_way_to="atslēgt").full_clean()


def test_one_term_alone_says_nothing(db):
    assert "terms" in problems(row("rēķins"))


def test_a_term_of_words_that_the_search_leaves_out_is_refused(db):
    assert "„ir ar”" in problems(row("ir ar", "čeks"))["terms"][0]
    assert "one_way_to" in problems(row("čeks", one_way_to="un"))


def test_a_term_stands_once(db):
    assert "„Rēķins”" in problems(row("rēķins", "čeks", "Rēķins"))["terms"][0]


def test_two_forms_of_a_word_may_stand_together(db):
    row("maksa", "maksā").full_clean()


def test_a_term_does_not_lead_to_itself_in_another_form(db):
    assert "one_way_to" in problems(row("radiatori", one_way_to="radiators"))


def test_two_one_way_rows_that_lead_to_each_other_are_a_loop(db):
    row("baterija", one_way_to="radiators").save()
    message = problems(row("radiatori", one_way_to="baterija"))["one_way_to"][0]
    assert "radiatori → baterija → radiators" in message


def test_a_longer_way_round_is_a_loop_too(db):
    row("a1", one_way_to="b1").save()
    row("b1", one_way_to="c1").save()
    assert "c1 → a1 → b1 → c1" in problems(row("c1", one_way_to="a1"))["one_way_to"][0]


def test_a_row_that_is_changed_is_not_compared_with_itself(db):
    group = row("baterija", one_way_to="radiators")
    group.save()
    group.terms, group.one_way_to = "radiators", "baterija"
    group.full_clean()


def test_two_way_rows_are_no_loop(db):
    row("baterija", "radiators").save()
    row("radiators", one_way_to="baterija").full_clean()


def test_a_term_of_another_row_is_named(db):
    other = SynonymRow(("plīsums", "noplūde"))
    assert shared_terms(SynonymRow(("plīsumi", "avārija")), [other]) == [("plīsumi", other)]


def test_the_rows_of_the_sample_pass_the_checks(site):
    call_command("load_sample", verbosity=0)
    rows = [group.row for group in SynonymGroup.objects.all()]
    found = [synonym_problems(row, [other for other in rows if other is not row]) for row in rows]
    assert len(rows) > 200
    assert [one for one in found if one] == []


def test_a_term_on_more_than_a_fifth_of_the_pages_is_broad(pages, index):
    broad = broad_terms(SynonymRow(("apkure", "radiators")), index.engine)
    assert [(one.term, one.pages, one.of) for one in broad] == [("apkure", 12, 12)]


def test_a_broad_term_is_saved_only_when_it_is_confirmed(pages, signed_in):
    editor = signed_in("redaktors")
    data = {"terms": "apkure\nradiators", "one_way_to": "", "note": ""}

    answer = editor.post(reverse(ADD), data)
    assert "„apkure” ir 12 lapās no 12" in answer.content.decode()
    assert not SynonymGroup.objects.exists()

    editor.post(reverse(ADD), data | {"confirmed": "on"})
    assert SynonymGroup.objects.get().term_list == ["apkure", "radiators"]


def test_a_note_can_be_changed_without_confirming_again(pages, signed_in):
    group = row("apkure", "radiators")
    group.save()
    edit = reverse("wagtailsnippets_search_synonymgroup:edit", args=[group.pk])
    signed_in("redaktors").post(edit, {"terms": "apkure\nradiators", "one_way_to": "", "note": "plaša"})
    group.refresh_from_db()
    assert group.note == "plaša"


def test_the_preview_shows_which_pages_change_their_place_and_saves_nothing(pages, signed_in):
    editor = signed_in("redaktors")
    JudgedQuery.objects.create(query="batareja", expected_codes="P01")
    data = {"terms": "batareja\nradiators", "one_way_to": "", "note": ""}
    assert editor.post(reverse(PREVIEW), data).json()["is_valid"]

    answer = editor.get(reverse(PREVIEW))
    shown = " ".join(answer.content.decode().split())
    assert "Vietu mainītu 1 lapa" in shown
    assert "– → 1 P01 Radiators ir auksts" in shown
    assert "0,000" in shown and "1,000" in shown
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert not SynonymGroup.objects.exists()


def test_the_preview_of_a_broad_term_needs_no_confirming(pages, signed_in):
    editor = signed_in("redaktors")
    data = {"terms": "siltums\napkure", "one_way_to": "", "note": ""}
    assert editor.post(reverse(PREVIEW), data).json()["is_valid"]
    assert "10" in editor.get(reverse(PREVIEW)).content.decode()


def test_a_row_works_with_the_next_question_without_reindexing(pages):
    assert search("batareja", EMPLOYEE).total == 0
    group = row("batareja", "radiators")
    group.save()
    assert [hit.code for hit in search("batareja", EMPLOYEE).hits] == ["P01"]
    group.delete()
    assert search("batareja", EMPLOYEE).total == 0


def test_the_list_says_who_changed_a_row(pages, signed_in):
    editor = signed_in("redaktors")
    editor.person.first_name, editor.person.last_name = "Ilze", "Kalniņa"
    editor.person.save()
    editor.post(reverse(ADD), {"terms": "batareja\nradiators", "one_way_to": "", "note": ""})
    assert "Ilze Kalniņa" in editor.get(reverse("wagtailsnippets_search_synonymgroup:list")).content.decode()

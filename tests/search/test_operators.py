"""Quotation marks, a minus, pins and the wrong keyboard layout, as employees meet them."""

import pytest
from wagtail.contrib.search_promotions.models import Query as PromotedQuery
from wagtail.contrib.search_promotions.models import SearchPromotion

from kb.accounts import roles
from search.engines.base import Filters, Reader
from search.service import search
from tests import factories
from tests.factories import ExplanationPageFactory, ServicePageFactory

pytestmark = pytest.mark.django_db
EMPLOYEE = Reader(frozenset())


def codes(text, reader=EMPLOYEE, filters=None):
    return [hit.code for hit in search(text, reader, filters or Filters()).hits]


@pytest.fixture
def pages(site, index):
    schedule = ServicePageFactory(title="Parāda atmaksas grafiks", code="P11", client_words="maksāt parādu pa daļām")
    other = ServicePageFactory(title="Grafiks", code="P20", short_answer="Atmaksas kārtību saka grafiks.")
    for page in (schedule, other):
        factories.publish(page)
    index.drain()
    return schedule, other


def pin(text, page):
    SearchPromotion.objects.create(query=PromotedQuery.get(text), page=page, sort_order=0)


def test_words_in_quotation_marks_must_follow_each_other(pages):
    assert codes("atmaksas grafiks") == ["P11", "P20"]
    assert codes('"atmaksas grafiks"') == ["P11"]
    assert codes("„atmaksas grafiku”") == ["P11"]


def test_a_word_with_a_minus_leaves_pages_out(pages):
    assert codes("grafiks -parāds") == ["P20"]
    assert codes("grafiks -parādu") == ["P20"]
    assert codes("-grafiks") == []


def test_a_hyphen_inside_a_word_is_no_minus(site, index):
    factories.publish(ServicePageFactory(title="Rēķins uz e-pastu", code="P07"))
    index.drain()
    assert codes("rēķins e-pasts") == ["P07"]


def test_a_pinned_page_comes_first_whatever_the_endings(pages):
    _, other = pages
    pin("atmaksas grafiks", other)
    assert codes("atmaksas grafiku")[0] == "P20"
    assert codes("grafika atmaksa")[0] == "P20"
    assert codes("parāda atmaksas grafiks")[0] == "P11", "another question"


def test_a_page_without_the_words_can_be_pinned(site, index, pages):
    page = factories.publish(ExplanationPageFactory(title="Rēķina rindas", code="E03"))
    index.drain()
    pin("atmaksas grafiks", page)
    assert codes("atmaksas grafiks") == ["E03", "P11", "P20"]
    assert codes("atmaksas grafiks", filters=Filters(kind="service")) == ["P11", "P20"]


def test_a_pin_shows_nobody_what_they_may_not_see(site, index, pages):
    _, other = pages
    pin("atmaksas grafiks", other)
    factories.restrict(other, roles.EDITOR)
    index.drain()
    assert codes("atmaksas grafiks") == ["P11"]


def test_a_pin_works_with_the_next_question(pages):
    _, other = pages
    assert codes("atmaksas grafiks")[0] == "P11"
    pin("atmaksas grafiks", other)
    assert codes("atmaksas grafiks")[0] == "P20"


def test_what_was_typed_with_the_russian_layout_is_found_and_said(pages):
    found = search("зфкфвы", EMPLOYEE)
    assert [hit.code for hit in found.hits] == ["P11"]
    assert found.did_you_mean == "parads"


def test_what_is_to_be_searched_as_typed_is_not_read_as_another_layout(pages):
    found = search("зфкфвы", EMPLOYEE, as_typed=True)
    assert (found.total, found.did_you_mean) == (0, "")


def test_cyrillic_that_means_nothing_finds_nothing(pages):
    assert codes("привет") == []

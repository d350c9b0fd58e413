"""Clicks break ties and no more."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from search.engines.base import Reader
from search.log.models import SearchQuery
from search.popularity import FULL, MOST, current_popularity, factor
from search.service import found_codes, search
from tests import factories
from tests.factories import ServicePageFactory

EMPLOYEE = Reader(frozenset())


def clicked(code, people=1, days_ago=0):
    SearchQuery.objects.bulk_create(
        SearchQuery(
            token=f"{code} {person}",
            text="parāds",
            key_text="parad",
            results=2,
            mode="embedded",
            ms=1,
            zero=False,
            clicked_code=code,
            clicked_rank=1,
            created=timezone.now() - timedelta(days=days_ago),
        )
        for person in range(people)
    )


def codes(text):
    return [hit.code for hit in search(text, EMPLOYEE).hits]


@given(st.integers(0, 10**9))
def test_the_factor_stays_between_one_and_one_and_a_twentieth(clicks):
    assert 1.0 <= factor(clicks) <= 1.0 + MOST
    assert factor(clicks) <= factor(clicks + 1)


def test_no_clicks_no_push_and_the_full_one_ends_the_growth():
    assert factor(0) == 1.0
    assert factor(FULL) == factor(FULL * 100) == 1.0 + MOST


@pytest.mark.django_db
@pytest.mark.database
class TestInTheSearch:
    @pytest.fixture(autouse=True)
    def _site(self, site, index):
        self.index = index

    def publish(self, code, **fields):
        factories.publish(ServicePageFactory(code=code, slug=code.lower(), **fields))
        self.index.drain()

    def test_of_two_pages_that_match_alike_the_one_that_is_opened_more_comes_first(self):
        self.publish("P31", title="Parāda grafiks")
        self.publish("P32", title="Parāda grafiks")
        assert codes("parāda atmaksa") == ["P31", "P32"]
        clicked("P32")
        cache.clear()
        assert codes("parāda atmaksa") == ["P32", "P31"]

    def test_a_page_whose_words_match_better_stays_first_whatever_is_clicked(self):
        self.publish("P31", title="Parāda grafiks")
        self.publish("P32", title="Skaitītājs", short_answer="Parāda grafiks ir citur.")
        clicked("P32", people=5 * FULL)
        assert codes("parāda grafiks") == ["P31", "P32"]

    def test_the_judged_queries_are_ranked_without_clicks(self):
        self.publish("P31", title="Parāda grafiks")
        self.publish("P32", title="Parāda grafiks")
        clicked("P32", people=FULL)
        assert found_codes(self.index.engine, "parāda atmaksa", EMPLOYEE)[0] == ["P31", "P32"]


@pytest.mark.django_db
@pytest.mark.database
class TestWhatCounts:
    def test_a_person_counts_once_a_day_however_often_they_click(self):
        for _ in range(50):
            clicked("P31")
        assert current_popularity() == {"P31": factor(1)}

    def test_clicks_older_than_thirty_days_count_no_more(self):
        clicked("P31", days_ago=31)
        clicked("P32", days_ago=29)
        assert current_popularity() == {"P32": factor(1)}

    def test_searches_without_a_click_do_not_count(self):
        clicked("", people=3)
        assert current_popularity() == {}

    def test_new_clicks_count_ten_minutes_later(self):
        assert current_popularity() == {}
        clicked("P31")
        assert current_popularity() == {}
        cache.clear()  # what ten minutes do
        assert current_popularity() == {"P31": factor(1)}

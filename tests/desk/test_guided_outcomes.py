"""A guided question names a page it leads to only to those who may open it."""

from collections.abc import Callable

import pytest
from django.test import Client

from kb.accounts import roles
from kb.content.choices import Kind
from kb.content.models import GuidedQuestionPage, KnowledgePage
from tests import factories
from tests.desk.reading import main_of, words
from tests.factories import GuidedQuestionPageFactory, ServicePageFactory, SiteTree

pytestmark = pytest.mark.django_db

Browser = Callable[..., Client]
SECRET = "Slepenā kārtība"


@pytest.fixture
def outcome(site: SiteTree) -> KnowledgePage:
    page: KnowledgePage = ServicePageFactory(title=SECRET, code="P77", short_answer="Slepenā atbilde.")
    return page


@pytest.fixture
def guided(outcome: KnowledgePage) -> GuidedQuestionPage:
    node = factories.question("q1", "Kas noticis?", ("Auksti", outcome), ("Rēķins", ServicePageFactory()))
    page: GuidedQuestionPage = GuidedQuestionPageFactory(nodes=[node])
    return page


def reached(browser: Client, guided: GuidedQuestionPage) -> str:
    return main_of(browser, guided, "?c=1")


def names(html: str) -> bool:
    return any(secret in html for secret in (SECRET, "P77", "slepena-kartiba", "Slepenā atbilde"))


def test_who_may_not_open_the_page_reached_reads_what_to_say_for_now(
    guided: GuidedQuestionPage, outcome: KnowledgePage, signed_in: Browser
) -> None:
    factories.restrict(outcome, roles.SUPERVISOR)
    html = reached(signed_in(), guided)
    assert not names(html)
    assert "Lapa ar šo atbildi šeit nav pieejama." in words(html)
    assert "Noskaidrošu un atzvanīšu Jums šodien." in words(html)


def test_who_may_open_it_is_led_there(guided: GuidedQuestionPage, outcome: KnowledgePage, signed_in: Browser) -> None:
    factories.restrict(outcome, roles.SUPERVISOR)
    html = reached(signed_in("vaditaja"), guided)
    assert SECRET in html
    assert f'href="{outcome.url}"' in html
    assert "nav pieejama" not in html


@pytest.mark.parametrize("first", ["darbinieks", "vaditaja"])
def test_one_rendering_does_not_reach_readers_of_other_groups(
    guided: GuidedQuestionPage, outcome: KnowledgePage, signed_in: Browser, first: str
) -> None:
    factories.restrict(outcome, roles.SUPERVISOR)
    browsers = {role: signed_in(role) for role in ("darbinieks", "vaditaja")}
    for role in (first, *browsers):
        assert names(reached(browsers[role], guided)) is (role == "vaditaja")


def test_a_restriction_of_the_folder_counts_as_well(
    site: SiteTree, guided: GuidedQuestionPage, outcome: KnowledgePage, signed_in: Browser
) -> None:
    browser = signed_in()
    assert names(reached(browser, guided))
    factories.restrict(site.collections[Kind.SERVICE], roles.SUPERVISOR)
    assert not names(reached(browser, guided))


def test_a_page_with_a_password_is_named_to_nobody(
    guided: GuidedQuestionPage, outcome: KnowledgePage, signed_in: Browser
) -> None:
    factories.PageViewRestriction.objects.create(page=outcome, restriction_type="password", password="vārti")
    assert not names(reached(signed_in("vaditaja"), guided))


def test_a_page_that_was_unpublished_is_not_named(
    guided: GuidedQuestionPage, outcome: KnowledgePage, signed_in: Browser
) -> None:
    outcome.unpublish()
    assert not names(reached(signed_in("vaditaja"), guided))


def test_the_data_of_the_question_gives_no_code_of_a_closed_page(
    guided: GuidedQuestionPage, outcome: KnowledgePage, signed_in: Browser
) -> None:
    factories.restrict(outcome, roles.SUPERVISOR)
    answers = signed_in().get(f"/api/pages/{guided.code}").json()["questions"][0]["answers"]
    assert answers[0]["outcome"] is None
    assert answers[1]["outcome"]

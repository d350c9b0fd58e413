"""The page chooser of the admin names what its person may read or work on, and nothing else."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import Page

from kb.accounts import roles
from kb.content.choices import Kind
from tests import factories
from tests.factories import CollectionPageFactory, ExplanationPageFactory, ServicePageFactory, SiteTree

pytestmark = [pytest.mark.django_db, pytest.mark.database]

Browser = Callable[..., Client]


@pytest.fixture
def closed(site: SiteTree) -> Page:
    page: Page = ExplanationPageFactory(title="Slepenā kārtība")
    factories.restrict(page, roles.APPROVER)
    return page


def browse(browser: Client, parent: Page | None = None, query: str = "") -> str:
    place = f"{parent.pk}/" if parent else ""
    answer = browser.get(f"/admin/choose-page/{place}{query}")
    return str(answer.json()["html"]) if answer.status_code == 200 else ""


def find(browser: Client, words: str) -> str:
    return browser.get("/admin/choose-page/search/", {"q": words}).content.decode()


def test_a_supervisor_does_not_read_the_title_of_a_page_that_is_closed_to_her(
    site: SiteTree, closed: Page, signed_in: Browser
) -> None:
    ExplanationPageFactory(title="Visiem zināmā kārtība")
    browser = signed_in("vaditaja")
    for html in (browse(browser, site.collections[Kind.EXPLANATION]), find(browser, "kārtība")):
        assert "Visiem zināmā" in html
        assert "Slepenā" not in html


def test_who_is_let_in_finds_it(site: SiteTree, signed_in: Browser) -> None:
    page = ExplanationPageFactory(title="Vadītāju kārtība")
    factories.restrict(page, roles.SUPERVISOR)
    browser = signed_in("vaditaja")
    assert "Vadītāju" in browse(browser, site.collections[Kind.EXPLANATION])
    assert "Vadītāju" in find(browser, "kārtība")


@pytest.mark.parametrize("role", ["redaktors", "apstiprinatajs", "admin"])
def test_who_works_on_the_page_finds_it_even_unpublished(
    site: SiteTree, closed: Page, signed_in: Browser, role: str
) -> None:
    ExplanationPageFactory(title="Topošā kārtība", live=False)
    browser = signed_in(role)
    for html in (browse(browser, site.collections[Kind.EXPLANATION]), find(browser, "kārtība")):
        assert "Slepenā" in html
        assert "Topošā" in html


def test_a_supervisor_does_not_read_the_titles_of_drafts(site: SiteTree, signed_in: Browser) -> None:
    ExplanationPageFactory(title="Topošā kārtība", live=False)
    browser = signed_in("vaditaja")
    assert "Topošā" not in browse(browser, site.collections[Kind.EXPLANATION])
    assert "Topošā" not in find(browser, "kārtība")


def test_a_closed_folder_is_not_named_by_its_number(site: SiteTree, signed_in: Browser) -> None:
    folder = CollectionPageFactory(title="Slepenā mape")
    ServicePageFactory(title="Slepenais pakalpojums", parent=folder)
    factories.restrict(folder, roles.APPROVER)
    browser = signed_in("vaditaja")
    answer = browser.get(f"/admin/choose-page/{folder.pk}/")
    assert answer.status_code == 404
    assert "Slepen" not in answer.content.decode()
    assert "Slepen" not in browse(browser, site.root)
    assert "Slepenais" in browse(signed_in("redaktors"), folder)


def test_a_closed_folder_is_not_named_as_the_place_of_all_pages_of_a_type(site: SiteTree, signed_in: Browser) -> None:
    folder = CollectionPageFactory(title="Slepenā mape")
    for _ in range(2):
        ServicePageFactory(parent=folder)
    factories.restrict(folder, roles.APPROVER)
    query = "?page_type=content.servicepage"
    assert "Slepen" not in browse(signed_in("vaditaja"), query=query)
    assert "Slepenā mape" in browse(signed_in("redaktors"), query=query)


def test_the_chooser_of_a_type_that_has_no_page_yet_still_opens(site: SiteTree, signed_in: Browser) -> None:
    assert signed_in("vaditaja").get("/admin/choose-page/?page_type=content.phrasepage").status_code == 200

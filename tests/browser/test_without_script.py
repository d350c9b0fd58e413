"""Everything that matters works where JavaScript does not."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import places
from tests.browser.conftest import Person, log_in

pytestmark = pytest.mark.browser


@pytest.fixture
def page(person: Person) -> Page:
    return person("darbinieks", java_script_enabled=False)


def test_logging_in_leads_to_the_start_page(window: Callable[..., BrowserContext]) -> None:
    page = window(java_script_enabled=False).new_page()
    log_in(page, "darbinieks")
    expect(page).to_have_title("Sākums – Ventspils siltums")


def test_searching_and_reading_the_card(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Meklēt").fill("atslegs par nemaksasanu")
    page.keyboard.press("Enter")
    expect(page.locator(".hit").first).to_be_visible()
    expect(page.locator("#card .say__line").first).to_be_visible()
    expect(page.locator("#card .crumb")).to_contain_text("E04")
    page.locator(".hit").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ko nozīmē parāds")


def test_the_card_of_another_hit_has_an_address(page: Page) -> None:
    page.goto(f"{places.RESULTS}&izv=P11")
    expect(page.locator("#card .crumb")).to_contain_text("P11")
    expect(page.locator(".hit[aria-current]")).to_contain_text("P11")


def test_filters_are_links(page: Page) -> None:
    page.goto(places.RESULTS)
    page.get_by_role("navigation", name="Filtri").get_by_role("link", name=re.compile("Pakalpojumi")).click()
    expect(page.locator(".hit").first).to_contain_text("Pakalpojums P")


def test_a_guided_question(page: Page) -> None:
    page.goto(places.GUIDED)
    for answer in ("tikai ir auksti", "jau silda", "kaimiņu mājās arī"):
        page.locator(".answer", has_text=answer).click()
    expect(page.locator("#question .crumb")).to_contain_text("P17")
    page.get_by_role("link", name="Atpakaļ").click()
    expect(page.locator(".say__line")).to_contain_text("visā mājā")


def test_the_calculator_counts_usual_and_other_terms(page: Page) -> None:
    page.goto("/termini/")
    page.get_by_label("Iesniegums saņemts").fill("14.12.2026.")
    page.get_by_role("radio", name=re.compile("^10 darbdienas")).check()
    page.get_by_role("button", name="Saskaitīt").click()
    expect(page.locator(".say__text").first).to_contain_text("trešdienai, 30. decembrim")
    page.get_by_role("radio", name="Cits").check()
    page.get_by_label("Cits termiņš").fill("3")
    page.get_by_label("Cits termiņš").press("Enter")
    expect(page.locator(".say__text").first).to_contain_text("ceturtdienai, 17. decembrim")


def test_buttons_that_need_a_script_are_not_shown(page: Page) -> None:
    page.goto(places.SERVICE)
    expect(page.get_by_role("button", name=re.compile("Kopēt|Drukāt|taustiņi"))).to_have_count(0)
    expect(page.locator(".say__line").first).to_be_visible()

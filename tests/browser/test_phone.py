"""Serving by phone, with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Person

pytestmark = pytest.mark.browser

#: Data may be changed by phone after identification (P05); a debt is never told by phone (P11).
PROVABLE = "/pakalpojumi/kontaktinformacijas-maina/"
NEVER = "/pakalpojumi/parada-atmaksas-grafiks/"
HIDDEN = "Paslēpts pa tālruni: satur klienta datus"


@pytest.fixture
def page(person: Person) -> Page:
    return person("darbinieks")


def test_t_goes_to_the_phone_and_back(page: Page) -> None:
    page.goto(PROVABLE)
    expect(page.get_by_role("button", name="Klātienē")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text(HIDDEN)).to_have_count(0)
    page.keyboard.press("t")
    expect(page.get_by_role("button", name="Pa tālruni")).to_have_attribute("aria-pressed", "true")
    assert page.url.endswith(PROVABLE)
    expect(page.locator(".steps").get_by_text(HIDDEN)).to_have_count(1)
    expect(page.locator("#soli li")).to_have_count(6)
    page.keyboard.press("t")
    expect(page.get_by_text(HIDDEN)).to_have_count(0)


def test_identity_is_checked_for_one_call(page: Page) -> None:
    page.goto(PROVABLE)
    page.keyboard.press("t")
    page.get_by_role("button", name="Persona pārbaudīta").press("Enter")
    expect(page.get_by_text("Persona šim zvanam pārbaudīta.")).to_be_visible()
    expect(page.get_by_text("Pierakstiet jaunos datus")).to_be_visible()
    page.get_by_role("button", name="Nākamais klients").press("Enter")
    expect(page.locator("#q")).to_be_focused()  # the start page: the next client begins with a search
    page.goto(PROVABLE)
    expect(page.get_by_text("Pierakstiet jaunos datus")).to_have_count(0)


def test_what_is_never_told_by_phone_says_where_identity_is_proven(page: Page) -> None:
    page.goto(NEVER)
    page.keyboard.press("t")
    notice = page.locator(".said .notice")
    expect(notice).to_contain_text("Paslēpts 1 ieraksts ar klienta datiem.")
    expect(notice).to_contain_text("Klātienē: pase vai eID karte. Elektroniski: drošs elektroniskais paraksts.")
    expect(page.get_by_role("button", name="Persona pārbaudīta")).to_have_count(0)
    notice.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Identifikācija")
    expect(page.locator("tbody").first.locator("tr")).to_have_count(4)


def test_the_card_beside_the_results_follows_the_switch(page: Page) -> None:
    page.goto("/meklet/?q=nevaru+samaksat+uzreiz")
    page.locator("main").focus()
    page.keyboard.press("t")
    expect(page).to_have_url(re.compile("nevaru"))
    expect(page.locator(".card .notice")).to_contain_text("Klients zvana")


def test_the_switch_works_without_script(person: Person) -> None:
    page = person("darbinieks", java_script_enabled=False)
    page.goto(NEVER)
    page.get_by_role("button", name="Pa tālruni").click()
    assert page.url.endswith(NEVER)
    expect(page.get_by_text(HIDDEN)).to_have_count(1)

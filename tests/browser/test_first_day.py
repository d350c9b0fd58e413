"""A person who has never seen the site finds the answer: type what the client said, Enter, at most one more key."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Person

pytestmark = pytest.mark.browser


def type_and_search(page: Page, words: str) -> None:
    page.goto("/")
    page.keyboard.type(words)  # no click: the cursor is there already
    page.keyboard.press("Enter")  # the first action
    page.wait_for_url("**/meklet/?q=*")


def said(page: Page, sentence: str) -> Locator:
    return page.locator("#card .say__line", has_text=sentence).locator("visible=true")


def test_what_to_say_when_there_is_no_heat(person: Person) -> None:
    page = person("jaunais")
    type_and_search(page, "man batarejas ir aukstas")
    expect(said(page, "Uzdošu dažus jautājumus un pateikšu, kurš Jums palīdzēs.")).to_be_in_viewport()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")  # opens it, the cursor is on the first hit
    expect(page.get_by_role("heading", level=1)).to_have_text("Nav siltuma vai auksti")


def test_how_long_the_answer_about_a_wrong_bill_takes(person: Person) -> None:
    page = person("jaunais")
    type_and_search(page, "man rekina ir kluda")
    card = page.locator("#card")
    expect(card.locator(".crumb")).to_contain_text("P09")
    expect(said(page, "Pārbaudīsim rēķinu un, ja tajā būs kļūda, to izlabosim.")).to_be_in_viewport()
    expect(card.locator(".facts")).to_contain_text(re.compile(r"10\s+darbdienas"))
    expect(card.locator(".facts__date")).to_be_in_viewport()


def test_who_decides_on_a_housing_benefit(person: Person) -> None:
    page = person("jaunais")
    type_and_search(page, "kas pieskir pabalstu")
    expect(said(page, "Par pabalstu lemj Sociālais dienests Raiņa ielā 10.")).to_be_in_viewport()
    expect(said(page, "Mēs pabalstu nepiešķiram.")).to_be_in_viewport()


def test_a_topic_with_latvian_letters_opens(person: Person) -> None:
    page = person("jaunais")
    page.goto("/lapa/P11/")
    page.get_by_role("link", name="maksājumi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Maksājumi")
    expect(page.locator("main")).to_contain_text("Parāda atmaksas grafiks")

"""Questions to the client, step by step."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import places
from tests.browser.conftest import Person

pytestmark = pytest.mark.browser

TO_THE_OUTCOME = ["3", "1", "1"]  # only cold; heating is on; the whole building and the neighbours


def test_number_keys_lead_to_the_outcome_and_the_left_arrow_back(person: Person) -> None:
    page = person("darbinieks")
    page.goto(places.GUIDED)
    asked = []
    for answer in TO_THE_OUTCOME:
        asked.append(page.locator(".say__line").inner_text())
        with page.expect_navigation():
            page.keyboard.press(answer)
        expect(page.locator("#question")).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?c=3\.1\.1$"))
    expect(page.locator("#question .crumb")).to_contain_text("P17")
    expect(page.locator(".say__line").first).to_be_visible()
    expect(page.locator(".answered li")).to_have_count(3)
    expect(page.locator(".keys")).to_contain_text("kopēt klientam")  # 1–5 answer no question any more
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Avārijas pieteikšana")
    page.go_back()
    for question in reversed(asked):
        with page.expect_navigation():
            page.keyboard.press("ArrowLeft")
        expect(page.locator(".say__line")).to_have_text(question)
    assert not page.url.endswith("?c=3")
    expect(page.locator(".keys")).not_to_contain_text("kopēt klientam")
    expect(page.locator(".answered")).to_have_count(0)


def test_the_address_of_a_step_opens_the_same_step_for_a_colleague(person: Person) -> None:
    page = person("darbinieks")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(places.GUIDED)
    with page.expect_navigation():
        page.keyboard.press("3")
    with page.expect_navigation():
        page.keyboard.press("2")
    question = page.locator(".say__line").inner_text()
    page.get_by_role("button", name="Saite uz šo soli").click()
    expect(page.locator(".toast")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    colleague = person("redaktors")
    colleague.goto(address)
    expect(colleague.locator(".say__line")).to_have_text(question)
    expect(colleague.locator(".answered b")).to_have_text(page.locator(".answered b").all_inner_texts())


def test_an_answer_is_changed_and_the_questions_start_again(person: Person) -> None:
    page = person("darbinieks")
    page.goto(f"{places.GUIDED}?c=3.1.1")
    page.get_by_role("link", name=re.compile("Mainīt ?: Vai Jūsu mājai")).click()
    expect(page).to_have_url(re.compile(r"\?c=3$"))
    with page.expect_navigation():
        page.keyboard.press("r")
    expect(page.locator(".say__aside")).to_contain_text("1. jautājums")

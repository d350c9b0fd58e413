"""Ten of the judged questions, from the client's words to the answer: typing, then at most two keys."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import WIDE, log_in
from tests.browser.watch import Watch
from tools.served import Served

pytestmark = pytest.mark.browser

QUESTIONS = Path(__file__).parents[1] / "relevance" / "questions.csv"
#: The sentence of the answer is copied: Enter searches, c copies.
COPY = ["Enter", "c"]
#: The page of the answer is opened: from the suggestions, or from the results.
FIRST_SUGGESTION, FIRST_RESULT = ["ArrowDown", "Enter"], ["Enter", "Enter"]
TASKS = {
    "2": FIRST_RESULT,  # the whole building without heat
    "5": FIRST_SUGGESTION,  # when the heating is switched on
    "16": COPY,  # cannot pay at once
    "18": COPY,  # cut off for not paying
    "25": FIRST_SUGGESTION,  # a seal torn off
    "32": COPY,  # a paper that there is no debt
    "36": FIRST_RESULT,  # digging near a pipe
    "40": COPY,  # where to get a benefit
    "47": COPY,  # the neighbour's debt
    "50": FIRST_RESULT,  # opening hours
}


@pytest.fixture(scope="module")
def desk(served: Served, browser: Browser) -> Iterator[Page]:
    """One employee's page for all tasks; nothing may go wrong in it."""
    watching = Watch(served.url)
    context = browser.new_context(viewport=WIDE, locale="lv-LV", base_url=served.url)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    watching.attach(context)
    page = context.new_page()
    log_in(page, "darbinieks")
    yield page
    context.close()
    assert watching.problems == []


def questions() -> dict[str, dict[str, str]]:
    with QUESTIONS.open(encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("number", TASKS)
def test_a_question_is_answered_with_the_keyboard_in_two_actions(desk: Page, number: str) -> None:
    question, keys = questions()[number], TASKS[number]
    assert len(keys) <= 2
    expected = question["expected_codes"].split("|")
    desk.goto("/")
    desk.evaluate("navigator.clipboard.writeText('')")
    desk.keyboard.type(question["employee_types"])
    if keys is FIRST_SUGGESTION:  # a person sees it before the arrow goes down
        expect(desk.get_by_role("option").last).to_contain_text(question["employee_types"])
        desk.keyboard.press("ArrowDown")
    with desk.expect_navigation(wait_until="load"):
        desk.keyboard.press("Enter")
    if keys is COPY:
        desk.keyboard.press("c")
        expect(desk.locator(".toast")).to_contain_text("Nokopēts")
        assert _code(desk, "#card .crumb") in expected
        copied = desk.evaluate("navigator.clipboard.readText()")
        assert len(copied.strip()) > 40 and "{" not in copied
        return
    if keys is FIRST_RESULT:
        with desk.expect_navigation(wait_until="load"):
            desk.keyboard.press("Enter")
    assert _code(desk, "main .crumb") in expected
    expect(desk.get_by_role("heading", level=1)).to_be_in_viewport()


def _code(page: Page, place: str) -> str:
    found = re.search(r"\b[A-Z]\d+\b", page.locator(place).first.inner_text())
    return found[0] if found else ""

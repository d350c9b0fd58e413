"""Whatever is put into an open page, whoever works with the keyboard stays where they were or comes to what is new.

Cards: test_keyboard.py. Feedback: test_feedback.py. A notice that is hidden by hand: test_mine.py.
"""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import places
from tests.browser.conftest import Person

pytestmark = pytest.mark.browser


@pytest.fixture
def page(person: Person) -> Page:
    return person("darbinieks")


def test_the_star_keeps_the_focus_on_a_page_and_on_a_card(page: Page) -> None:
    for address in (places.PHRASE, places.RESULTS):
        page.goto(address)
        star = page.locator("form[data-star] button").locator("visible=true")
        star.focus()
        for state in ("true", "false"):
            page.keyboard.press("Enter")
            expect(star).to_have_attribute("aria-pressed", state)
            expect(star).to_be_focused()


def test_each_step_of_guided_questions_puts_the_focus_on_its_question(page: Page) -> None:
    page.goto(places.GUIDED)
    question = page.locator("#question")
    page.locator("a.answer").nth(2).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?c=3$"))
    expect(question).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("a.answer").first).to_be_focused()  # the next thing to choose
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?c=3\.1$"))
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"\?c=3$"))
    expect(question).to_be_focused()
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?c=3\.1$"))
    expect(question).to_be_focused()
    page.keyboard.press("r")
    expect(page).to_have_url(re.compile(r"/nav-siltuma-vai-auksti/\??$"))
    expect(question).to_be_focused()


def test_notices_that_come_or_go_take_the_focus_from_nobody_and_lose_it_for_nobody(page: Page) -> None:
    page.clock.install()
    page.goto(places.SERVICE)
    notice = '<div class="notice"><p>Bez siltuma.</p><a href="/" id="more">Vairāk</a></div>'
    shown = {"stamp": "1", "html": notice}
    page.route(re.compile("/api/notices"), lambda route: route.fulfill(body=json.dumps({"stamp": shown["stamp"]})))
    page.route(re.compile("/pazinojumi/"), lambda route: route.fulfill(body=f'<div id="notices">{shown["html"]}</div>'))
    page.keyboard.press("/")
    page.clock.run_for(8_000)
    expect(page.locator("#notices .notice")).to_be_visible()
    expect(page.locator("#q")).to_be_focused()
    page.locator("#more").focus()
    shown |= {"stamp": "2", "html": ""}
    page.clock.run_for(8_000)
    expect(page.locator("#notices .notice")).to_have_count(0)
    expect(page.locator("#main")).to_be_focused()


def test_all_texts_open_on_the_first_and_close_to_where_they_were_opened(page: Page) -> None:
    page.goto(places.SERVICE)
    page.keyboard.press("v")
    expect(page.locator(".copies__panel [data-channel]").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".copies__all > summary")).to_be_focused()


def test_the_dialog_of_keys_gives_the_focus_back(page: Page) -> None:
    page.goto(places.SERVICE)
    opener = page.get_by_role("button", name="visi taustiņi")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()

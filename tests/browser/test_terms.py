"""A glossary term explains itself on hover, focus and tap; Esc closes it; paper and copied text do without."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Person

pytestmark = pytest.mark.browser

EXPLANATION = "/lapa/E05/"


@pytest.fixture
def reading(person: Person) -> Page:
    page = person("darbinieks")
    page.goto(EXPLANATION)
    return page


def test_the_keyboard_opens_one_explanation_and_esc_closes_it(reading: Page) -> None:
    panels = reading.locator(".term__panel:visible")
    expect(panels).to_have_count(0)
    reading.locator(".term__word").first.focus()
    expect(panels).to_have_count(1)
    reading.keyboard.press("Escape")
    expect(panels).to_have_count(0)


def test_the_pointer_may_go_into_the_explanation(reading: Page) -> None:
    reading.locator(".term__word").nth(1).hover()
    panel = reading.locator(".term__panel:visible")
    panel.hover()
    expect(panel).to_have_count(1)


def test_every_explanation_stays_on_the_screen(reading: Page) -> None:
    for width in (1366, 390, 320):
        reading.set_viewport_size({"width": width, "height": 800})
        for word in reading.locator(".term__word").all():
            word.focus()
            box = reading.locator(".term__panel:visible").bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
        assert reading.evaluate("document.documentElement.scrollWidth") <= width


def test_selected_text_has_the_words_and_not_the_explanation(reading: Page) -> None:
    reading.locator(".prose .term__word").first.hover()
    reading.evaluate("getSelection().selectAllChildren(document.querySelector('.prose:has(.term)'))")
    selected = reading.evaluate("getSelection().toString()")
    word = reading.locator(".prose .term__word").first.text_content() or ""
    assert word in selected
    assert (reading.locator(".prose .term__panel").first.text_content() or "-") not in selected


def test_on_paper_nothing_is_marked(reading: Page) -> None:
    reading.locator(".term__word").first.focus()
    reading.emulate_media(media="print")
    expect(reading.locator(".term__panel:visible")).to_have_count(0)
    line = reading.locator(".term__word").first.evaluate("(element) => getComputedStyle(element).textDecorationLine")
    assert line == "none"

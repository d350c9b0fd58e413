"""Suggestions below the search field, as assistive technology meets them."""

import contextlib
import re

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.browser.conftest import Person

pytestmark = pytest.mark.browser


@pytest.fixture
def typing(person: Person) -> Page:
    page = person("darbinieks")
    page.goto("/")
    page.keyboard.type("parād")
    expect(page.get_by_role("listbox").get_by_role("option").last).to_have_text(re.compile("parād"))
    return page


def test_the_field_is_a_combobox_with_a_listbox(typing: Page) -> None:
    field = typing.get_by_role("combobox", name="Meklēt")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).to_have_attribute("aria-autocomplete", "list")
    listbox = typing.get_by_role("listbox")
    expect(field).to_have_attribute("aria-controls", listbox.get_attribute("id") or "-")
    assert listbox.get_by_role("option").count() >= 3
    expect(listbox.get_by_role("option").last).to_have_text(re.compile("parād.* visās lapās"))
    expect(typing.locator("#live")).to_have_text(re.compile(r"Ieteikumu skaits: \d"))
    assert field.get_attribute("aria-activedescendant") is None


def test_arrow_down_marks_a_suggestion_and_the_cursor_stays_in_the_field(typing: Page) -> None:
    field = typing.get_by_role("combobox")
    options = typing.get_by_role("option")
    typing.keyboard.press("ArrowDown")
    typing.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(typing.locator("[role=option][aria-selected=true]")).to_have_count(1)
    expect(field).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id") or "-")
    expect(field).to_be_focused()
    typing.keyboard.press("ArrowUp")
    typing.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")  # round the end


def test_enter_opens_the_page_of_the_marked_suggestion(typing: Page) -> None:
    typing.keyboard.press("ArrowDown")
    option = typing.get_by_role("option", selected=True)
    title = option.locator("span").first.inner_text()
    typing.keyboard.press("Enter")
    expect(typing.get_by_role("heading", level=1)).to_have_text(title)


def test_what_is_marked_stays_marked_while_a_later_answer_is_on_its_way(person: Person) -> None:
    page = person("darbinieks")
    page.goto("/")
    page.keyboard.type("par")
    expect(page.get_by_role("listbox").get_by_role("option").last).to_have_text(re.compile("par"))
    held: list[Route] = []
    page.route("**/api/suggest?q=par%C4%81", lambda route: held.append(route))
    with page.expect_request("**/api/suggest?q=par%C4%81"):
        page.keyboard.type("ā")
    page.keyboard.press("ArrowDown")
    marked = page.get_by_role("option", selected=True)
    expect(marked).to_have_count(1)
    assert len(held) == 1, "the answer is still on its way"
    with contextlib.suppress(Error):  # the browser may have taken its question back
        held[0].continue_()
    page.wait_for_timeout(300)
    expect(marked).to_have_count(1)


def test_the_last_suggestion_searches_all_pages(typing: Page) -> None:
    typing.keyboard.press("ArrowUp")
    typing.keyboard.press("Enter")
    typing.wait_for_url("**/meklet/?q=*")
    expect(typing.locator(".hit").first).to_be_visible()


def test_esc_closes_then_clears(typing: Page) -> None:
    field = typing.get_by_role("combobox")
    typing.keyboard.press("Escape")
    expect(typing.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("parād")
    typing.keyboard.press("Escape")
    expect(field).to_have_value("")

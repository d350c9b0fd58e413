"""The client's text on the clipboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import places
from tests.browser.conftest import Person

pytestmark = pytest.mark.browser


@pytest.fixture
def page(person: Person) -> Page:
    page = person("darbinieks")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return page


def clipboard(page: Page) -> list[str]:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text.splitlines()


def test_c_copies_what_the_client_may_have_and_says_so(page: Page) -> None:
    page.goto(places.SERVICE)
    page.keyboard.press("c")
    toast = page.get_by_role("status").locator(".toast")
    expect(toast).to_have_text(re.compile("Nokopēts"))
    lines = clipboard(page)
    assert lines[0] == "PARAUGS"
    text = "\n".join(lines)
    assert "Parādu par siltumu varat samaksāt pa daļām." in text
    assert "{" not in text
    assert "šodien" not in text  # an e-mail is read on another day
    assert re.search(r"līdz .*\d{1,2}\. \w+", text)
    for internal in page.locator("[data-internal] li").all_inner_texts():
        assert internal not in text


def test_c_copies_the_text_of_the_chosen_hit(page: Page) -> None:
    page.goto("/meklet/?q=kas+pieskir+pabalstu")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("c")
    expect(page.locator(".toast")).to_be_visible()
    lines = clipboard(page)
    assert lines[0] == "Par pabalstu lemj Sociālais dienests Raiņa ielā 10."
    assert "PARAUGS" not in "\n".join(lines)
    expect(page.locator(".hit").first).to_be_focused()  # the work goes on where it was


def test_a_text_message_is_as_long_as_its_button_says(page: Page) -> None:
    page.goto(places.REFERRAL)
    button = page.get_by_role("button", name="Īsziņai")
    count = re.search(r"(\d+)/160", button.inner_text())
    assert count
    button.click()
    expect(page.locator(".toast")).to_be_visible()
    assert len("\n".join(clipboard(page))) == int(count[1])


def test_a_refused_clipboard_is_said(page: Page) -> None:
    page.goto(places.SERVICE)
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error('refused')))")
    page.keyboard.press("c")
    expect(page.locator(".toast--fail")).to_contain_text("Ctrl+C")

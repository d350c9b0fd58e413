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
    assert "Kur vērsties:" in lines
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


def rich_text(page: Page) -> str:
    html: str = page.evaluate(
        "navigator.clipboard.read().then(([item]) => item.getType('text/html')).then((blob) => blob.text())"
    )
    return html


KEYS = {
    "1": ("e-pasts", r"63600800, vent\.siltums@ventspils\.lv$"),
    "2": ("vēstule", r"Ar cieņu\n"),
    "3": ("īsziņa bez garumzīmēm", r"Paradu var samaksat pa dalam"),
    "4": ("tikai teikums", r"Parādu var samaksāt pa daļām"),
    "5": ("īsziņa ar garumzīmēm", r"Parādu var samaksāt pa daļām"),
}


@pytest.mark.parametrize("key", KEYS)
def test_each_channel_has_its_key_and_c_repeats_the_channel_chosen_last(page: Page, key: str) -> None:
    name, text = KEYS[key]
    page.goto(places.SERVICE)
    page.keyboard.press(key)
    expect(page.locator(".toast")).to_have_text(re.compile(rf"Nokopēts: {name}, termiņš \d\d\.\d\d\.\d{{4}}\."))
    copied = "\n".join(clipboard(page))
    assert copied.startswith("PARAUGS")
    assert re.search(text, copied)
    page.reload()
    expect(page.locator(".copies > .btn--main")).to_have_count(1)
    page.keyboard.press("c")
    expect(page.locator(".toast")).to_have_text(re.compile(f"Nokopēts: {name}"))
    assert "\n".join(clipboard(page)) == copied


def test_the_channel_chosen_on_a_page_holds_for_the_card_of_every_hit(page: Page) -> None:
    page.goto(places.SERVICE)
    page.keyboard.press("3")
    page.goto("/meklet/?q=kas+pieskir+pabalstu")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")  # this card came from the server just now
    expect(page.locator(".hit").nth(1)).to_have_attribute("aria-current", "true")
    expect(page.locator(".card .copies > .btn--main")).to_contain_text("Kopēt īsziņai")
    page.keyboard.press("c")
    expect(page.locator(".toast")).to_contain_text("īsziņa bez garumzīmēm")


def test_rich_text_goes_with_the_plain_one(page: Page) -> None:
    page.goto(places.SERVICE)
    page.keyboard.press("1")
    expect(page.locator(".toast")).to_be_visible()
    html = rich_text(page)
    assert "<li>" in html
    assert "Pase vai eID karte" in html
    assert "data-" not in html
    assert "- Pase vai eID karte" in "\n".join(clipboard(page))


def test_all_texts_open_with_a_key_and_are_walked_with_arrows(page: Page) -> None:
    page.goto(places.SERVICE)
    page.keyboard.press("v")
    buttons = page.locator(".copies__panel [data-channel]")
    expect(buttons.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(buttons.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")  # the subject stands above the texts
    expect(page.locator(".toast")).to_have_text("Temats nokopēts")
    assert clipboard(page) == ["Parāda atmaksas grafiks"]
    page.keyboard.press("Escape")
    expect(page.locator(".copies__panel")).to_be_hidden()
    expect(page.locator(".copies__all > summary")).to_be_focused()
    assert page.url.endswith(places.SERVICE)  # Esc closed the list and did not leave the page


def test_a_copy_is_counted_by_page_and_channel_without_its_text(page: Page) -> None:
    page.goto(places.SERVICE)
    with page.expect_response("**/api/copies") as told:
        page.keyboard.press("4")
    assert told.value.status == 204
    assert told.value.request.post_data_json == {"code": "P11", "channel": "spoken"}


def test_a_copy_succeeds_where_it_cannot_be_counted(page: Page) -> None:
    page.goto(places.SERVICE)
    page.evaluate("document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach((field) => field.remove())")
    page.evaluate("void (window.fetch = () => Promise.reject(new Error('away')))")
    page.keyboard.press("c")
    expect(page.locator(".toast")).to_contain_text("Nokopēts")
    assert clipboard(page)[0] == "PARAUGS"


def test_without_script_every_text_can_be_selected(person: Person) -> None:
    page = person("darbinieks", java_script_enabled=False)
    page.goto(places.SERVICE)
    page.locator(".copies__all > summary").click()
    expect(page.locator(".copies__panel section")).to_have_count(6)
    expect(page.locator(".copies__rich").first).to_be_visible()
    expect(page.locator(".copies__panel button").first).to_be_hidden()


def test_a_refused_clipboard_is_said(page: Page) -> None:
    page.goto(places.SERVICE)
    for name in ("write", "writeText"):
        page.evaluate(f"void (navigator.clipboard.{name} = () => Promise.reject(new Error('refused')))")
    page.keyboard.press("c")
    expect(page.locator(".toast--fail")).to_contain_text("Ctrl+C")

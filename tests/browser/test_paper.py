"""Plain printing gives the client's sheet."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import places
from tests.browser.conftest import Person

pytestmark = pytest.mark.browser

VISIBLE = (
    "(list) => list.filter((element) => element.checkVisibility()).map((element) => element.outerHTML.slice(0, 120))"
)


@pytest.fixture
def sheet(person: Person) -> Page:
    page = person("darbinieks")
    page.goto(places.SERVICE)
    page.emulate_media(media="print")
    return page


def shown(page: Page, selector: str) -> list[str]:
    result: list[str] = page.locator(selector).evaluate_all(VISIBLE)
    return result


def test_nothing_internal_and_nothing_to_click_is_on_the_sheet(sheet: Page) -> None:
    assert shown(sheet, "[data-internal]") == []
    assert shown(sheet, "nav, .rail, .top, .strip, .keys, button, input, select, form, .toasts, .jumps, .trust") == []
    text = sheet.locator("body").inner_text()
    for internal in sheet.locator("[data-internal] li").all_text_contents():
        assert internal.strip() not in text
    assert "šodien" not in text


def test_the_sheet_has_what_the_client_needs(sheet: Page) -> None:
    expect(sheet.locator(".print-head")).to_contain_text("Ventspils siltums")
    expect(sheet.locator(".print-head")).to_contain_text("63600800")
    expect(sheet.get_by_role("heading", level=1)).to_have_text("Parāda atmaksas grafiks")
    expect(sheet.locator(".say__line", has_text="Parādu var samaksāt pa daļām.").locator("visible=true")).to_have_count(
        1
    )
    expect(sheet.locator(".docs")).to_contain_text("Pase vai eID karte")
    expect(sheet.locator(".facts__date")).to_be_visible()
    expect(sheet.locator(".facts")).to_contain_text("Kur vēl palīdz")
    expect(sheet.locator(".facts")).to_contain_text("Bez maksas")
    expect(sheet.locator(".print-foot svg")).to_be_visible()
    expect(sheet.locator(".print-foot")).to_contain_text("P11")


def test_a_sample_says_on_paper_that_it_is_not_for_clients(sheet: Page) -> None:
    expect(sheet.locator(".print-sample")).to_be_visible()
    expect(sheet.locator(".print-sample")).to_contain_text("PARAUGS")


def test_the_key_p_prints_the_page(person: Person) -> None:
    page = person("darbinieks")
    page.goto(places.REFERRAL)
    page.evaluate("void (window.print = () => { document.title = 'printed'; })")
    expect(page).not_to_have_title("printed")
    page.keyboard.press("p")
    expect(page).to_have_title("printed")

"""Narrow screens and 200 % zoom."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import places
from tests.browser.conftest import Person

pytestmark = pytest.mark.browser

SIDEWAYS = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  return [`${page.scrollWidth} > ${page.clientWidth}`, ...[...document.body.querySelectorAll("*")]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > page.clientWidth + 1)
    .map((element) => element.outerHTML.slice(0, 100)).slice(0, 5)];
}"""


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"viewport": {"width": 320, "height": 640}}, id="320 px"),
        pytest.param({"viewport": {"width": 683, "height": 384}, "device_scale_factor": 2}, id="200 % of 1366"),
    ],
)
def test_nothing_scrolls_sideways(person: Person, options: dict[str, object]) -> None:
    page = person("darbinieks", **options)
    found = {}
    for name, address in places.READ.items():
        page.goto(address)
        if wide := page.evaluate(SIDEWAYS):
            found[name] = wide
    assert not found


@pytest.fixture
def phone(person: Person) -> Page:
    return person("darbinieks", viewport={"width": 390, "height": 844}, has_touch=True)


def test_the_card_stands_right_under_its_hit_and_the_next_page_below_all_hits(phone: Page) -> None:
    phone.goto(places.RESULTS)
    hits = phone.locator(".hit")
    card = phone.locator("#card")

    def top(element: str, number: int = 0) -> float:
        box = phone.locator(element).nth(number).bounding_box()
        assert box
        return box["y"]

    assert top(".hit") < top("#card") < top(".hit", 1)
    hits.nth(1).tap()
    expect(card.locator(".card__title")).to_have_text(hits.nth(1).locator(".hit__title").inner_text())
    assert top(".hit", 1) < top("#card") < top(".hit", 2)
    assert top(".hit", hits.count() - 1) < top(".pages")


def test_the_menu_opens_and_leads_on(phone: Page) -> None:
    phone.goto("/")
    menu = phone.get_by_role("button", name="Izvēlne")
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.tap()
    expect(menu).to_have_attribute("aria-expanded", "true")
    phone.get_by_role("navigation", name="Galvenā").get_by_role("link", name="Kam nodot").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Kam nodot")


def test_controls_are_big_enough_for_a_finger(phone: Page) -> None:
    """44 px by the design, for what stands alone; links in running text are as high as their line."""
    small = {}
    for name in ("start", "results", "service", "guided", "calculator"):
        phone.goto(places.READ[name])
        found = phone.evaluate(
            """() => [...document.querySelectorAll("button, input, select, .chip, .answer, .hit, .row, .rail__link")]
               .filter((element) => element.checkVisibility({visibilityProperty: true}) && element.type !== "hidden")
               .map((element) => ({
                 height: Math.round((element.closest(".search__box, label") ?? element).getBoundingClientRect().height),
                 name: element.outerHTML.slice(0, 90),
               }))
               .filter(({height}) => height < 44)"""
        )
        if found:
            small[name] = found
    assert not small

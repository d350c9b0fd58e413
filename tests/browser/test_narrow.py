"""Narrow screens and 200 % zoom."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import places
from tests.browser.conftest import WIDE, Person
from tests.browser.watch import Watch

pytestmark = pytest.mark.browser

SIDEWAYS = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  return [`${page.scrollWidth} > ${page.clientWidth}`, ...[...document.body.querySelectorAll("*")]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > page.clientWidth + 1)
    .map((element) => element.outerHTML.slice(0, 100)).slice(0, 5)];
}"""


#: What can be read now. Keys are for keyboards, and what is folded away or in the menu is opened first.
WORDS = """() => {
  const menu = document.querySelector("[data-menu]");
  if (menu.checkVisibility() && menu.getAttribute("aria-expanded") === "false") menu.click();
  for (const folded of document.querySelectorAll("details")) folded.open = true; // a click elsewhere folds some
  const words = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const holder = texts.currentNode.parentElement;
    const text = texts.currentNode.textContent.trim().replace(/\\s+/g, " ");
    const extra = "kbd, .keys, .visually-hidden, .skip, dialog, template, script";
    if (text && !holder.closest(extra) && holder.checkVisibility({visibilityProperty: true})) words.push(text);
  }
  return words;
}"""
#: Text that is cut off: but for what the row above the card says already, and the list below the calendar.
CUT = """() => [...document.body.querySelectorAll("*")]
  .filter((element) => element.checkVisibility() && element.textContent.trim()
    && ["hidden", "clip"].includes(getComputedStyle(element).overflowX)
    && element.scrollWidth > element.clientWidth + 1
    && !element.closest(".visually-hidden, .skip, .card__head, .cal__name"))
  .map((element) => element.outerHTML.slice(0, 100))"""
#: 320 px, and 200 % of a screen of 1366 × 768.
SMALL = [{"width": 320, "height": 640}, {"width": 683, "height": 384}]


def test_on_320_px_and_at_200_percent_nothing_is_lost_and_nothing_scrolls_sideways(
    person: Person, watch: Watch
) -> None:
    watch.allow_status(404)
    page = person("darbinieks", viewport=WIDE, device_scale_factor=2)
    found = {}
    for name, address in {**places.EVERY, "no such page": "/nav-tadas-lapas/"}.items():
        page.set_viewport_size(WIDE)
        page.goto(address)
        words = page.evaluate(WORDS)
        for size in SMALL:
            page.set_viewport_size(size)
            kept = set(page.evaluate(WORDS))
            lost = [word for word in dict.fromkeys(words) if word not in kept]
            if problems := [*page.evaluate(SIDEWAYS), *page.evaluate(CUT), *lost]:
                found[name, size["width"]] = problems
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

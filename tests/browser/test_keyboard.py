"""The whole work without a mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import places
from tests.browser.conftest import Person

pytestmark = pytest.mark.browser


@pytest.fixture
def employee(person: Person) -> Page:
    return person("darbinieks")


def test_arrow_down_moves_the_card_follows_and_the_live_region_speaks(employee: Page) -> None:
    employee.goto(places.RESULTS)
    hits = employee.locator(".hit")
    employee.keyboard.press("ArrowDown")
    expect(hits.nth(0)).to_be_focused()
    employee.keyboard.press("ArrowDown")
    expect(hits.nth(1)).to_be_focused()
    expect(hits.nth(1)).to_have_attribute("aria-current", "true")
    expect(employee.locator(".hit[aria-current]")).to_have_count(1)
    title = hits.nth(1).locator(".hit__title").inner_text()
    expect(employee.locator("#card .card__title")).to_have_text(title)
    expect(employee.locator("#live")).to_contain_text(f"2. no {hits.count()}: {title}")
    employee.keyboard.press("ArrowUp")
    expect(employee.locator("#live")).to_contain_text(f"1. no {hits.count()}")
    employee.keyboard.press("ArrowUp")
    expect(hits.nth(0)).to_be_focused()


def test_arrow_down_in_the_field_leads_into_the_results(employee: Page) -> None:
    employee.goto(places.RESULTS)
    employee.keyboard.press("/")
    expect(employee.get_by_role("combobox")).to_be_focused()
    employee.keyboard.press("ArrowDown")
    expect(employee.locator(".hit").first).to_be_focused()


def test_enter_opens_the_hit_and_esc_comes_back_to_the_results(employee: Page) -> None:
    employee.goto(places.RESULTS)
    employee.keyboard.press("ArrowDown")
    employee.keyboard.press("ArrowDown")
    title = employee.locator(".hit[aria-current] .hit__title").inner_text()
    employee.keyboard.press("Enter")
    expect(employee.get_by_role("heading", level=1)).to_have_text(title)
    employee.keyboard.press("Escape")
    employee.wait_for_url("**" + places.RESULTS)


def test_esc_goes_back_to_the_list_that_a_page_was_opened_from(employee: Page) -> None:
    employee.goto(places.COLLECTION)
    employee.get_by_role("link", name="Parāda atmaksas grafiks").first.click()
    employee.wait_for_url("**" + places.SERVICE)
    employee.keyboard.press("e")
    expect(employee.locator(".feedback__form")).to_be_visible()
    employee.get_by_role("heading", name="Kas lapā nav pareizi?").focus()
    employee.keyboard.press("Escape")  # an open form first, so that nothing written in it is lost with the page
    expect(employee.locator(".feedback__form")).to_have_count(0)
    employee.keyboard.press("Escape")
    employee.wait_for_url("**" + places.COLLECTION)


def test_enter_opens_the_page_of_the_card_before_any_arrow(employee: Page) -> None:
    employee.goto(places.RESULTS)
    title = employee.locator("#card .card__title").inner_text()
    employee.keyboard.press("Enter")
    expect(employee.get_by_role("heading", level=1)).to_have_text(title)


def test_slash_goes_to_the_search_field_with_its_text_selected(employee: Page) -> None:
    employee.goto(places.RESULTS)
    employee.keyboard.press("/")
    expect(employee.locator("#q")).to_be_focused()
    employee.keyboard.type("parads")
    expect(employee.locator("#q")).to_have_value("parads")


def test_question_mark_opens_the_keys_and_esc_closes_them(employee: Page) -> None:
    employee.goto(places.SERVICE)
    employee.keyboard.press("?")
    dialog = employee.get_by_role("dialog", name="Taustiņi")
    expect(dialog).to_be_visible()
    assert employee.evaluate("document.querySelector('dialog').contains(document.activeElement)")
    employee.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert employee.url.endswith(places.SERVICE)


def test_letters_typed_into_fields_are_letters(employee: Page) -> None:
    employee.goto(places.SERVICE)
    employee.evaluate("void (window.print = () => { document.title = 'printed'; })")
    for field in ("#q", "input[name=datums]"):
        employee.locator(field).focus()
        employee.keyboard.type("cp?/")
    expect(employee.locator("#q")).to_have_value("cp?/")
    expect(employee.locator(".toast")).to_have_count(0)
    expect(employee.get_by_role("dialog")).to_have_count(0)
    assert employee.title() != "printed"
    employee.goto(places.CALCULATOR)
    employee.locator("#amount").fill("")
    employee.keyboard.type("5/c?")
    expect(employee.locator("#amount")).to_have_value("5/c?")
    expect(employee.locator(".toast")).to_have_count(0)


def test_single_letter_keys_can_be_switched_off_and_stay_off(employee: Page) -> None:
    employee.goto(places.SERVICE)
    employee.keyboard.press("?")
    switch = employee.get_by_role("checkbox", name="Taustiņi ieslēgti")
    expect(switch).to_be_checked()
    for _step in range(3):
        employee.keyboard.press("Tab")
        if switch.evaluate("element => element === document.activeElement"):
            break
    expect(switch).to_be_focused()
    employee.keyboard.press("Space")
    employee.keyboard.press("Escape")
    for _loading in range(2):
        employee.keyboard.press("/")
        employee.keyboard.press("c")
        employee.keyboard.press("?")
        employee.wait_for_timeout(200)
        expect(employee.locator("#q")).not_to_be_focused()
        expect(employee.locator(".toast")).to_have_count(0)
        expect(employee.get_by_role("dialog")).to_have_count(0)
        employee.reload()
    employee.goto(places.RESULTS)
    employee.keyboard.press("ArrowDown")
    expect(employee.locator(".hit").first).to_be_focused()  # arrows are no letters
    employee.get_by_role("button", name="visi taustiņi").click()
    expect(switch).not_to_be_checked()
    switch.check()
    employee.keyboard.press("Escape")
    employee.keyboard.press("/")
    expect(employee.locator("#q")).to_be_focused()


def test_every_control_of_a_service_can_be_reached_and_shows_where_it_is(employee: Page) -> None:
    """Tab reaches all that can be clicked; the focused one is outlined and under no sticky bar."""
    employee.goto(places.SERVICE)
    employee.locator("#q").evaluate("field => field.blur()")
    wanted = employee.evaluate(
        """[...document.querySelectorAll("a[href], button, input, [tabindex='0']")]
           .filter((element) => element.checkVisibility({visibilityProperty: true})).length"""
    )
    seen: dict[str, str] = {}
    outlined: set[str] = set()
    covered: list[str] = []
    for number in range(wanted + 10):
        employee.keyboard.press("Tab")
        state = employee.evaluate(
            """(number) => {
                const element = document.activeElement;
                if (element === document.body) return null;
                element.dataset.seen ??= number;
                const box = element.getBoundingClientRect();
                const outlined = (one) => one && getComputedStyle(one).outlineStyle !== "none" &&
                    parseFloat(getComputedStyle(one).outlineWidth) >= 2;
                const at = document.elementFromPoint(box.left + Math.min(box.width / 2, 20), box.top + box.height / 2);
                return {id: element.dataset.seen, name: element.outerHTML.slice(0, 120),
                        outlined: outlined(element) || outlined(element.closest(".search__box")),
                        covered: !(at && (element.contains(at) || at.contains(element)))};
            }""",
            number,
        )
        if state is None:  # round the end
            break
        seen[state["id"]] = state["name"]
        if state["outlined"]:  # a date field has several stops; Chromium outlines its last one by itself
            outlined.add(state["id"])
        if state["covered"]:
            covered.append(state["name"])
    assert len(seen) >= wanted
    assert not [name for number, name in seen.items() if number not in outlined]
    assert not covered

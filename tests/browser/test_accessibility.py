"""Axe on every kind of page and state, in both themes; forced colours."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import places
from tests.browser.conftest import Person, log_in
from tests.browser.states import changed
from tests.browser.watch import Watch
from tools.served import Served

pytestmark = pytest.mark.browser

PAGES = {
    **places.EVERY,
    "calculator with an error": places.CALCULATOR_ERROR,
    "not permitted": "/admin/",
    "no such page": "/nav-tadas-lapas/",
}
STATUS = {"calculator with an error": 400, "not permitted": 403, "no such page": 404}
#: F09, where only some may open it.
CLOSED = "/frazes/sudzibas-uzklausisana/"
BAD = {"serious", "critical"}
AXE = Axe().axe_script
RUN = "async (options) => (await axe.run({resultTypes: ['violations'], preload: false, ...options})).violations"
#: The themes differ in colours alone, so the second one is asked only about these.
COLOUR_RULES = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


def faults(page: Page) -> list[str]:
    """What axe finds serious or critical, light and then dark; colours must not fade over (reduced motion)."""
    page.evaluate(AXE)
    found = []
    for theme, options in (("light", {}), ("dark", COLOUR_RULES)):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        found += [
            f"{theme}: {rule['id']} ({rule['impact']}): {node['html'][:160]} {node['failureSummary'].splitlines()[1:2]}"
            for rule in page.evaluate(RUN, options)
            if rule["impact"] in BAD
            for node in rule["nodes"][:3]
        ]
    page.emulate_media(color_scheme="light")
    return found


def test_axe_finds_nothing_serious_on_any_page(person: Person, watch: Watch) -> None:
    watch.allow_status(400, 403, 404)
    page = person("darbinieks", reduced_motion="reduce")
    found = {}
    for name, address in PAGES.items():
        answer = page.goto(address)
        assert answer and answer.status == STATUS.get(name, 200), name
        if problems := faults(page):
            found[name] = problems
    assert not found


def test_axe_finds_nothing_serious_on_pages_whose_time_is_over_or_that_others_may_read(
    person: Person, served: Served, watch: Watch
) -> None:
    watch.allow_status(403)
    page = person("darbinieks", reduced_motion="reduce")
    found = {}
    with changed(served, overdue="E16", withdrawn="E17", closed="F09"):
        for name, code, words, status in (
            ("overdue", "E16", "Pārbaude nokavēta", 200),
            ("withdrawn", "E17", "Atsaukts", 200),
            ("closed", "F09", "", 403),
        ):
            answer = page.goto(f"/lapa/{code}/" if status == 200 else CLOSED)
            assert answer and answer.status == status, name
            expect(page.locator("main")).to_contain_text(words)
            found[name] = faults(page)
        page.goto("/meklet/?q=E16")
        found["results with an overdue page"] = faults(page)
    assert not any(found.values()), found


def test_axe_finds_nothing_serious_while_the_client_is_on_the_phone(person: Person) -> None:
    page = person("darbinieks", reduced_motion="reduce")
    page.goto("/pakalpojumi/kontaktinformacijas-maina/")  # P05: some of it is withheld
    page.keyboard.press("t")
    expect(page.locator(".withheld").first).to_be_visible()
    found = {"by phone": faults(page)}
    page.get_by_role("button", name="Persona pārbaudīta").click()
    expect(page.get_by_text("Persona šim zvanam pārbaudīta.")).to_be_visible()
    found["identified"] = faults(page)
    editor = person("redaktors", reduced_motion="reduce")
    editor.goto("/laika-izmainas/")
    found["changes of hours"] = faults(editor)
    assert not any(found.values()), found


def test_axe_finds_nothing_serious_on_what_opens_over_a_page(person: Person) -> None:
    page = person("darbinieks", reduced_motion="reduce")
    page.goto("/")
    page.keyboard.type("parād")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowDown")
    found = {"suggestions": faults(page)}
    page.goto(places.SERVICE)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    found["keys"] = faults(page)
    page.keyboard.press("Escape")
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.resolve())")
    page.keyboard.press("c")
    toast = page.locator(".toast")
    toast.hover()  # stays while the pointer is over it
    found["toast"] = faults(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Izvēlne").click()
    found["menu"] = faults(page)
    assert not any(found.values()), found


def test_axe_finds_nothing_serious_before_the_log_in(window: Callable[..., BrowserContext], watch: Watch) -> None:
    watch.allow_status(429)
    page = window(reduced_motion="reduce").new_page()
    page.goto("/ieiet/")
    found = {"log-in": faults(page)}
    log_in(page, "nav-tada", "ne-si-parole")
    found["wrong password"] = faults(page)
    for _attempt in range(7):
        log_in(page, "nav-tada", "ne-si-parole")
    expect(page.get_by_role("heading", name="Pārāk daudz mēģinājumu.")).to_be_visible()
    found["locked out"] = faults(page)
    assert not any(found.values()), found


# ---- forced colours ------------------------------------------------------------------------------------------


def edge(page: Page, selector: str) -> dict[str, Any]:
    result: dict[str, Any] = page.locator(selector).first.evaluate(
        """(element) => {
            const style = getComputedStyle(element);
            return {outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
                    color: style.outlineColor, border: parseFloat(style.borderInlineStartWidth),
                    borderColor: style.borderInlineStartColor, ground: getComputedStyle(document.body).backgroundColor};
        }"""
    )
    return result


@pytest.fixture
def forced(person: Person) -> Page:
    return person("darbinieks", forced_colors="active")


def test_in_forced_colours_the_selected_row_can_be_seen(forced: Page) -> None:
    forced.goto(places.RESULTS)
    selected, other = edge(forced, ".hit[aria-current]"), edge(forced, ".hit:not([aria-current])")
    assert selected["outline"] >= 1 and selected["color"] != selected["ground"]
    assert selected["border"] >= 3 and selected["borderColor"] not in {selected["ground"], other["borderColor"]}
    forced.goto("/")
    current = edge(forced, ".rail__link[aria-current]")
    assert current["outline"] >= 1 and current["borderColor"] != current["ground"]
    forced.keyboard.type("parād")
    expect(forced.get_by_role("listbox")).to_be_visible()
    forced.keyboard.press("ArrowDown")
    row = edge(forced, "[role=option][aria-selected=true]")
    assert row["outline"] >= 2 and row["color"] != row["ground"]


def test_in_forced_colours_the_focus_can_be_seen_and_is_more_than_the_selection(forced: Page) -> None:
    forced.goto("/")
    field = edge(forced, ".search__box")
    assert field["outline"] >= 2 and field["color"] != field["ground"]
    forced.goto(places.RESULTS)
    selected = edge(forced, ".hit[aria-current]")
    forced.keyboard.press("ArrowDown")
    expect(forced.locator(".hit").first).to_be_focused()
    focused = edge(forced, ".hit:focus")
    assert focused["outline"] >= 2 and focused["color"] != focused["ground"]
    assert focused["outline"] > selected["outline"]


def test_in_forced_colours_what_is_chosen_and_what_was_found_can_be_seen(forced: Page) -> None:
    """Stars, the switch of the client, answers, marked words, icons."""

    def colours(selector: str) -> tuple[str, str]:
        found = forced.locator(selector).first.evaluate(
            """(element) => { const style = getComputedStyle(element);
                 const solid = (one) => !one ? getComputedStyle(document.body).backgroundColor
                   : getComputedStyle(one).backgroundColor === "rgba(0, 0, 0, 0)" ? solid(one.parentElement)
                   : getComputedStyle(one).backgroundColor;
                 return [style.color, solid(element)]; }"""
        )
        return found[0], found[1]

    forced.goto("/")
    forced.keyboard.type("parād")
    expect(forced.locator("[role=option] mark").first).to_be_visible()
    for selector in ("[role=option] mark", ".strip .icon", ".row .icon"):
        colour, ground = colours(selector)
        assert colour != ground, selector
    forced.goto(places.RESULTS)
    colour, ground = colours(".hit mark")
    assert colour != ground
    forced.goto(places.SERVICE)
    pressed, other = edge(forced, ".switch [aria-pressed=true]"), edge(forced, ".switch [aria-pressed=false]")
    assert pressed["outline"] >= 2 > other["outline"]
    star = forced.locator("form[data-star] .icon")
    empty = star.evaluate("icon => getComputedStyle(icon).fill")
    forced.keyboard.press("f")
    expect(forced.locator("form[data-star] button")).to_have_attribute("aria-pressed", "true")
    assert star.evaluate("icon => getComputedStyle(icon).fill") != empty
    forced.keyboard.press("f")
    expect(forced.locator("form[data-star] button")).to_have_attribute("aria-pressed", "false")
    forced.goto(places.GUIDED)
    forced.keyboard.press("Tab")
    forced.locator("a.answer").first.focus()
    answer = edge(forced, "a.answer:focus")
    assert answer["outline"] >= 2 and answer["color"] != answer["ground"]
    ticks = forced.locator(".ticks i")
    done, ahead = (ticks.nth(n).evaluate("tick => getComputedStyle(tick).backgroundColor") for n in (0, 1))
    assert done != ahead


def test_in_forced_colours_what_may_be_said_and_what_not_keep_their_edges(forced: Page) -> None:
    forced.goto(places.SERVICE)
    say = edge(forced, ".say")
    assert say["border"] >= 4 and say["borderColor"] != say["ground"]
    assert edge(forced, ".internal")["border"] >= 4

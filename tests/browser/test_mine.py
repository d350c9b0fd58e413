"""What is mine: favourites, pages opened lately, notices, what has changed."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import places
from tests.browser.conftest import Person
from tests.browser.test_editors import open_editor, publish

pytestmark = pytest.mark.browser

WITHIN = 10_000  # ms
LEAD, TEXT = "Līdz plkst. 18.00:", "Bez siltuma Kuldīgas iela 10–24."


@pytest.fixture
def page(person: Person) -> Page:
    return person("jaunais")


def star(page: Page) -> Locator:
    return page.locator("form[data-star] button").locator("visible=true")


def kept(page: Page) -> Locator:
    page.goto("/")
    return page.locator("section", has=page.get_by_role("heading", name="Piespraustais un izlase"))


def test_f_puts_a_page_into_the_favourites_and_takes_it_out(page: Page) -> None:
    page.goto(places.REFERRAL)
    expect(star(page)).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("f")
    expect(star(page)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("status").locator(".toast")).to_have_text("Pievienots izlasei")
    expect(kept(page)).to_contain_text("Ventspils Sociālais dienests")
    page.goto(places.REFERRAL)
    expect(star(page)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("f")
    expect(star(page)).to_have_attribute("aria-pressed", "false")
    expect(kept(page)).not_to_contain_text("Ventspils Sociālais dienests")


def test_f_keeps_the_page_of_the_chosen_card_and_the_work_goes_on(page: Page) -> None:
    page.goto(places.RESULTS)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.locator(".hit").nth(1)
    code = second.get_attribute("data-code") or ""
    expect(page.locator("#card .crumb")).to_contain_text(code)
    page.keyboard.press("f")
    expect(star(page)).to_have_attribute("aria-pressed", "true")
    expect(second).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(star(page)).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#card .crumb")).to_contain_text(code)
    expect(star(page)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("f")
    expect(star(page)).to_have_attribute("aria-pressed", "false")


def test_f_in_a_field_is_a_letter(page: Page) -> None:
    page.goto(places.REFERRAL)
    page.keyboard.press("/")
    page.keyboard.type("f")
    expect(page.locator("#q")).to_have_value("f")
    expect(star(page)).to_have_attribute("aria-pressed", "false")


def test_the_star_also_works_without_a_script(person: Person) -> None:
    page = person("jaunais", java_script_enabled=False)
    page.goto(places.PHRASE)
    for state in ("true", "false"):
        star(page).click()
        expect(page).to_have_url(re.compile(re.escape(places.PHRASE) + "$"))
        expect(star(page)).to_have_attribute("aria-pressed", state)


def test_a_favourite_gets_a_name_and_is_removed(page: Page) -> None:
    page.goto(places.CONTACT)
    page.keyboard.press("f")
    expect(star(page)).to_have_attribute("aria-pressed", "true")
    page.goto("/izlase/")
    page.get_by_label("Savs nosaukums lapai „").first.fill("Kad strādājam")
    page.get_by_role("button", name="Pārdēvēt").first.click()
    expect(kept(page)).to_contain_text("Kad strādājam")
    page.goto("/izlase/")
    page.get_by_role("button", name=re.compile("Izņemt.*Kad strādājam")).click()
    expect(page.locator("main")).not_to_contain_text("Kad strādājam")


def test_a_page_that_was_opened_is_on_the_start_page(page: Page) -> None:
    with page.expect_response("**/api/visits") as told:
        page.goto(places.EXPLANATION)
    assert told.value.status == 204
    page.goto("/")
    lately = page.locator("section", has=page.get_by_role("heading", name="Nesen skatīts"))
    expect(lately.locator(".row").first).to_contain_text("E01")


# --- notices --------------------------------------------------------------------------------------------------


@pytest.fixture
def announce(person: Person) -> Iterator[Page]:
    """An editor with the form of a new notice; what was announced is taken back after the test."""
    editor = person("redaktors")
    editor.goto("/admin/snippets/content/notice/add/")
    yield editor
    take_back(editor)


def fill_and_save(editor: Page, key: str, *, emergency: bool = False) -> None:
    editor.locator("#id_title").fill(LEAD)
    editor.locator("#id_text").fill(TEXT)
    editor.locator("#id_severity").select_option("urgent")
    editor.locator("#id_emergency").set_checked(emergency)
    editor.locator("#id_key").fill(key)
    with editor.expect_navigation():
        editor.get_by_role("button", name="Saglabāt").click()


def take_back(editor: Page) -> None:
    editor.goto("/admin/snippets/content/notice/")
    found = editor.locator("main a[href*='/notice/edit/']", has_text=LEAD)
    for address in found.evaluate_all("all => all.map(link => link.href)"):
        editor.goto(address.replace("/edit/", "/delete/"))
        with editor.expect_navigation():
            editor.get_by_role("button", name=re.compile("dzēst", re.IGNORECASE)).click()


def test_an_urgent_notice_comes_to_an_open_page_and_goes_when_it_is_over(page: Page, announce: Page) -> None:
    page.goto(places.SERVICE)
    notice = page.locator("#notices .notice")
    expect(notice).to_have_count(0)
    page.bring_to_front()
    fill_and_save(announce, "kuldigas-iela")
    saved = time.monotonic()
    expect(notice).to_contain_text(TEXT, timeout=WITHIN)
    assert time.monotonic() - saved <= WITHIN / 1000
    take_back(announce)
    expect(notice).to_have_count(0, timeout=WITHIN)


def test_a_notice_is_hidden_for_good_by_the_one_it_bothers(page: Page, announce: Page, person: Person) -> None:
    fill_and_save(announce, "kuldigas-iela-2")
    page.goto(places.SERVICE)
    notice = page.locator("#notices .notice", has_text=TEXT)
    hide = notice.get_by_role("button", name="Paslēpt")
    hide.focus()
    page.keyboard.press("Enter")
    expect(notice).to_have_count(0)
    expect(page.locator("#main")).to_be_focused()
    page.goto("/")
    expect(notice).to_have_count(0)
    other = person("darbinieks")
    other.goto(places.SERVICE)
    expect(other.locator("#notices .notice", has_text=TEXT)).to_have_count(1)


def test_an_emergency_reddens_the_strip_of_an_open_page_and_takes_no_focus(page: Page, announce: Page) -> None:
    page.goto(places.SERVICE)
    page.keyboard.press("/")
    fill_and_save(announce, "avarija", emergency=True)
    expect(page.locator(".strip--on")).to_contain_text(TEXT, timeout=WITHIN)
    expect(page.locator("#live")).to_contain_text(TEXT)
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator(".strip--on").get_by_role("button")).to_have_count(0)  # it cannot be hidden
    take_back(announce)
    expect(page.locator(".strip--on")).to_have_count(0, timeout=WITHIN)


# --- what has changed -----------------------------------------------------------------------------------------


def test_what_an_editor_publishes_is_shown_with_what_was_and_what_is(page: Page, person: Person) -> None:
    page.goto("/")  # from now on changes are news for this person
    admin = person("admin")
    open_editor(admin, "F05")
    sentence = admin.locator("#id_short_answer")
    first = sentence.input_value().split()[0]
    sentence.fill(sentence.input_value().replace(first, f"{first} Zibenszellis", 1))
    publish(admin)
    page.goto("/")
    changed = page.locator("section", has=page.get_by_role("heading", name="Kas mainījies"))
    expect(changed.locator(".row", has_text="F05").locator("ins")).to_have_text(re.compile("tagad: Zibenszellis"))
    changed.get_by_role("link", name="Izmaiņas pilnībā").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kas mainījies")
    expect(page.locator(".news__page", has_text="F05").locator("ins").first).to_contain_text("Zibenszellis")

"""Coming in and going out, in Latvian."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Person, log_in

pytestmark = pytest.mark.browser


def test_a_person_logs_in_in_latvian_and_the_cursor_is_in_the_search_field(
    window: Callable[..., BrowserContext],
) -> None:
    page = window().new_page()
    page.goto("/pakalpojumi/")
    expect(page.locator("html")).to_have_attribute("lang", "lv")
    expect(page.get_by_role("heading", name="Ieiet")).to_be_visible()
    log_in(page, "darbinieks")
    expect(page).to_have_url(page.url.split("/ieiet")[0])
    expect(page).to_have_title("Sākums – Ventspils siltums")
    expect(page.get_by_role("combobox", name="Meklēt")).to_be_focused()


def test_a_wrong_password_is_said_and_the_cursor_is_where_to_mend_it(window: Callable[..., BrowserContext]) -> None:
    page = window().new_page()
    log_in(page, "vaditaja", "ne-si-parole")
    expect(page.get_by_role("alert")).to_contain_text("Vārds vai parole nav pareiza.")
    expect(page.get_by_label("Lietotājvārds")).to_have_value("vaditaja")
    expect(page.get_by_label("Parole")).to_be_focused()


def test_whoever_was_sent_to_log_in_comes_to_the_page_asked_for(window: Callable[..., BrowserContext]) -> None:
    page = window().new_page()
    page.goto("/lapa/P11/")
    page.get_by_label("Lietotājvārds").fill("darbinieks")
    page.get_by_label("Parole").fill("demo-parole-2026")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Parāda atmaksas grafiks")


def test_a_person_logs_out_and_the_back_button_shows_nothing(person: Person) -> None:
    page = person("darbinieks", fresh=True)
    page.goto("/pakalpojumi/")
    page.get_by_role("button", name="Iziet").click()
    expect(page.get_by_role("heading", name="Ieiet")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Ieiet")).to_be_visible()

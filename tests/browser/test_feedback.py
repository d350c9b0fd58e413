"""Feedback at the foot of a page: in place with a script, on pages of its own without one."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import places
from tests.browser.conftest import Person

pytestmark = pytest.mark.browser

PAGE = places.SERVICE
WORDS = "Jūsu vārdiem"


def row(page: Page):
    return page.get_by_role("region", name="Atsauksmes par šo lapu")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_that_a_page_helped_is_one_key_and_the_page_stays(person: Person) -> None:
    page = person("darbinieks")
    page.goto(PAGE)
    row(page).get_by_role("button", name="Jā").focus()
    page.keyboard.press("Enter")
    expect(row(page)).to_contain_text("Paldies.")
    expect(page).to_have_url(re.compile(PAGE))
    assert focused(page).startswith("Paldies.")  # the focus is where something happened


def test_that_it_did_not_help_takes_two_actions_with_the_keyboard_alone(person: Person) -> None:
    page = person("darbinieks")
    page.goto(PAGE)
    row(page).get_by_role("link", name="Nē").focus()
    page.keyboard.press("Enter")
    expect(row(page).get_by_role("heading", name="Kāpēc nepalīdzēja?")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Jūsu vārdiem, ja vēlaties")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Atbildes te nav")).to_be_focused()
    page.keyboard.press("Enter")
    expect(row(page)).to_contain_text("Paldies, ziņojums nosūtīts.")
    assert focused(page).startswith("Paldies")


def test_closing_the_form_gives_the_focus_back(person: Person) -> None:
    page = person("darbinieks")
    page.goto(PAGE)
    opener = row(page).get_by_role("link", name="Jautāt atbildīgajam")
    opener.click()
    page.get_by_role("link", name="Atcelt").click()
    expect(opener).to_be_focused()
    expect(page.get_by_role("heading", name="Ko vēlaties jautāt atbildīgajam?")).to_have_count(0)


def test_what_is_selected_is_in_the_report_of_an_error(person: Person) -> None:
    page = person("darbinieks")
    page.goto(PAGE)
    selected = page.evaluate(
        """() => { const line = document.querySelector(".say__line"); getSelection().selectAllChildren(line);
                   return line.textContent.trim().replace(/\\s+/g, " "); }"""
    )
    page.keyboard.press("e")
    expect(page.get_by_label("Vieta lapā")).to_have_value(selected)
    page.get_by_label(WORDS, exact=True).fill("Termiņš ir cits")
    row(page).get_by_role("button", name="Nosūtīt").click()
    expect(row(page)).to_contain_text(re.compile(r"atbildēs līdz \d\d\.\d\d\.\d{4}\."))

    row(page).get_by_role("link", name="Mani ziņojumi").click()
    expect(page.get_by_role("main")).to_contain_text("Termiņš ir cits")
    expect(page.get_by_role("main")).to_contain_text(selected)


def test_the_pointer_takes_the_selection_along_as_well(person: Person) -> None:
    page = person("darbinieks")
    page.goto(PAGE)
    page.locator(".say__line").first.click(click_count=3)
    row(page).get_by_role("link", name="Ziņot par kļūdu").click()
    expect(page.get_by_label("Vieta lapā")).not_to_have_value("")


def test_client_data_is_masked_before_anything_is_sent(person: Person) -> None:
    page = person("darbinieks")
    page.goto(PAGE)
    row(page).get_by_role("link", name="Jautāt atbildīgajam").click()
    question = page.get_by_label("Jautājums", exact=True)
    question.fill("Ko teikt klientam 010190-12345?")
    row(page).get_by_role("button", name="Nosūtīt").click()
    expect(row(page).get_by_role("alert")).to_contain_text("Izskatās pēc klienta datiem")
    expect(question).to_have_value("Ko teikt klientam •••?")
    expect(question).to_be_focused()
    row(page).get_by_role("button", name="Nosūtīt").click()
    expect(row(page)).to_contain_text("Paldies, ziņojums nosūtīts.")


def test_without_a_connection_the_text_stays(person: Person, watch) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED")
    page = person("darbinieks")
    page.goto(PAGE)
    row(page).get_by_role("link", name="Jautāt atbildīgajam").click()
    question = page.get_by_label("Jautājums", exact=True)
    question.fill("Vai grafiku var mainīt?")
    page.context.set_offline(True)
    row(page).get_by_role("button", name="Nosūtīt").click()
    expect(page.locator("#toasts")).to_contain_text("Neizdevās nosūtīt.")
    expect(question).to_have_value("Vai grafiku var mainīt?")
    page.context.set_offline(False)
    row(page).get_by_role("button", name="Nosūtīt").click()
    expect(row(page)).to_contain_text("Paldies, ziņojums nosūtīts.")


def test_without_a_script_it_is_a_page_of_its_own(person: Person) -> None:
    page = person("darbinieks", java_script_enabled=False)
    page.goto(PAGE)
    row(page).get_by_role("link", name="Nē").click()
    page.get_by_role("button", name="Grūti saprast").click()
    expect(page.get_by_role("main")).to_contain_text("Paldies, ziņojums nosūtīts.")
    page.get_by_role("link", name="Atpakaļ uz lapu").click()
    expect(page).to_have_url(re.compile(PAGE))


def test_the_reporter_reads_the_answer_of_an_editor(person: Person) -> None:
    reader = person("jaunais")
    reader.goto(PAGE)
    row(reader).get_by_role("link", name="Ziņot par kļūdu").click()
    reader.get_by_label(WORDS, exact=True).fill("Kases laiks ir cits")
    row(reader).get_by_role("button", name="Nosūtīt").click()
    expect(row(reader)).to_contain_text("Paldies")

    editor = person("redaktors")
    editor.goto("/admin/")
    editor.get_by_role("link", name="Nepilnības").click()
    editor.get_by_role("link", name="P11: Kases laiks ir cits").click()
    editor.get_by_label("Stāvoklis").select_option(label="Izdarīts")
    editor.get_by_role("textbox", name=re.compile("Atbilde ziņotājam")).fill("Laiks ir izlabots, paldies.")
    with editor.expect_navigation():
        editor.get_by_role("button", name="Saglabāt").click()

    reader.goto("/mani-zinojumi/")
    expect(reader.get_by_role("main")).to_contain_text("Laiks ir izlabots, paldies.")
    expect(reader.get_by_role("main")).to_contain_text("jauna atbilde")


def test_after_the_session_has_ended_the_text_stays(person: Person) -> None:
    page = person("jaunais", fresh=True)
    page.goto(PAGE)
    row(page).get_by_role("link", name="Jautāt atbildīgajam").click()
    question = page.get_by_label("Jautājums", exact=True)
    question.fill("Vai grafiku var mainīt?")
    page.context.clear_cookies(name="sessionid")
    row(page).get_by_role("button", name="Nosūtīt").click()
    expect(page.locator("#toasts")).to_contain_text("Sesija ir beigusies.")
    expect(question).to_have_value("Vai grafiku var mainīt?")

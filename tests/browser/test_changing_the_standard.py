"""A deadline of P09 changes: one editor writes it, somebody else decides, and employees see what changed."""

import re
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import Person
from tests.browser.test_editors import FOUND_WITHIN_SECONDS, open_editor
from tests.browser.watch import Watch

pytestmark = pytest.mark.browser

NOTE = "Uz patērētāja prasījumu atbildam 20 darbdienās."


def new_deadline(editor: Page, today: str, yesterday: str) -> None:
    """End the row that held until now and add the new one, as docs/editors.md asks."""
    editor.wait_for_load_state("networkidle")  # until then the button that adds a row does nothing
    editor.get_by_role("tab", name="Precizējumi").click()
    old = editor.locator("#id_deadlines-1-valid_to")
    old.fill(yesterday)
    editor.get_by_role("button", name="Pievienot: Termiņš").click()
    row = "#id_deadlines-3"
    editor.locator(f"{row}-label").fill("Patērētāja prasījums")
    editor.locator(f"{row}-amount").fill("20")
    editor.locator(f"{row}-unit").select_option("working_days")
    editor.locator(f"{row}-valid_from").fill(today)
    editor.keyboard.press("Escape")


def saved_by_itself(editor: Page) -> None:
    expect(editor.locator(".w-autosave-indicator__state--saved")).to_be_visible()


def submit(editor: Page) -> None:
    saved_by_itself(editor)
    editor.get_by_role("button", name="Citas darbības").click()
    with editor.expect_navigation():
        editor.get_by_role("button", name=re.compile("^Iesniegt")).click()


def test_a_deadline_is_changed_approved_seen_and_found(person: Person, watch: Watch) -> None:
    watch.allow_status(400)  # while a row is half typed, Wagtail does not save it by itself and says so in the console
    now = timezone.localtime()
    today, yesterday = f"{now:%d.%m.%Y}.", f"{now - timedelta(days=1):%d.%m.%Y}."
    reader = person("darbinieks")
    reader.goto("/")  # from now on changes are news for this person

    editor = person("redaktors")
    open_editor(editor, "P09")
    new_deadline(editor, today, yesterday)
    submit(editor)  # without saying what changes
    expect(editor.locator(".error-message", has_text="vai izmaiņas ir būtiskas")).to_have_count(1)
    editor.get_by_role("tab", name=re.compile("Atbilde")).click()
    editor.get_by_role("radio", name=re.compile("būtiska")).check()
    editor.get_by_label("Kas mainījies, vienā rindā").fill(NOTE)
    words = editor.get_by_role("textbox", name="Kā klienti to saka")
    words.fill(words.input_value() + "\nzibensprasījums par rēķinu")
    submit(editor)
    expect(editor.locator(".messages")).to_contain_text("Pārrēķins")
    editor.goto("/lapa/P09/")
    expect(editor.locator("main")).not_to_contain_text("20 darbdienas")  # the draft reached nobody

    approver = person("apstiprinatajs")
    approver.goto("/")
    approver.get_by_role("link", name=re.compile("^Izlemt: Pārrēķins")).click()
    main = approver.locator("main")
    expect(main).to_contain_text(NOTE)
    expect(main.locator("ins", has_text="20 darbdienas").first).to_be_visible()
    approver.get_by_role("button", name="Apstiprināt un publicēt").click()
    expect(approver.locator(".messages")).to_contain_text("Apstiprināts.")
    approved = time.monotonic()

    while time.monotonic() - approved < FOUND_WITHIN_SECONDS:
        reader.goto("/meklet/?q=zibensprasijumu")
        if reader.locator(".hit").count():
            break
    expect(reader.locator("#card .crumb")).to_contain_text("P09", timeout=100)
    expect(reader.locator("#card")).to_contain_text("20 darbdienas")
    reader.goto("/lapa/P09/")
    expect(reader.locator("main")).to_contain_text("20 darbdienas")
    expect(reader.locator("main")).to_contain_text(f"Mainīts {today}: {NOTE}")
    reader.goto("/jaunumi/")
    row = reader.locator(".news__page", has_text="P09")
    expect(row).to_contain_text(NOTE)
    expect(row.locator(".tag")).to_have_text("būtiskas")
    expect(row.locator("ins").first).to_be_visible()
    day = f"{now - timedelta(days=1):%Y-%m-%d}"
    reader.goto("/lapa/P09/")
    reader.goto(f"{reader.url}?datums={day}")
    expect(reader.locator("main")).to_contain_text("15 darbdienas")
    expect(reader.locator("main")).not_to_contain_text("20 darbdienas")


def type_on(editor: Page, text: str) -> None:
    """Word by word, as people do: the editor looks for changes between two keys."""
    words = editor.get_by_role("textbox", name="Kā klienti to saka")
    words.press("ControlOrMeta+End")
    for word in text.split():
        words.press_sequentially(f" {word}")
        editor.wait_for_timeout(700)


def test_what_is_typed_without_a_connection_is_saved_when_it_is_back(person: Person, watch: Watch) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED")
    editor = person("redaktors")
    open_editor(editor, "P14")
    editor.wait_for_load_state("networkidle")
    type_on(editor, "rakstu ar tīklu")
    saved_by_itself(editor)
    editor.context.set_offline(True)
    type_on(editor, "rakstu bez tīkla")
    expect(editor.locator(".w-autosave-indicator__state--paused")).to_be_visible()
    editor.context.set_offline(False)
    type_on(editor, "un atkal ar")
    saved_by_itself(editor)
    editor.reload()
    words = editor.get_by_role("textbox", name="Kā klienti to saka")
    expect(words).to_have_value(re.compile("rakstu ar tīklu rakstu bez tīkla"))

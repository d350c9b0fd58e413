"""An editor at work in /admin/, and what employees see of it."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser import places
from tests.browser.conftest import Person

pytestmark = pytest.mark.browser

FOUND_WITHIN_SECONDS = 5


def open_editor(page: Page, code: str) -> None:
    """As people do: from the page they read."""
    page.goto(f"/lapa/{code}/")
    page.get_by_role("link", name="Labot", exact=True).click()
    expect(page.get_by_role("button", name="Saglabāt melnrakstu")).to_be_visible()


def publish(page: Page, note: str = "") -> None:
    """At once and without a second pair of eyes, as an administrator may where it cannot wait."""
    with page.expect_navigation():
        page.get_by_role("button", name="Saglabāt melnrakstu").click()
    page.get_by_role("button", name="Citas darbības").click()
    page.get_by_role("link", name="Publicēt steidzami").click()
    page.get_by_label("Kāpēc tas nevar gaidīt").fill("Pārbaude")
    if note:
        page.get_by_role("radio", name=re.compile("redakcionāla")).check()
        page.get_by_label("Kas mainījies, vienā rindā").fill(note)
    with page.expect_navigation():
        page.get_by_role("button", name="Publicēt steidzami").click()


def test_the_preview_panel_shows_the_page(person: Person) -> None:
    page = person("redaktors")
    open_editor(page, "P12")
    page.get_by_role("button", name="Parādīt vai paslēpt priekšskatījumu").click()
    preview = page.frame_locator("iframe[title], iframe").first
    expect(preview.get_by_role("heading", level=1)).to_have_text("Izziņa par parādu vai samaksu")
    expect(preview.locator(".say__line").first).to_be_attached()


def test_a_draft_may_lack_an_owner_but_a_published_page_may_not(person: Person) -> None:
    editor = person("redaktors")
    open_editor(editor, "P13")
    editor.get_by_role("tab", name="Uzticamība").click()
    owner = editor.locator("#id_owner_unit-chooser")
    owner.get_by_role("button", name="Darbības").click()
    editor.get_by_role("button", name="Atcelt izvēli").locator("visible=true").click()
    expect(editor.locator("#id_owner_unit")).to_have_value("")
    with editor.expect_navigation():
        editor.get_by_role("button", name="Saglabāt melnrakstu").click()
    expect(editor.locator(".messages")).to_contain_text("Jauns pieslēgums siltumtīklam")
    expect(editor.locator("#id_owner_unit")).to_have_value("")
    expect(editor.get_by_role("button", name="Publicēt", exact=True)).to_have_count(0)  # not an editor's right

    editor.get_by_role("button", name="Citas darbības").click()
    with editor.expect_navigation():
        editor.get_by_role("button", name=re.compile("^Iesniegt")).click()
    message = "Publicētai lapai vajag atbildīgo: personu vai struktūrvienību."
    expect(editor.locator(".error-message", has_text=message)).to_have_count(1)
    expect(editor.locator(".messages")).to_be_visible()
    admin = person("admin")
    admin.goto(editor.url)
    publish(admin, note="Labots atbildīgais.")
    expect(admin.locator("main")).to_contain_text(message)

    reader = person("darbinieks")
    reader.goto("/lapa/P13/")
    expect(reader.locator(".page-foot")).to_contain_text("Tehniskā daļa")  # the draft reached nobody


def test_an_employee_finds_a_new_word_within_five_seconds(person: Person) -> None:
    reader = person("darbinieks")
    reader.goto("/meklet/?q=zibrasutais")
    expect(reader.locator(".hit")).to_have_count(0)
    admin = person("admin")
    open_editor(admin, "P16")
    words = admin.get_by_role("textbox", name="Kā klienti to saka")
    words.fill(words.input_value() + "\nman zibrasuts siltummezgls")
    publish(admin, note="Papildināti klientu vārdi.")
    published = time.monotonic()
    while time.monotonic() - published < FOUND_WITHIN_SECONDS:
        reader.goto("/meklet/?q=zibrasutais")  # another ending than the editor wrote
        if reader.locator(".hit").count():
            break
    expect(reader.locator("#card .crumb")).to_contain_text("P16", timeout=100)


def test_the_explorer_shows_code_owner_review_and_state(person: Person) -> None:
    page = person("redaktors")
    open_editor(page, "P11")
    page.goto(page.locator("header a[href^='/admin/pages/']", has_text="Pakalpojumi").get_attribute("href") or "")
    table = page.locator("main table")
    heads = table.locator("thead th").all_inner_texts()
    columns = {name: heads.index(name) for name in ("Kods", "Atbildīgais", "Pārbaudīt līdz", "Stāvoklis")}
    row = table.locator("tbody tr", has_text="Parāda atmaksas grafiks").locator("td")
    expect(row.nth(columns["Kods"])).to_have_text("P11")
    expect(row.nth(columns["Atbildīgais"])).to_have_text("Abonentu daļa")
    expect(row.nth(columns["Pārbaudīt līdz"])).to_contain_text("2027")  # the day, not how long ago
    expect(row.nth(columns["Stāvoklis"])).to_have_text("PARAUGS")


def test_deleting_a_snippet_in_use_is_refused_and_shows_where_it_is_used(person: Person) -> None:
    page = person("redaktors")
    page.goto("/admin/snippets/content/institution/")
    page.locator("main table").get_by_role("link", name=re.compile("Sociālais dienests")).first.click()
    page.goto(page.url.replace("/edit/", "/delete/"))
    main = page.locator("main")
    expect(main).to_contain_text(re.compile(r"Atsauces uz šo ierakstu \(iestāde\): \d+"))
    expect(main.get_by_role("button", name=re.compile("Jā|Yes"))).to_have_count(0)
    main.get_by_role("link").first.click()
    expect(page.locator("main table")).to_contain_text("Ventspils Sociālais dienests")


def test_an_employee_is_not_offered_to_edit(person: Person) -> None:
    page = person("darbinieks")
    page.goto(places.SERVICE)
    expect(page.get_by_role("link", name="Labot")).to_have_count(0)

"""The copy of the knowledge base, opened from a disk: no server, no network."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect

from kb.content.choices import Kind
from tests import factories
from tests.browser.test_accessibility import faults
from tests.browser.test_narrow import SIDEWAYS

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def copy(site: factories.SiteTree, tmp_path: Path) -> Path:
    factories.ContactPointFactory(emergency_label="Siltumtīkli", value="63627905")
    service = factories.ServicePageFactory(
        title="Parāda atmaksas grafiks", client_words="nevaru uzreiz samaksāt", sample=True
    )
    for kind in Kind:
        factories.make_page(kind)
    factories.GlossaryTermFactory(term="siltummezgls", page=service)
    call_command("export_static", str(tmp_path / "copy"), verbosity=0)
    return tmp_path / "copy"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A narrow window without a network; fails on errors and on whatever is asked of a host."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, offline=True, reduced_motion="reduce")
    wrong: list[str] = []
    context.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("request", lambda request: None if request.url.startswith("file://") else wrong.append(request.url))
    yield context.new_page()
    context.close()
    assert wrong == []


def test_the_copy_is_searched_without_diacritics_and_read_with_the_keyboard_alone(page: Page, copy: Path) -> None:
    page.goto((copy / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("parads")  # another ending than in the title
    expect(page.get_by_role("status")).to_have_text("Atrastas lapas: 1")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Parāda atmaksas grafiks").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Parāda atmaksas grafiks")
    expect(page.locator(".say")).to_contain_text("PARAUGS")
    page.keyboard.press("/")
    page.keyboard.type("samaksat")  # as clients say it; the first found opens
    expect(page.get_by_role("status")).to_have_text("Atrastas lapas: 1")
    page.keyboard.press("Escape")
    expect(page.locator("#found a")).to_have_count(0)
    page.keyboard.type("qqqq")
    expect(page.get_by_role("status")).to_have_text("Nekas nav atrasts.")
    page.keyboard.press("Escape")
    page.keyboard.type("L01")
    page.keyboard.press("Enter")
    page.locator("a.answer").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main .say")).to_be_visible()


def test_every_kind_of_page_fits_a_narrow_screen_and_can_be_read_by_all(page: Page, copy: Path) -> None:
    found = {}
    for path in sorted(copy.rglob("*.html")):
        page.goto(path.as_uri())
        expect(page.get_by_role("link", name="63627905")).to_be_visible()
        if problems := [*page.evaluate(SIDEWAYS), *faults(page)]:
            found[path.name] = problems
    assert not found

"""A new employee goes through a short path with the keyboard alone; the supervisor sees it; the standard changes."""

import os
import re
import subprocess
import sys
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Person
from tests.browser.test_accessibility import faults
from tests.browser.watch import Watch
from tools.served import ROOT, Served

pytestmark = pytest.mark.browser

#: What is right in the quiz of the short path, by the beginning of the question.
RIGHT = {
    "Ko viņai atbildēt?": ("„Par citu cilvēku ziņas dot nedrīkstu. Tāpat sargājam arī Jūsu datus.”",),
    "Kas ir atļauts?": (
        "Atvērt klienta datus, lai atbildētu uz viņa paša jautājumu.",
        "Ierakstīt meklētājā klienta jautājumu viņa vārdiem, bez personas datiem.",
    ),
    "Kura iestāde izskata": ("Datu valsts inspekcija.",),
}
WRONG = {
    "Ko viņai atbildēt?": ("„Nē, parāda viņam nav.”",),
    "Kas ir atļauts?": ("Paskatīties, cik maksā kaimiņš, lai salīdzinātu ar savu rēķinu.",),
    "Kura iestāde izskata": ("Tiesībsargs.",),
}
NEW_WORDS = "To pašu sakām arī pa tālruni."
#: Publishes section C6 as a process of its own, as an approval does.
PUBLISH = """
import django
django.setup()
from kb.content.models import StandardSectionPage
page = StandardSectionPage.objects.get(code="C6")
for clause in page.clauses:
    clause.value["{field}"] = clause.value["{field}"] + " {words}"
page.change_kind, page.change_note = "{kind}", "{words}"
page.save_revision().publish()
"""
TASKS_ARE_KEPT_FOR = 12


def tab_to(page: Page, element: Locator) -> None:
    """Press Tab until ``element`` has the focus; within a group of radio buttons the arrow goes on.

    On a fresh page first over the navigation, by the link for it.
    """
    expect(element).to_be_visible()
    if page.evaluate("document.activeElement === document.body"):
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    for _press in range(90):
        if element.evaluate("element => element === document.activeElement"):
            return
        in_radios = page.evaluate("document.activeElement.type === 'radio'")
        is_radio = element.get_attribute("type") == "radio"
        page.keyboard.press("ArrowDown" if in_radios and is_radio else "Tab")
    pytest.fail(f"The keyboard does not reach {element}")


def press(page: Page, element: Locator) -> None:
    tab_to(page, element)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def this_is(page: Page, title: str) -> Locator:
    """The button that chooses a result of the search exercise."""
    return page.locator(".hit", has_text=title).get_by_role("button").first


def go_on(page: Page) -> None:
    """From the path to its next step."""
    press(page, page.locator(".path-next .btn"))


def answer_all(page: Page, answers: dict[str, tuple[str, ...]]) -> None:
    for _question in answers:
        asked = page.locator("legend").inner_text()
        texts = next(texts for begins, texts in answers.items() if asked.startswith(begins))
        for text in texts:
            option = page.get_by_label(text, exact=True)
            tab_to(page, option)
            if not option.is_checked():
                page.keyboard.press("Space")
        press(page, button(page, "Atbildēt"))
        expect(page.locator(".verdict")).to_have_text("Pareizi" if answers is RIGHT else "Nav pareizi")
        expect(page.locator(".question")).to_contain_text("B5")
        press(page, page.locator(".question .btn--main"))


def publish(served: Served, kind: str, field: str, words: str) -> None:
    folder = served.log.parent / "data"
    environment = os.environ | {
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "ELASTICSEARCH_URL": "",
        "DJANGO_SETTINGS_MODULE": "kb.settings.development",
    }
    program = PUBLISH.format(kind=kind, field=field, words=words)
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, check=True, timeout=120)


def tasks_to_confirm(page: Page) -> list[str]:
    page.goto("/")
    links = page.get_by_role("link", name=re.compile("^Apliecināt standarta"))
    return [text.splitlines()[0] for text in links.all_inner_texts()]


def eventually(page: Page, number: int) -> list[str]:
    """The tasks once there are ``number`` of them: their answer is kept for some seconds."""
    until = time.monotonic() + TASKS_ARE_KEPT_FOR
    while len(tasks_to_confirm(page)) != number and time.monotonic() < until:
        time.sleep(0.5)
    return tasks_to_confirm(page)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_the_first_hour_and_a_change_of_the_standard(person: Person, served: Served, watch: Watch) -> None:
    watch.allow_status(400)  # the wrong page of the search exercise
    new = person("jaunais", reduced_motion="reduce")
    problems = {}
    new.goto("/")
    press(new, new.get_by_role("link", name="Mācīties: Pirmā stunda"))
    problems["path"] = faults(new)
    go_on(new)  # read what the standard binds
    press(new, button(new, "Izlasīju un sapratu"))
    go_on(new)  # find a page
    new.keyboard.type("nevaru samaksat visu uzreiz")  # the cursor is in the field
    with new.expect_navigation():
        new.keyboard.press("Enter")
    press(new, this_is(new, "Kur un kā samaksāt"))
    expect(new.get_by_role("alert")).to_contain_text("Šī nav īstā lapa.")
    problems["search exercise"] = faults(new)
    press(new, this_is(new, "Parāda atmaksas grafiks"))
    go_on(new)
    press(new, button(new, "Izlasīju un sapratu"))
    go_on(new)  # the quiz: failed, then repeated
    press(new, button(new, "Sākt"))
    problems["question"] = faults(new)
    answer_all(new, WRONG)
    expect(new.locator(".verdict")).to_have_text("Jāatkārto")
    press(new, button(new, "Mēģināt vēlreiz"))
    answer_all(new, RIGHT)
    expect(new.locator(".verdict")).to_have_text("Nokārtots")
    press(new, new.get_by_role("link", name="Uz nākamo soli"))
    tab_to(new, new.get_by_label("Mentora vārds un uzvārds"))
    new.keyboard.type("Anna Paraudziņa")
    press(new, button(new, "Pārrunājām"))
    press(new, new.get_by_role("link", name="Apliecinājums drukāšanai").first)
    expect(new.locator(".certificate")).to_contain_text("Pirmā stunda")
    problems["confirmation"] = faults(new)

    new.goto("/")
    press(new, new.get_by_role("link", name="Apliecināt standarta 1. versiju"))
    press(new, button(new, "Izlasīju un ievērošu"))
    expect(new.locator("main")).to_contain_text("Standarta 1. versija ir apliecināta.")

    supervisor = person("vaditaja", reduced_motion="reduce")
    supervisor.goto("/macibas/komanda/")
    row = supervisor.locator("tr", has_text="jaunais").filter(has_text="Pirmā stunda")
    expect(row).to_contain_text("5 no 5")
    expect(row).to_contain_text("Anna Paraudziņa")
    problems["team"] = faults(supervisor)
    supervisor.goto("/apliecinajumi/komanda/")
    expect(supervisor.locator("tr", has_text="jaunais").last).to_contain_text("apliecinājis")

    publish(served, "editorial", "practice", "Tas ir pareizi.")
    new.goto("/standarts/apliecinat/")
    expect(button(new, "Izlasīju un ievērošu")).to_have_count(0)
    assert eventually(new, 0) == []
    publish(served, "material", "text", NEW_WORDS)
    for name in ("jaunais", "darbinieks"):
        employee = person(name)
        assert eventually(employee, 1) == ["Apliecināt standarta 2. versiju"]
    new.goto("/standarts/apliecinat/")
    expect(new.locator(".difference ins", has_text=NEW_WORDS)).to_have_count(1)

    phone = person("jaunais", viewport={"width": 390, "height": 844})
    phone.goto("/macibas/")
    phone.get_by_role("link", name="Pirmā nedēļa").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Pirmā nedēļa")
    assert fits(phone)
    assert not {name: found for name, found in problems.items() if found}

"""Pictures of the editors' guide: python -m tools.guide_pictures. Starts the site with the sample, works as an editor.

Everything happens in a folder of its own on the loopback address and ends by itself. Needs Debian's Chromium and the
packages of requirements-dev.txt. The pictures of static/kb/guide/ are written anew.
"""

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from kb.accounts.demo_names import DEMO_PASSWORD
from tools.served import ROOT, start_site, wait_until_ready

PICTURES = ROOT / "static" / "kb" / "guide"
CHROMIUM = "/usr/bin/chromium"
WINDOW = {"width": 1100, "height": 720}
#: A picture stays below 80 kB with few colours; screens have few.
COLOURS = 48

#: A few lines in the shape of a standard, in our own words.
STANDARD = """Profesionalitāte
Darbinieks savu darbu pārzina un zināšanas liek lietā. Viņš meklē risinājumu kopā ar kolēģiem,
atbild precīzi un ātri, ciena klienta tiesības.

Taisnīgums
Pret visiem attiecas vienādi, nevienam nedod priekšrocības vai atlaides, nedara pāri citādiem.

tālrunis klientu apkalpošanai: 63600800
"""


def main() -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kb-guide-") as folder, site(Path(folder)) as url, browser() as chromium:
        report_an_error(person(chromium, url, "darbinieks"))
        page = person(chromium, url, "redaktors")
        page.goto("/meklet/?q=atslegs+par+nemaksasanu")
        save(page, "meklesana")
        open_editor(page, "P11")
        page.locator("label[for=id_short_answer]").evaluate("label => label.scrollIntoView({block: 'center'})")
        save(page, "lapa")
        page.get_by_role("tab", name="Uzticamība").click()
        save(page, "uzticamiba")
        page.goto("/admin/nepilnibas/")
        save(page, "nepilnibas")
        upload(page)
        save(page, "imports")
    return 0


def report_an_error(page: Page) -> None:
    """So that the queue of gaps is not empty."""
    page.goto("/atsauksme/P11/kluda/")
    page.locator("textarea[name=words]").fill("Nav teikts, kas notiek, ja maksājums kavējas.")
    page.locator("form.feedback__form button[type=submit]").first.click()


def open_editor(page: Page, code: str) -> None:
    page.goto(f"/lapa/{code}/")
    page.get_by_role("link", name="Labot", exact=True).click()
    page.get_by_role("button", name="Saglabāt melnrakstu").wait_for()


def upload(page: Page) -> None:
    page.goto("/admin/imports/")
    page.locator("select[name=subject]").select_option("standard")
    page.locator("input[name=file]").set_input_files(
        {"name": "standarts.txt", "mimeType": "text/plain", "buffer": STANDARD.encode()}
    )
    page.locator("form[enctype] button[type=submit]").click()
    page.locator(".kb-import").wait_for()


def save(page: Page, name: str) -> None:
    """The window as it is, in few colours."""
    page.wait_for_timeout(800)  # menus of the admin slide into place
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    file = PICTURES / f"{name}.png"
    picture.quantize(COLOURS).save(file, optimize=True)
    print(f"{file.relative_to(ROOT)} {file.stat().st_size // 1000} kB")


def person(chromium: Browser, url: str, name: str) -> Page:
    context = chromium.new_context(viewport=WINDOW, locale="lv-LV", timezone_id="Europe/Riga", base_url=url)
    page = context.new_page()
    page.goto("/ieiet/")
    page.get_by_label("Lietotājvārds").fill(name)
    page.get_by_label("Parole").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Ieiet").click()
    page.wait_for_url(f"{url}/")
    return page


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """The address of the site as ./run serves it, with a database of its own."""
    served = start_site(folder)
    try:
        wait_until_ready(served)
        yield served.url
    finally:
        served.stop()


if __name__ == "__main__":
    sys.exit(main())

"""The running site, Chromium, and people who are logged in; a test fails on whatever ``Watch`` saw."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from kb.accounts.demo import DEMO_PASSWORD
from tests.browser.watch import Watch
from tools.served import Served, start_site, wait_until_ready

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",  # nothing of the network can make a test pass
]
WIDE = {"width": 1366, "height": 768}

Person = Callable[..., Page]


@pytest.fixture(scope="package")
def chromium_path() -> Path:
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is missing: apt-get install chromium. The browser tests did not run."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return CHROMIUM


@pytest.fixture(scope="package")
def served(chromium_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("site")
    site = start_site(folder)
    wait_until_ready(site)
    yield site
    site.stop()
    shutil.rmtree(folder / "data", ignore_errors=True)


@pytest.fixture(scope="package")
def browser(chromium_path: Path) -> Iterator[Browser]:
    # Not pytest-playwright's: its event loop would stay until the last test and disturb Django's database there.
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def watch(served: Served) -> Iterator[Watch]:
    """Fails the test in the end where something went wrong in a browser."""
    watching = Watch(served.url)
    yield watching
    if watching.problems:
        pytest.fail("In the browser:\n" + "\n".join(dict.fromkeys(watching.problems)), pytrace=False)


@pytest.fixture
def window(served: Served, browser: Browser, watch: Watch) -> Iterator[Callable[..., BrowserContext]]:
    """``window(**options)`` is a fresh browser window (a context) of nobody, watched."""
    opened: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        settings = {"viewport": WIDE, "locale": "lv-LV", "timezone_id": "Europe/Riga", "base_url": served.url}
        context = browser.new_context(**(settings | options))
        context.set_default_timeout(10_000)
        watch.attach(context)
        opened.append(context)
        return context

    expect.set_options(timeout=5_000)
    yield make
    for context in opened:
        context.close()


@pytest.fixture(scope="package")
def _cookies() -> dict[str, Any]:
    return {}


@pytest.fixture
def person(window: Callable[..., BrowserContext], _cookies: dict[str, Any]) -> Person:
    """``person("redaktors")`` is a page of that person, logged in once through the log-in page.

    ``person(name, fresh=True)`` logs in anew; other options are those of a window.
    """

    def sit_down(name: str = "darbinieks", fresh: bool = False, **options: Any) -> Page:
        if not fresh and name in _cookies:
            return window(storage_state=_cookies[name], **options).new_page()
        context = window(**options)
        page = context.new_page()
        log_in(page, name)
        if not fresh:
            _cookies[name] = context.storage_state()
        return page

    return sit_down


def log_in(page: Page, name: str, password: str = DEMO_PASSWORD) -> None:
    page.goto("/ieiet/")
    page.get_by_label("Lietotājvārds").fill(name)
    page.get_by_label("Parole").fill(password)
    page.get_by_role("button", name="Ieiet").click()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    report = yield
    site = getattr(item, "funcargs", {}).get("served")
    if report.failed and site is not None:
        report.sections.append(("log of the site", site.last_lines()))
    return report

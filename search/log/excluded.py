"""Whose searches are not counted: programs and tests, which would drown what people ask."""

import re

from django.http import HttpRequest

#: A test of the running site sends this header, with any value.
TEST_HEADER = "X-KB-Test"
_PROGRAM = re.compile(r"bot|crawl|spider|slurp|headless|lighthouse|monitor|preview", re.IGNORECASE)


def is_excluded(request: HttpRequest) -> bool:
    """No session, a test, or no person's browser. Every browser in use calls itself Mozilla; curl and its like do not.

    That leaves out Django's test client, which names no browser, and headless Chromium of the browser tests.
    """
    browser = request.headers.get("User-Agent", "")
    return (
        not request.session.session_key
        or TEST_HEADER in request.headers
        or not browser.startswith("Mozilla/")
        or _PROGRAM.search(browser) is not None
    )

"""A page weighs little and comes from one host (``watch`` fails on any other)."""

import pytest
from playwright.sync_api import Response

from tests.browser import places
from tests.browser.conftest import Person

pytestmark = pytest.mark.browser

MOST_BYTES = 120_000


#: P09 is the longest service of the sample.
ADDRESSES = [*(places.READ[name] for name in ("start", "results", "service")), "/pakalpojumi/parrekins/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_html_css_and_script_stay_below_120_kb(person: Person, address: str) -> None:
    page = person("darbinieks")
    page.wait_for_load_state("networkidle")  # what the log-in still fetches is no part of the page
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address, wait_until="networkidle")
    weights = {
        answer.url.rsplit("/", 1)[-1] or "document": len(answer.body())
        for answer in answers
        if answer.request.resource_type in {"document", "stylesheet", "script"}
    }
    assert len(weights) >= 3
    assert sum(weights.values()) <= MOST_BYTES, weights

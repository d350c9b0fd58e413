"""Whatever is typed or pasted gets a sane answer, never a failure."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories
from tests.factories import ServicePageFactory

pytestmark = pytest.mark.django_db

HOSTILE = [
    "",
    " ",
    "a" * 10_000,
    "rēķins " * 2_000,
    "\x00\x01\x02",
    "\u202eךלמ",
    "שלום עולם",
    "🔥🔥 nav siltuma 🔥",
    '"',
    '"rēķins',
    "*",
    "rēķ*",
    "NEAR(a b)",
    "a NEAR b",
    "title:rēķins",
    "{title words} : x",
    "-rēķins",
    "--",
    "^rēķins",
    "a AND OR NOT",
    "'; DROP TABLE docs; --",
    "' OR 1=1 --",
    "%_%",
    "<script>alert(1)</script>",
    "{termiņš}",
    "\\",
    "P" + "9" * 50,
]


@pytest.fixture
def browser(site, index, signed_in):
    factories.publish(ServicePageFactory(title="Rēķina skaidrojums", client_words="liels rēķins\nnav siltuma"))
    index.drain()
    return signed_in()


@pytest.mark.parametrize("text", HOSTILE)
def test_strange_input_is_answered(browser, text):
    for path in ("/api/search", "/api/suggest", "/meklet/"):
        assert browser.get(path, {"q": text}).status_code == 200, path


def test_what_was_typed_is_shown_as_text(browser):
    page = browser.get("/meklet/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert(1)" not in page


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_any_text_is_answered(browser, text):
    response = browser.get("/api/search", {"q": text})
    assert response.status_code == 200
    assert response.json()["total"] >= 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(['"', "*", "(", ")", "AND", "OR", "NOT", "NEAR", "-", ":", "rēķins", "^"]), max_size=12)
)
def test_any_mix_of_search_syntax_is_answered(browser, words):
    assert browser.get("/api/search", {"q": " ".join(words)}).status_code == 200


@pytest.mark.parametrize("query", ["p=999999", "p=0", "p=-1", "p=x", "tips=xyz", "kanals=fakss"])
def test_a_page_or_filter_that_does_not_exist_is_not_found(browser, query):
    assert browser.get(f"/meklet/?q=rekins&{query}").status_code == 404

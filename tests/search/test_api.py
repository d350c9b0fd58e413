"""The JSON that other systems read."""

import pytest

from tests import factories
from tests.factories import ServicePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(site, index, signed_in):
    page = factories.publish(
        ServicePageFactory(
            title="Parāda atmaksas grafiks",
            code="P11",
            client_words="nevaru samaksāt uzreiz",
            short_answer="Parādu var samaksāt pa daļām.\nPiedāvāsim grafiku līdz {termiņš}.",
        )
    )
    index.drain()
    browser = signed_in()
    browser.page = page
    return browser


def test_a_result_has_everything_a_card_shows(browser):
    answer = browser.get("/api/search", {"q": "parads"}).json()
    assert (answer["query"], answer["mode"], answer["degraded"], answer["total"]) == ("parads", "embedded", False, 1)
    assert set(answer) == {
        "query", "mode", "degraded", "reason", "total", "took_ms", "did_you_mean", "facets", "results",
    }  # fmt: skip
    result = answer["results"][0]
    assert set(result) == {
        "code", "type", "title", "url", "short_answer", "highlight", "deadline", "channels", "id_required", "verified",
        "sample",
    }  # fmt: skip
    assert result["code"] == "P11"
    assert result["deadline"] == "10 darbdienas"
    assert "{" not in result["short_answer"]
    assert result["verified"]["state"] == "verified"
    assert answer["facets"]["type"] == {"service": 1}


def test_what_matched_is_marked_and_nothing_else_is_markup(browser, index):
    page = browser.page
    page.short_answer = "Parādu <b>nevar</b> dzēst & aizmirst."
    page.save_revision().publish()
    index.drain()
    highlight = browser.get("/api/search", {"q": "parāds"}).json()["results"][0]["highlight"]
    assert highlight == "<mark>Parādu</mark> &lt;b&gt;nevar&lt;/b&gt; dzēst &amp; aizmirst."


@pytest.mark.parametrize(
    "query", ["size=-1", "size=0", "size=51", "size=x", "page=0", "page=1001", "type=xyz", "channel=fax", "audience=me"]
)
def test_a_parameter_that_cannot_be_used_is_refused_in_plain_words(browser, query):
    response = browser.get(f"/api/search?q=parads&{query}")
    assert response.status_code == 400
    error = response.json()["error"]
    assert error["code"].startswith("bad_")
    assert error["message"]


def test_a_page_past_the_end_is_empty_but_counts(browser):
    answer = browser.get("/api/search?q=parads&page=99").json()
    assert (answer["total"], answer["results"]) == (1, [])


def test_facets_count_what_the_other_filter_leaves(browser, index):
    factories.publish(factories.ExplanationPageFactory(title="Ko nozīmē parāds"))
    factories.publish(ServicePageFactory(title="Izziņa par parādu", channels=[factories.channel("electronic")]))
    index.drain()
    facets = browser.get("/api/search?q=parads&type=service").json()["facets"]
    assert facets["type"] == {"service": 2, "explanation": 1}
    assert facets["channel"] == {"in_person": 1, "phone": 1, "electronic": 1}
    facets = browser.get("/api/search?q=parads&channel=electronic").json()["facets"]
    assert facets["type"] == {"service": 1}


def test_suggestions_lead_to_pages(browser):
    answer = browser.get("/api/suggest", {"q": "para"}).json()
    assert answer == {
        "suggestions": [{"code": "P11", "type": "service", "title": "Parāda atmaksas grafiks", "url": browser.page.url}]
    }


def test_without_an_index_the_answer_says_so_instead_of_failing(browser, index):
    index.engine._forget()
    index.engine.path.unlink()
    answer = browser.get("/api/search", {"q": "parads"}).json()
    assert (answer["degraded"], answer["total"]) == (True, 0)
    assert answer["reason"]
    assert browser.get("/api/suggest", {"q": "para"}).json() == {"suggestions": []}


def test_a_stranger_is_told_to_log_in(client, db):
    response = client.get("/api/search?q=x")
    assert response.status_code == 401
    assert response.json()["error"]["code"] == "login_required"

"""A search that shows nothing leads on: what to say, whom to ask, where to look."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kb.accounts import roles
from kb.content.choices import Kind
from tests import factories
from tests.desk.reading import words
from tests.factories import ServicePageFactory, SiteTree

pytestmark = pytest.mark.django_db

Browser = Callable[..., Client]


@pytest.fixture
def reasons(site: SiteTree) -> tuple[Any, Any]:
    """Two reasons on the start page, the pages that they open."""
    cold, bill = ServicePageFactory(title="Siltuma nav"), ServicePageFactory(title="Rēķina rindas")
    site.root.reasons = [
        ("reason", {"words": "Man ir auksti", "hint": "Radiators, visa māja", "page": cold}),
        ("reason", {"words": "Liels rēķins", "hint": "Rindas un rādījumi", "page": bill}),
    ]
    site.root.save()
    return cold, bill


def main_of(browser: Client, **parameters: str) -> str:
    html = browser.get("/meklet/", parameters).content.decode()
    return html[html.index("<main") : html.index("</main>")]


@pytest.mark.parametrize("query", ["zzzqqq", ""])
def test_reasons_for_contact_stand_where_nothing_is_found_and_where_nothing_is_asked(
    reasons: tuple[Any, Any], index: Any, signed_in: Browser, query: str
) -> None:
    html = main_of(signed_in(), q=query)
    assert "„Man ir auksti”" in words(html)
    assert f'href="{reasons[0].url}"' in html


def test_what_to_say_and_whom_to_ask_stand_beside_it(site: SiteTree, index: Any, signed_in: Browser) -> None:
    html = main_of(signed_in(), q="zzz qqq")
    assert "Noskaidrošu un atzvanīšu Jums šodien." in words(html)
    assert 'href="/kas-pie-mums/?q=zzz+qqq"' in html


def test_the_lists_of_the_menu_can_be_looked_through(site: SiteTree, index: Any, signed_in: Browser) -> None:
    collection = site.collections[Kind.SERVICE]
    collection.show_in_menus = True
    collection.save_revision().publish()
    assert f'<a class="row" href="{collection.url}">' in main_of(signed_in(), q="zzzqqq")


def test_a_filter_that_hides_everything_can_be_taken_away(site: SiteTree, index: Any, signed_in: Browser) -> None:
    browser = signed_in()
    assert 'href="/meklet/?q=zzzqqq">Meklēt bez filtriem' in main_of(browser, q="zzzqqq", tips="service")
    assert "Meklēt bez filtriem" not in main_of(browser, q="zzzqqq")


def test_a_reason_whose_page_is_closed_to_the_reader_is_left_out(
    reasons: tuple[Any, Any], index: Any, signed_in: Browser
) -> None:
    factories.restrict(reasons[0], roles.SUPERVISOR)
    for address in ("/", "/meklet/?q=zzzqqq"):
        text = words(signed_in("darbinieks", f"d{len(address)}").get(address).content.decode())
        assert "Man ir auksti" not in text
        assert "Liels rēķins" in text
        assert "Man ir auksti" in words(signed_in("vaditaja", f"v{len(address)}").get(address).content.decode())


def test_where_something_is_found_none_of_it_stands(index: Any, reasons: tuple[Any, Any], signed_in: Browser) -> None:
    index.drain()
    html = main_of(signed_in(), q="siltuma nav")
    assert 'class="hits"' in html
    assert "Man ir auksti" not in words(html)


def test_without_a_start_page_of_reasons_the_rest_stands(site: SiteTree, index: Any, signed_in: Browser) -> None:
    text = words(main_of(signed_in(), q="zzzqqq"))
    assert "nekas neder" in text
    assert "Par ko klients runā" not in text


def test_a_question_that_was_corrected_can_be_searched_as_it_was_typed(
    site: SiteTree, index: Any, signed_in: Browser
) -> None:
    factories.publish(ServicePageFactory(title="Atmaksas grafiks"))
    index.drain()
    reader = signed_in()
    corrected = main_of(reader, q="grafixs", tips="service")
    assert "Rādām rezultātus vaicājumam grafiks." in words(corrected)
    assert 'href="/meklet/?q=grafixs&amp;tips=service&amp;burtiski=1">Meklēt, kā rakstīts' in corrected

    as_typed = main_of(reader, q="grafixs", tips="service", burtiski="1")
    assert "Vaicājumam „grafixs” nekas neder." in words(as_typed)
    assert 'href="/meklet/?q=grafixs&amp;tips=service">Meklēt ar labojumiem' in as_typed


def test_what_is_found_as_typed_stays_so_with_another_filter(site: SiteTree, index: Any, signed_in: Browser) -> None:
    factories.publish(ServicePageFactory(title="Atmaksas grafiks"))
    index.drain()
    html = main_of(signed_in(), q="grafiks", burtiski="1")
    assert "Atmaksas grafiks" in words(html)
    assert 'href="/meklet/?q=grafiks&amp;tips=service&amp;burtiski=1"' in html

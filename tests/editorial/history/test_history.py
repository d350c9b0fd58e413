"""What a page said on a day, and the list of its changes."""

from datetime import UTC, datetime

import pytest
import time_machine

from kb.accounts import roles
from tests import factories
from tests.factories import ServicePageFactory, deadline

pytestmark = pytest.mark.django_db


def at(day, hour=12, minute=0):
    """A moment by the clock of Riga in winter, as UTC."""
    return datetime(2026, *day, hour - 2, minute, tzinfo=UTC)


@pytest.fixture
def page(site):
    """Published on 2 March; changed on 12 March at 14.05; changed again on 20 March."""
    with time_machine.travel(at((3, 2)), tick=False):
        page = factories.publish(
            ServicePageFactory(code="P40", title="Plombēšana", short_answer="Atbildam mēneša laikā.")
        )
    for day, text, note in (
        (at((3, 12), 14, 5), "Atbildam 10 dienās.", "Īsāks termiņš."),
        (at((3, 20)), "Atbildam nedēļā.", ""),
    ):
        with time_machine.travel(day, tick=False):
            page.short_answer, page.change_note, page.change_kind = text, note, "material" if note else ""
            page = factories.publish(page)
    return page


def said_on(browser, day, code="P40"):
    return browser.get(f"/lapa/{code}/toreiz/?datums={day}")


@pytest.mark.parametrize(
    "day, text",
    [("2026-03-02", "Atbildam mēneša laikā."), ("2026-03-11", "Atbildam mēneša laikā."),
     ("2026-03-12", "Atbildam 10"), ("2026-03-19", "Atbildam 10"), ("2026-03-20", "Atbildam nedēļā.")],
)  # fmt: skip
def test_the_text_of_any_day(page, signed_in, day, text):
    html = said_on(signed_in(), day).content.decode().replace("\xa0", " ")
    assert text in html
    assert "Vēsture: kas šajā lapā bija rakstīts" in html


def test_of_the_day_of_a_change_the_hour_is_told(page, signed_in):
    browser = signed_in()
    assert "plkst. 14:05" in said_on(browser, "2026-03-12").content.decode()
    assert "plkst." not in said_on(browser, "2026-03-13").content.decode().split("notice__text")[1].split("</p>")[0]


def test_the_values_are_those_of_that_day(site, signed_in):
    rows = [
        deadline(30, "days", valid_to=datetime(2026, 3, 9).date()),
        deadline(10, "days", valid_from=datetime(2026, 3, 10).date()),
    ]
    with time_machine.travel(at((3, 2)), tick=False):
        factories.publish(ServicePageFactory(code="P41", deadlines=rows))
    browser = signed_in()
    assert "30 dienas" in said_on(browser, "2026-03-09", "P41").content.decode().replace("\xa0", " ")
    assert "10 dienas" in said_on(browser, "2026-03-10", "P41").content.decode().replace("\xa0", " ")


def test_history_is_not_copied_kept_or_answered(page, signed_in):
    html = said_on(signed_in(), "2026-03-12").content.decode()
    assert "Tā lapa bija agrāk." in html
    assert "data-copy-as" not in html
    assert "Vai šī lapa palīdzēja" not in html
    assert said_on(signed_in("redaktors"), "2026-03-12")["Cache-Control"].count("no-cache")


def test_before_it_was_published_and_while_it_was_offline_it_says_so(page, signed_in):
    with time_machine.travel(at((4, 1)), tick=False):
        page.unpublish()
    with time_machine.travel(at((4, 5)), tick=False):
        type(page).objects.get(pk=page.pk).get_latest_revision().publish()
    browser = signed_in()
    for day in ("2026-03-01", "2026-04-02"):
        answer = said_on(browser, day)
        assert answer.status_code == 404
        assert "šī lapa nebija publicēta" in answer.content.decode()
    assert said_on(browser, "2026-04-05").status_code == 200


@pytest.mark.parametrize("day", ["", "vakar", "2026-02-30", "1999-01-01", "2099-01-01"])
def test_what_is_no_day_of_the_past_gets_a_message(page, signed_in, day):
    answer = said_on(signed_in(), day)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


def test_the_history_of_a_closed_page_is_closed(page, signed_in):
    factories.restrict(page, roles.SUPERVISOR)
    for role, expected in (("darbinieks", 404), ("vaditaja", 200)):
        browser = signed_in(role)
        assert said_on(browser, "2026-03-12").status_code == expected
        assert browser.get("/lapa/P40/vesture/").status_code == expected


def test_the_list_says_what_changed_and_leads_to_the_text_of_each_day(page, signed_in):
    html = signed_in().get("/lapa/P40/vesture/").content.decode()
    assert "Īsāks termiņš." in html
    assert "būtiskas" in html
    assert 'href="/lapa/P40/toreiz/?datums=2026-03-12"' in html
    assert html.index("20.03.2026.") < html.index("12.03.2026.") < html.index("02.03.2026.")


def test_the_page_says_when_it_changed_last_and_in_what(page, signed_in):
    html = signed_in().get(page.url).content.decode()
    foot = html[html.index("Mainīts 12.03.2026.") :]
    assert "Īsāks termiņš." in foot[:200]
    assert 'href="/lapa/P40/vesture/"' in foot[:300]


def test_the_page_as_on_a_past_day_leads_to_its_text_of_that_day(page, signed_in):
    browser = signed_in()
    assert "/lapa/P40/toreiz/?datums=2026-03-12" in browser.get(f"{page.url}?datums=2026-03-12").content.decode()
    assert "/toreiz/" not in browser.get(f"{page.url}?datums=2099-03-12").content.decode()


@pytest.mark.parametrize("kind", list(factories.PAGE_FACTORIES))
def test_every_type_of_page_can_be_shown_as_it_was(site, signed_in, kind):
    with time_machine.travel(at((3, 2)), tick=False):
        page = factories.publish(factories.make_page(kind, title="Kā bija"))
    answer = said_on(signed_in(), "2026-03-03", page.code)
    assert answer.status_code == 200
    assert "Kā bija" in answer.content.decode()


def test_what_changed_since_i_was_here_says_the_note_and_the_kind(page, signed_in):
    html = signed_in().get("/jaunumi/?no=2026-03-10").content.decode()
    assert "Īsāks termiņš." in html
    assert '<b class="tag">būtiskas</b>' in html

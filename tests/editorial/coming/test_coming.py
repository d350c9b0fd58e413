"""What is prepared ahead switches at midnight in Riga by itself, and the admin lists what will."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from kb.accounts import roles
from kb.content.models import ExplanationValue
from tests import factories
from tests.factories import ExplanationPageFactory, ServicePageFactory, deadline, fee

pytestmark = pytest.mark.django_db

RIGA = ZoneInfo("Europe/Riga")
#: New Year in winter time, and a day in summer time: midnight in Riga is 22:00 and 21:00 UTC.
TURNS = [date(2027, 1, 1), date(2027, 7, 1)]


def moment(day, *, before):
    """A second before the day begins in Riga, or its first second."""
    begins = datetime.combine(day, datetime.min.time(), RIGA)
    return begins.timestamp() + (-1 if before else 1)


@pytest.fixture(params=TURNS, ids=str)
def turn(request, site):
    """A day from which a shorter deadline, a fee and a tariff hold, prepared ahead."""
    day = request.param
    last = date.fromordinal(day.toordinal() - 1)
    old, new = {"valid_to": last}, {"valid_from": day}
    service = ServicePageFactory(
        code="P40",
        title="Plombēšana",
        deadlines=[deadline(30, "days", **old), deadline(5, "working_days", **new)],
        fees=[fee(kind="amount", amount="10.00", **old), fee(kind="amount", amount="12.50", **new)],
    )
    values = [
        ExplanationValue(label="Tarifs", text="71,02 EUR", **old),
        ExplanationValue(label="Tarifs", text="65,40 EUR", **new),
    ]
    with time_machine.travel(moment(day, before=True) - 86400, tick=False):
        factories.publish(service)
        factories.publish(ExplanationPageFactory(code="E40", title="Tarifs", values=values))
    return day


def seen(browser):
    """What a reader sees of the two pages: on them, in the results and as data."""
    texts = [browser.get(browser.get(f"/lapa/{code}/").url).content.decode() for code in ("P40", "E40")]
    found = browser.get("/api/search?q=plombēšana").json()["results"][0]["deadline"]
    data = browser.get("/api/pages/P40").content.decode()
    return [text.replace("\xa0", " ") for text in (*texts, str(found), data)]


def test_at_midnight_in_riga_a_deadline_a_fee_and_a_tariff_switch_without_any_job(index, turn, signed_in):
    index.drain()
    before, after = moment(turn, before=True), moment(turn, before=False)
    with time_machine.travel(before, tick=False):
        browser = signed_in()
        service, tariff, found, data = seen(browser)
        assert "30 dienas" in service
        assert "10,00" in service
        assert "71,02" in tariff
        assert "30" in found
        assert "30 dienas" in data
        seen(browser)  # from the cache
    with time_machine.travel(after, tick=False):
        browser.force_login(browser.person, backend="django.contrib.auth.backends.ModelBackend")
        service, tariff, found, data = seen(browser)
        assert "5 darbdienas" in service
        assert "30 dienas" not in service
        assert "12,50" in service
        assert "65,40" in tariff
        assert "71,02" not in tariff
        assert "5" in found
        assert "5 darbdienas" in data
        as_before = browser.get("/lapa/P40/", {"datums": date.fromordinal(turn.toordinal() - 1)}, follow=True)
        assert "30 dienas" in as_before.content.decode().replace("\xa0", " ")


def rows_of(browser):
    html = browser.get("/admin/gaidams/").content.decode()
    return html[html.index("<table") :] if "<table" in html else html


def test_the_list_names_what_begins_and_what_ends_the_soonest_first(turn, signed_in):
    factories.SpecialDayFactory(date=date(2027, 12, 24), name="Ziemassvētku vakars")
    factories.NoticeFactory(
        title="Remonts", starts_at=datetime(2026, 1, 5, tzinfo=RIGA), ends_at=datetime(2028, 1, 5, 12, tzinfo=RIGA)
    )
    factories.OpeningHoursFactory(location="Kase", valid_from=date(2028, 2, 1))
    draft = ServicePageFactory(title="Jauna kārtība", live=False, go_live_at=datetime(2028, 3, 1, tzinfo=RIGA))
    draft.save_revision().publish()
    ServicePageFactory(title="Beidzas", valid_to=date(2028, 4, 1))
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=RIGA), tick=False):
        table = rows_of(signed_in("redaktors")).replace("\xa0", " ")
    places = [
        table.index(words)
        for words in ("30 dienas", "5 darbdienas", "Ziemassvētku vakars", "Remonts", "Kase", "00:00", "Beidzas")
    ]
    assert places == sorted(places)
    assert "65,40 EUR" in table
    assert "pēdējā diena" in table


def test_what_is_over_is_not_on_the_list(turn, signed_in):
    with time_machine.travel(moment(turn, before=False), tick=False):
        table = rows_of(signed_in("redaktors"))
    assert "30 dienas" not in table.replace("\xa0", " ")
    assert "5 darbdienas" in table.replace("\xa0", " ")


def test_a_page_that_is_closed_to_the_reader_is_not_named(site, signed_in):
    page = ServicePageFactory(title="Slēgta lapa", valid_to=date(2099, 1, 1))
    factories.restrict(page, roles.SUPERVISOR)
    assert "Slēgta lapa" not in rows_of(signed_in("redaktors"))
    assert "Slēgta lapa" in rows_of(signed_in("vaditaja"))


def test_the_list_asks_the_database_few_times_however_long_it_is(site, signed_in, django_assert_max_num_queries):
    for number in range(30):
        ServicePageFactory(deadlines=[deadline(valid_to=date(2099, 1, 1 + number))], valid_to=date(2099, 2, 1))
    browser = signed_in("redaktors")
    browser.get("/admin/gaidams/")
    with django_assert_max_num_queries(20):
        assert browser.get("/admin/gaidams/?p=2").status_code == 200


def test_the_list_can_be_taken_away_as_a_file(turn, signed_in):
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=RIGA), tick=False):
        answer = signed_in("redaktors").get("/admin/gaidams/?export=csv")
    assert "65,40 EUR" in b"".join(answer.streaming_content).decode()

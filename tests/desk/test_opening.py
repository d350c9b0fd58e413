"""Open now, until when and when next, in the top bar and on the start page."""

from datetime import date, datetime, time

import pytest

from kb.content.models import OpeningInterval
from kb.desk.opening import open_now
from tests.desk.conftest import RIGA
from tests.desk.reading import words
from tests.factories import OpeningHoursFactory, SpecialDayFactory

pytestmark = pytest.mark.django_db


def at(hour, minute=0, day=24):
    found = open_now(datetime(2026, 11, day, hour, minute, tzinfo=RIGA))
    return found.open, found.text


@pytest.fixture
def hours(site):
    """Weekdays from eight to noon and from one to five."""
    intervals = [
        OpeningInterval(weekday=day, opens=opens, closes=closes)
        for day in range(5)
        for opens, closes in (("08:00", "12:00"), ("13:00", "17:00"))
    ]
    return OpeningHoursFactory(location="Talsu iela 84", intervals=intervals)


def test_without_hours_nothing_is_said(site):
    assert open_now(datetime(2026, 11, 24, 10, tzinfo=RIGA)) is None


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [
        (7, 59, (False, "Slēgts, atvērs 8.00")),
        (8, 0, (True, "Atvērts līdz 12.00")),
        (12, 0, (False, "Slēgts, atvērs 13.00")),
        (16, 59, (True, "Atvērts līdz 17.00")),
        (17, 0, (False, "Slēgts, atvērs rīt 8.00")),
    ],
)
def test_the_line_follows_the_clock(hours, hour, minute, expected):
    assert at(hour, minute) == expected


def test_before_a_weekend_the_weekday_is_named(hours):
    assert at(18, day=27) == (False, "Slēgts, atkal atvērts: pirmdiena, 8.00")


def test_a_closed_day_and_a_shortened_day_are_known(hours):
    SpecialDayFactory(date=date(2026, 11, 25), name="Brīvdiena")
    SpecialDayFactory(date=date(2026, 11, 26), kind="shortened", closes_at=time(11, 0))
    assert at(10, day=25)[0] is False
    assert "ceturtdien" in at(18)[1]
    assert at(10, day=26) == (True, "Atvērts līdz 11.00")


def test_hours_that_are_not_confirmed_are_marked(hours, signed_in):
    reader = signed_in()
    assert "Atvērts līdz 12.00 PARAUGS" not in words(reader.get("/termini/").content.decode())
    hours.sample = True
    hours.save()
    assert "Atvērts līdz 12.00 PARAUGS" in words(reader.get("/termini/").content.decode())


def test_the_start_page_gives_every_place(hours, signed_in, site):
    OpeningHoursFactory(location="Pils iela 12", kind="cash_desk", intervals=[])
    text = words(signed_in().get("/").content.decode())
    assert "8.00–12.00, 13.00–17.00" in text
    assert "šodien slēgts" in text

"""Opening hours of a day and of this moment."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.calendar.days import DayException
from kb.calendar.hours import HoursStatus, Interval, day_hours, status, usual_status

RIGA = ZoneInfo("Europe/Riga")


def hours(*parts: str) -> tuple[Interval, ...]:
    return tuple(Interval(*map(time.fromisoformat, part.split("-"))) for part in parts)


FULL = hours("08:00-12:00", "13:00-17:00")
WEEKLY = {0: FULL, 1: FULL, 2: FULL, 3: FULL, 4: hours("08:00-12:00", "13:00-15:30")}
MONDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 28)
EVE, HOLIDAY = date(2026, 11, 17), date(2026, 11, 18)


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), RIGA)


def test_usual_days_have_usual_hours_and_weekends_and_holidays_none() -> None:
    assert day_hours(MONDAY, WEEKLY) == FULL
    assert day_hours(SATURDAY, WEEKLY) == ()
    assert day_hours(HOLIDAY, WEEKLY) == ()


@pytest.mark.parametrize("eve", [date(2026, 11, 17), date(2026, 12, 23), date(2026, 12, 30), date(2026, 6, 22)])
def test_the_working_day_before_a_holiday_ends_an_hour_early(eve: date) -> None:
    assert day_hours(eve, WEEKLY)[-1].end == time(16)


def test_a_friday_before_a_holiday_on_saturday_is_short_but_not_one_before_a_holiday_on_sunday() -> None:
    assert day_hours(date(2028, 11, 17), WEEKLY)[-1].end == time(14, 30)
    assert day_hours(date(2026, 5, 8), WEEKLY)[-1].end == time(15, 30)  # Sunday 10 May: Mother's Day


def test_an_exception_row_goes_before_the_rule() -> None:
    assert day_hours(EVE, WEEKLY, [DayException(EVE, "working", "Parasta diena")]) == FULL
    assert day_hours(EVE, WEEKLY, [DayException(EVE, "shortened", "Līdz 12.30", time(12, 30))]) == FULL[:1]
    assert day_hours(MONDAY, WEEKLY, [DayException(MONDAY, "shortened", "Sapulce")])[-1].end == time(16)
    assert day_hours(MONDAY, WEEKLY, [DayException(MONDAY, "closed", "Inventūra")]) == ()
    assert day_hours(HOLIDAY, WEEKLY, [DayException(HOLIDAY, "open", "Dežūra", time(10))]) == hours("08:00-10:00")


def test_a_saturday_worked_by_exception_has_the_hours_of_friday() -> None:
    rows = [DayException(SATURDAY, "working", "Pārcelta darbdiena")]
    assert day_hours(SATURDAY, WEEKLY, rows) == WEEKLY[4]


def test_a_row_of_one_place_leaves_the_others_open() -> None:
    rows = [DayException(MONDAY, "closed", "Kase slēgta", location="Pils iela 12")]
    assert day_hours(MONDAY, WEEKLY, rows, "Pils iela 12") == ()
    assert day_hours(MONDAY, WEEKLY, rows, "Talsu iela 84") == FULL


def test_a_day_of_less_than_an_hour_is_closed_on_the_eve_of_a_holiday() -> None:
    assert day_hours(EVE, {1: hours("00:00-00:30")}) == ()
    assert day_hours(EVE, {1: hours("09:00-09:45")}) == ()


def test_status_says_until_when_or_from_when() -> None:
    lunch_over = at(MONDAY, "13:00")
    assert status(at(MONDAY, "08:00"), WEEKLY) == HoursStatus(True, time(12), lunch_over)
    assert status(at(MONDAY, "12:00"), WEEKLY) == HoursStatus(False, None, lunch_over)
    assert status(at(MONDAY, "17:00"), WEEKLY) == HoursStatus(False, None, at(date(2026, 11, 24), "08:00"))
    assert status(at(EVE, "16:30"), WEEKLY) == HoursStatus(False, None, at(date(2026, 11, 19), "08:00"))


def test_after_friday_comes_monday_and_after_christmas_the_first_working_day() -> None:
    assert status(at(date(2026, 11, 27), "18:00"), WEEKLY).next_open == at(date(2026, 11, 30), "08:00")
    assert status(at(date(2026, 12, 24), "10:00"), WEEKLY).next_open == at(date(2026, 12, 28), "08:00")


def test_next_opening_keeps_local_time_over_the_change_of_clocks() -> None:
    opening = status(at(date(2026, 10, 24), "12:00"), WEEKLY).next_open
    assert opening is not None and opening.isoformat() == "2026-10-26T08:00:00+02:00"


def test_a_place_without_hours_is_closed_with_no_opening_in_sight() -> None:
    assert status(at(MONDAY, "10:00"), {}) == HoursStatus(False, None, None)


def test_of_a_place_whose_week_alone_is_known_nothing_is_said_on_a_holiday_and_the_day_before() -> None:
    assert usual_status(at(MONDAY, "08:00"), WEEKLY) == HoursStatus(True, time(12), at(MONDAY, "13:00"))
    assert usual_status(at(MONDAY, "18:00"), WEEKLY) == HoursStatus(False, None, at(date(2026, 11, 24), "08:00"))
    for day in (EVE, HOLIDAY):
        assert usual_status(at(day, "10:00"), WEEKLY) is None
    assert usual_status(at(MONDAY, "10:00"), WEEKLY, {MONDAY}) is None


def test_of_such_a_place_no_opening_is_promised_beyond_a_day_that_may_differ() -> None:
    tuesday = date(2026, 12, 22)  # before the Friday that comes next there is Christmas Eve
    found = usual_status(at(tuesday, "18:00"), {1: FULL, 4: FULL})
    assert found == HoursStatus(False, None, None)
    assert usual_status(at(MONDAY, "18:00"), {}) == HoursStatus(False, None, None)


def test_an_interval_must_end_after_it_starts() -> None:
    with pytest.raises(ValueError):
        Interval(time(17), time(8))


@given(st.datetimes(datetime(1950, 1, 1), datetime(2149, 12, 31)))
def test_open_now_and_closed_now_never_contradict_each_other(now: datetime) -> None:
    found = status(now, WEEKLY)
    assert found.open == (found.until is not None)
    assert found.until is None or now.time() < found.until
    assert found.next_open is not None and found.next_open > now

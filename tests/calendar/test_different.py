"""Days whose hours differ from those of their weekday: holidays, the days before them, what an editor entered."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.calendar.days import DayException, holiday_name, is_working_day
from kb.calendar.different import days_between, different_day
from kb.calendar.hours import Interval, WeeklyHours, day_hours

FULL = (Interval(time(8), time(17)),)
WEEKLY: WeeklyHours = dict.fromkeys(range(5), FULL)
#: By hand from Darba likums 135. p. and the law on holidays: every working day before a public holiday of 2026.
EVES_2026 = [(4, 2), (4, 30), (6, 22), (11, 17), (12, 23), (12, 30)]


def test_the_days_before_holidays_of_2026_are_these_and_no_others() -> None:
    found = (different_day(day, WEEKLY) for day in days_between(date(2026, 1, 1), date(2026, 12, 31)))
    assert [(day.date.month, day.date.day) for day in found if day and day.reason == "eve"] == EVES_2026


def test_a_day_before_a_holiday_ends_an_hour_early_and_names_the_holiday() -> None:
    day = different_day(date(2026, 11, 17), WEEKLY)
    assert day is not None
    assert day.hours == (Interval(time(8), time(16)),)
    assert day.usual == FULL
    assert "Proklamēšanas" in day.name


@pytest.mark.parametrize("kind", ["open", "working"])
def test_an_editor_may_say_that_the_day_before_a_holiday_is_usual(kind) -> None:
    eve = date(2026, 12, 30)
    assert different_day(eve, WEEKLY, [DayException(eve, kind, "Parasta diena")]) is None


def test_an_editor_may_give_another_end_for_one_place_alone() -> None:
    eve = date(2026, 12, 30)
    rows = [DayException(eve, "shortened", "Inventūra", time(12), location="Pils iela 12")]
    here, there = different_day(eve, WEEKLY, rows, "Pils iela 12"), different_day(eve, WEEKLY, rows, "Talsu iela 84")
    assert here is not None and there is not None
    assert (here.reason, here.name, here.hours[-1].end) == ("special", "Inventūra", time(12))
    assert (there.reason, there.hours[-1].end) == ("eve", time(16))


def test_a_place_that_is_closed_that_day_anyway_has_nothing_to_tell() -> None:
    assert different_day(date(2026, 12, 26), WEEKLY) is None  # a holiday on Saturday
    assert different_day(date(2026, 12, 23), {0: FULL}) is None  # an eve on Wednesday
    assert different_day(date(2026, 11, 21), WEEKLY, [DayException(date(2026, 11, 21), "closed", "Slēgts")]) is None


def test_a_saturday_worked_by_transfer_is_told() -> None:
    saturday = date(2026, 6, 27)
    day = different_day(saturday, WEEKLY, [DayException(saturday, "working", "Darba sestdiena")])
    assert day is not None
    assert (day.usual, day.hours) == ((), FULL)


@given(st.dates(date(2025, 1, 1), date(2035, 12, 31)))
def test_every_day_that_differs_has_its_reason(day: date) -> None:
    found = different_day(day, WEEKLY)
    assert (found is None) == (day_hours(day, WEEKLY) == WEEKLY.get(day.weekday(), ()))
    if found is None:
        assert not (is_working_day(day) and holiday_name(day + timedelta(days=1)))
    elif found.reason == "eve":
        assert is_working_day(day)
        assert found.name == holiday_name(day + timedelta(days=1))
    else:
        assert found.hours == ()

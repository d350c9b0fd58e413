"""Working days and holidays."""

from datetime import date, time, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.calendar.days import DayException, exception_on, is_working_day, public_holidays, working_days_after

# Holidays on weekdays, counted by hand from the law, without moved days.
WEEKDAY_HOLIDAYS = {
    2026: "1.1 3.4 6.4 1.5 4.5 23.6 24.6 18.11 24.12 25.12 31.12",
    2027: "1.1 26.3 29.3 4.5 23.6 24.6 18.11 24.12 31.12",
    2028: "14.4 17.4 1.5 4.5 23.6 20.11 25.12 26.12",
}


@pytest.mark.parametrize("year", WEEKDAY_HOLIDAYS)
def test_weekday_holidays_are_those_of_the_law(year: int) -> None:
    expected = {date(year, int(m), int(d)) for d, m in (item.split(".") for item in WEEKDAY_HOLIDAYS[year].split())}
    assert {day for day in public_holidays(year) if day.weekday() < 5} == expected


def test_days_moved_by_the_cabinet_count_as_working_days_until_an_editor_says_otherwise() -> None:
    moved_off, moved_on = date(2026, 1, 2), date(2026, 1, 17)
    assert is_working_day(moved_off)
    assert not is_working_day(moved_on)
    rows = [
        DayException(moved_off, "closed", "Pārcelta diena"),
        DayException(moved_on, "working", "Pārcelta"),
    ]
    assert not is_working_day(moved_off, rows)
    assert is_working_day(moved_on, rows)


def test_the_holidays_of_each_year_are_named_in_latvian_and_none_is_a_moved_day() -> None:
    assert public_holidays(2026)[date(2026, 12, 31)] == "Vecgada diena"
    assert public_holidays(2023)[date(2023, 7, 10)].startswith("Vispārējo latviešu Dziesmu un deju svētku")
    for year in range(2001, 2031):
        assert not any("pārcelta" in name for name in public_holidays(year).values())


def test_saturday_18_november_2028_gives_the_monday_off() -> None:
    assert not is_working_day(date(2028, 11, 18))
    assert not is_working_day(date(2028, 11, 20))
    assert is_working_day(date(2028, 11, 17)) and is_working_day(date(2028, 11, 21))


def test_saturday_1_may_and_midsummer_give_no_other_day_off() -> None:
    assert is_working_day(date(2027, 5, 3))
    assert is_working_day(date(2028, 6, 26))


def test_open_and_shortened_days_and_rows_of_one_place_change_no_deadline() -> None:
    monday, holiday = date(2026, 11, 23), date(2026, 11, 18)
    assert is_working_day(monday, [DayException(monday, "shortened", "Sapulce", time(12))])
    assert not is_working_day(holiday, [DayException(holiday, "open", "Dežūra")])
    assert is_working_day(monday, [DayException(monday, "closed", "Kase slēgta", location="Pils iela 12")])


def test_a_row_of_the_place_goes_before_a_general_one_and_the_last_of_equals_counts() -> None:
    day = date(2026, 11, 23)
    general, earlier, later = (
        DayException(day, "closed", "Visur"),
        DayException(day, "open", "Kase", location="kase"),
        DayException(day, "shortened", "Kase līdz 12", time(12), "kase"),
    )
    assert exception_on(day, [earlier, later, general], "kase") == later
    assert exception_on(day, [earlier, later, general]) == general
    assert exception_on(day, [earlier, later]) is None


@given(st.dates(date(1950, 1, 1), date(2149, 12, 31)))
def test_every_day_of_two_centuries_can_be_judged(day: date) -> None:
    following = list(islice(working_days_after(day), 3))
    assert following == sorted(set(following))
    assert following[0] - day <= timedelta(days=6)
    assert all(is_working_day(found) and found.weekday() < 5 for found in following)

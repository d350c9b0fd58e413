"""Latvian words for dates."""

from datetime import date, timedelta

import pytest

from kb.calendar import latvian_dates as words
from kb.calendar.days import Unit

TUESDAY = date(2026, 12, 8)


def test_a_date_is_said_in_the_case_the_sentence_needs() -> None:
    assert words.weekday(TUESDAY) == "otrdiena"
    assert words.weekday_dative(TUESDAY) == "otrdienai"
    assert words.day_month_dative(TUESDAY) == "8. decembrim"
    assert words.day_month_locative(date(2026, 11, 24)) == "24. novembrī"
    assert words.numeric(TUESDAY) == "08.12.2026."


def test_the_week_and_the_months_are_in_order() -> None:
    week = [words.weekday(date(2026, 11, 23) + timedelta(days=n)) for n in range(7)]
    assert [day[:2] for day in week] == ["pi", "ot", "tr", "ce", "pi", "se", "sv"]
    dative = [words.day_month_dative(date(2026, month, 1)) for month in range(1, 13)]
    locative = [words.day_month_locative(date(2026, month, 1)) for month in range(1, 13)]
    assert [name[:5] for name in dative] == [name[:5] for name in locative]
    assert (dative[2], locative[2], dative[4], locative[7]) == (
        "1. martam",
        "1. martā",
        "1. maijam",
        "1. augustā",
    )


@pytest.mark.parametrize(
    ("amount", "unit", "phrase"),
    [
        (1, "working_days", "1 darbdiena"),
        (10, "working_days", "10 darbdienas"),
        (11, "working_days", "11 darbdienas"),
        (21, "days", "21 diena"),
        (111, "days", "111 dienas"),
        (121, "days", "121 diena"),
        (1, "months", "1 mēnesis"),
        (2, "months", "2 mēneši"),
    ],
)
def test_one_twenty_one_and_thirty_one_are_singular_but_eleven_is_not(amount: int, unit: Unit, phrase: str) -> None:
    assert words.count_phrase(amount, unit) == phrase

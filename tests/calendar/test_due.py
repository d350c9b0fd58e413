"""Deadlines, checked against fixed examples and against a count made another way."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.calendar.days import DayException, Kind
from kb.calendar.due import DueDate, Skipped, Term, due_date


def d(text: str) -> date:
    day, month, year = map(int, text.strip(".").split("."))
    return date(year, month, day)


@pytest.mark.parametrize(
    ("received", "amount", "due"),
    [
        ("22.12.2026.", 10, "11.01.2027."),
        ("22.12.2026.", 15, "18.01.2027."),
        ("30.04.2027.", 5, "10.05.2027."),
        ("23.11.2026.", 10, "07.12.2026."),
        ("18.06.2027.", 10, "06.07.2027."),
        ("16.11.2028.", 2, "21.11.2028."),
    ],
)
def test_the_examples_of_the_facts_list_come_out(received: str, amount: int, due: str) -> None:
    assert due_date(d(received), Term(amount, "working_days")).due == d(due)


def test_skipped_names_the_holidays_between_but_not_the_weekends() -> None:
    assert due_date(d("22.12.2026"), Term(10, "working_days")).skipped == (
        Skipped(d("24.12.2026"), "Ziemassvētku vakars"),
        Skipped(d("25.12.2026"), "Pirmie Ziemassvētki"),
        Skipped(d("31.12.2026"), "Vecgada diena"),
        Skipped(d("01.01.2027"), "Jaungada diena"),
    )
    assert due_date(d("23.11.2026"), Term(10, "working_days")).skipped == ()


def test_for_saturday_18_november_2028_the_monday_off_is_named() -> None:
    (skipped,) = due_date(d("16.11.2028"), Term(2, "working_days")).skipped
    assert skipped.date == d("20.11.2028")
    assert skipped.name.startswith("Latvijas Republikas Proklamēšanas diena")


def test_received_on_a_day_off_counts_from_the_next_working_day() -> None:
    assert due_date(d("24.12.2026"), Term(1, "working_days")).due == d("28.12.2026")
    assert due_date(d("28.11.2026"), Term(1, "working_days")).due == d("30.11.2026")


def test_days_run_through_days_off_and_move_only_from_the_last_one() -> None:
    assert due_date(d("16.11.2026"), Term(15, "days")) == DueDate(d("01.12.2026"))
    assert due_date(d("13.11.2026"), Term(15, "days")) == DueDate(
        d("30.11.2026"), (Skipped(d("28.11.2026"), "sestdiena"), Skipped(d("29.11.2026"), "svētdiena"))
    )


def test_a_term_that_ends_at_easter_names_each_day_that_moved_it() -> None:
    result = due_date(d("03.03.2027"), Term(23, "days"))
    assert result.due == d("30.03.2027")
    assert [day.name for day in result.skipped] == [
        "Lielā Piektdiena",
        "sestdiena",
        "Pirmās Lieldienas",
        "Otrās Lieldienas",
    ]


@pytest.mark.parametrize(
    ("received", "months", "due"),
    [
        ("31.01.2028", 1, "29.02.2028"),  # leap year
        ("31.01.2029", 1, "28.02.2029"),
        ("31.01.2027", 1, "01.03.2027"),  # 28 February is a Sunday
        ("29.02.2028", 12, "28.02.2029"),
        ("31.08.2026", 1, "30.09.2026"),
        ("30.11.2026", 1, "30.12.2026"),
        ("30.11.2026", 2, "01.02.2027"),  # 30 January is a Saturday
        ("15.12.2026", 1, "15.01.2027"),
        ("30.11.2026", 13, "30.12.2027"),
    ],
)
def test_a_month_ends_on_the_same_number_or_the_last_day(received: str, months: int, due: str) -> None:
    assert due_date(d(received), Term(months, "months")).due == d(due)


def test_exceptions_of_the_editor_move_the_term_and_give_their_name() -> None:
    rows = [
        DayException(d("02.01.2026"), "closed", "Pārcelta darbdiena"),
        DayException(d("17.01.2026"), "working", "Pārcelta darbdiena"),
        DayException(d("05.01.2026"), "closed", "Kase slēgta", location="Pils iela 12"),
    ]
    assert due_date(d("30.12.2025"), Term(1, "working_days")).due == d("02.01.2026")
    result = due_date(d("30.12.2025"), Term(1, "working_days"), rows)
    assert result.due == d("05.01.2026")
    assert Skipped(d("02.01.2026"), "Pārcelta darbdiena") in result.skipped
    assert due_date(d("16.01.2026"), Term(1, "working_days"), rows).due == d("17.01.2026")
    assert due_date(d("07.01.2026"), Term(10, "days"), rows) == DueDate(d("17.01.2026"))


@pytest.mark.parametrize("amount", [0, -1])
def test_a_term_of_nothing_is_refused(amount: int) -> None:
    with pytest.raises(ValueError):
        Term(amount, "days")


# ---- the same, counted another way: holidays from first principles, every day of six years


def _easter(year: int) -> date:
    """Anonymous Gregorian algorithm."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    n = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _law(year: int) -> Iterator[date]:
    for month, day in [(1, 1), (5, 1), (6, 23), (6, 24), (12, 24), (12, 25), (12, 26), (12, 31)]:
        yield date(year, month, day)
    yield from (_easter(year) - timedelta(days=2), _easter(year) + timedelta(days=1))
    for feast in (date(year, 5, 4), date(year, 11, 18)):
        yield feast
        yield feast + timedelta(days={5: 2, 6: 1}.get(feast.weekday(), 0))


OFF = {day for year in range(2024, 2033) for day in _law(year)}
ALL_DAYS = [date(2025, 1, 1) + timedelta(days=n) for n in range(8 * 365)]
WORKING = [day for day in ALL_DAYS if day.isoweekday() <= 5 and day not in OFF]
WORKING_DAYS = frozenset(WORKING)
SIX_YEARS = [day for day in ALL_DAYS if day.year <= 2030]


@pytest.mark.parametrize("amount", [1, 2, 3, 5, 10, 15, 30, 60])
def test_working_days_agree_with_a_list_of_all_working_days(amount: int) -> None:
    for received in SIX_YEARS:
        later = [day for day in WORKING if received < day <= received + timedelta(days=amount * 2 + 20)]
        assert due_date(received, Term(amount, "working_days")).due == later[amount - 1]


@pytest.mark.parametrize("amount", [1, 7, 10, 15, 30, 90])
def test_days_agree_with_the_first_working_day_not_before_the_last(amount: int) -> None:
    working = set(WORKING)
    for received in SIX_YEARS:
        last = received + timedelta(days=amount)
        while last not in working:
            last += timedelta(days=1)
        assert due_date(received, Term(amount, "days")).due == last


@pytest.mark.parametrize("amount", [1, 2, 3, 12])
def test_months_agree_with_stepping_month_by_month(amount: int) -> None:
    working = set(WORKING)
    for received in SIX_YEARS:
        first = received.replace(day=1)
        for _ in range(amount):
            first = (first + timedelta(days=31)).replace(day=1)
        same = [first + timedelta(days=n) for n in range(received.day)]
        last = [day for day in same if day.month == first.month][-1]
        while last not in working:
            last += timedelta(days=1)
        assert due_date(received, Term(amount, "months")).due == last


#: Days that an editor closed or made working, in any mixture.
moved = st.dictionaries(
    st.dates(date(2025, 1, 1), date(2031, 6, 30)), st.sampled_from(["closed", "working"]), max_size=40
)


@given(st.dates(date(2025, 1, 1), date(2030, 12, 31)), st.integers(1, 40), moved)
def test_days_moved_by_an_editor_agree_with_the_list_they_leave(
    received: date, amount: int, rows: dict[date, Kind]
) -> None:
    working = {day for day in ALL_DAYS if rows.get(day, "working" if day in WORKING_DAYS else "closed") == "working"}
    exceptions = [DayException(day, kind, "Pārcelta diena") for day, kind in rows.items()]
    later = sorted(day for day in working if day > received)
    assert due_date(received, Term(amount, "working_days"), exceptions).due == later[amount - 1]
    last = received + timedelta(days=amount)
    assert due_date(received, Term(amount, "days"), exceptions).due == min(day for day in working if day >= last)


terms = st.builds(Term, st.integers(1, 60), st.sampled_from(["working_days", "days", "months"]))


@given(st.dates(date(1950, 1, 1), date(2149, 12, 31)), terms)
def test_any_term_of_two_centuries_ends_on_a_weekday_after_receipt(received: date, term: Term) -> None:
    result = due_date(received, term)
    assert received < result.due and result.due.weekday() < 5
    assert all(received < day.date < result.due and day.name for day in result.skipped)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), terms)
def test_received_a_day_later_is_never_due_earlier(received: date, term: Term) -> None:
    assert due_date(received, term).due <= due_date(received + timedelta(days=1), term).due

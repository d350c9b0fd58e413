"""The due-date calculator of employees."""

import re
from datetime import date

import pytest

from kb.calendar.sentences import due_phrase
from kb.desk.due_form import DueDateForm
from kb.desk.due_weeks import calendar_weeks, counting, skipped
from tests.desk.reading import words
from tests.factories import SpecialDayFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/termini/"


@pytest.fixture
def reader(site, signed_in):
    return signed_in()


@pytest.fixture
def winter(site):
    """The end of December 2026 as in the picture: two days closed, two shortened."""
    for day, kind, name in ((23, "shortened", ""), (24, "closed", "Ziemassvētku vakars"), (30, "shortened", "")):
        SpecialDayFactory(date=date(2026, 12, day), kind=kind, name=name)
    SpecialDayFactory(date=date(2026, 12, 31), name="Vecgada diena")


def ask(reader, status=200, **parameters):
    response = reader.get(ADDRESS, parameters)
    assert response.status_code == status
    return response.content.decode()


def lines(html):
    return [words(line) for line in re.findall(r'<p class="say__line">(.*?)</p>', html)]


def chosen(html):
    return re.findall(r'name="term" value="([^"]+)"[^>]* checked', html)


def field(html, name):
    return re.search(rf'name="{name}" value="([^"]*)"', html)[1]


def test_at_first_it_answers_for_today_and_ten_working_days(reader):
    html = ask(reader)
    assert lines(html) == ["Jūsu iesniegumu saņēmām 24. novembrī.", "Atbildēsim līdz otrdienai, 8. decembrim."]
    assert "<b>otrdienai, 8.\u00a0decembrim</b>." in html
    assert chosen(html) == ["10-working_days"]
    assert field(html, "received") == "24.11.2026."
    assert field(html, "amount") == ""


@pytest.mark.parametrize("given", ["2026-12-22", "22.12.2026.", "22.12.2026", " 22.12.2026. "])
def test_the_day_stands_in_the_field_as_latvians_write_it(reader, given):
    html = ask(reader, received=given)
    assert field(html, "received") == "22.12.2026."
    assert "otrdiena. Saņemšanas diena neskaitās" in words(html)


def test_the_next_year_is_named(reader, winter):
    html = ask(reader, received="22.12.2026.", term="10-working_days")
    assert lines(html)[1] == "Atbildēsim līdz pirmdienai, 2027. gada 11. janvārim."
    assert due_phrase(date(2026, 12, 8), since=date(2026, 11, 24)) == "otrdienai, 8. decembrim"


def test_the_sentences_are_copied_and_so_is_the_date_alone(reader):
    html = ask(reader)
    copied = re.findall(r"<template[^>]*>(.*?)</template>", html, re.S)
    assert copied == [
        "Jūsu iesniegumu saņēmām 24. novembrī.\nAtbildēsim līdz otrdienai, 8. decembrim.",
        "08.12.2026.",
    ]
    assert html.count("btn--main") == 1


@pytest.mark.parametrize(
    ("term", "due"),
    [
        ("10-working_days", "8. decembrim"),
        ("15-working_days", "15. decembrim"),
        ("5-working_days", "1. decembrim"),
        ("1-months", "28. decembrim"),
    ],
)
def test_a_usual_term_is_a_choice_that_works_without_a_script(reader, term, due):
    html = ask(reader, received="24.11.2026.", term=term, amount="", unit="working_days")
    assert due in lines(html)[1]
    assert chosen(html) == [term]
    assert '<button type="submit"' in html


@pytest.mark.parametrize(
    ("received", "term", "warned"),
    [
        ("28.02.2026.", "10-working_days", True),
        ("01.03.2026.", "10-working_days", False),
        ("28.02.2026.", "15-working_days", False),  # a consumer's claim: another law
        ("28.02.2026.", "1-months", False),
    ],
)
def test_an_application_from_before_the_law_changed_had_a_month(reader, received, term, warned):
    html = ask(reader, received=received, term=term)
    assert ("Skaitīt mēnesi" in words(html)) is warned
    if warned:
        month = re.search(r'href="(/termini/[^"]*)">Skaitīt mēnesi', html)[1].replace("&amp;", "&")
        assert lines(reader.get(month).content.decode())[1] == "Atbildēsim līdz pirmdienai, 30. martam."


def test_another_term_takes_its_number_and_its_unit(reader):
    html = ask(reader, received="24.11.2026.", term="other", amount="7", unit="days")
    assert lines(html)[1] == "Atbildēsim līdz otrdienai, 1. decembrim."
    assert chosen(html) == ["other"]
    assert field(html, "amount") == "7"
    assert '<option value="days" selected>' in html


@pytest.mark.parametrize(("amount", "expected"), [("10", "10-working_days"), ("7", "other")])
def test_an_address_from_a_page_chooses_the_term_it_names(reader, amount, expected):
    html = ask(reader, received="24.11.2026.", amount=amount, unit="working_days")
    assert chosen(html) == [expected]


def test_a_number_beside_a_usual_term_is_an_error_and_no_day_is_said(reader):
    html = ask(reader, 400, received="24.11.2026.", term="10-working_days", amount="7", unit="working_days")
    assert "Norādīti divi termiņi" in words(html)
    assert lines(html) == []
    same = ask(reader, received="24.11.2026.", term="10-working_days", amount="10", unit="working_days")
    assert chosen(same) == ["10-working_days"]


def test_an_error_stands_at_its_field_and_what_was_typed_stays(reader):
    html = ask(reader, 400, received='vakar"><script>', term="10-working_days")
    assert 'id="received-error"' in html
    assert 'aria-describedby="received-error received-hint" aria-invalid="true"' in html
    assert field(html, "received") == "vakar&quot;&gt;&lt;script&gt;"
    assert "error-summary" not in html
    assert lines(html) == []


def test_several_errors_are_summed_up_with_the_way_to_each(reader):
    html = ask(reader, 400, received="", term="other", amount="daudz")
    summary = html[html.index('class="error-summary"') : html.index("</ul>", html.index('class="error-summary"'))]
    assert re.findall(r'href="(#\w+)"', summary) == ["#received", "#amount"]
    assert 'id="amount-error"' in html


@pytest.mark.parametrize(
    "parameters",
    [
        {"received": "01.01.1999."},
        {"received": "31.12.2101."},
        {"term": "other", "amount": "0"},
        {"term": "other", "amount": "261"},
        {"term": "other", "amount": "25", "unit": "months"},
        {"term": "other", "amount": "9" * 400},
        {"term": "other", "amount": "5", "unit": "weeks"},
        {"term": "other"},
        {"term": "weeks"},
    ],
)
def test_what_cannot_be_counted_is_refused(reader, parameters):
    assert lines(ask(reader, 400, **parameters)) == []


def test_the_picture_of_december(reader, winter):
    html = ask(reader, received="22.12.2026.", term="10-working_days")
    table = html[html.index("<tbody>") : html.index("</tbody>")]
    cells = [words(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", table)]
    assert cells[:7] == [
        "", "22.12.saņemts", "23.12. 1saīsināta", "24.12.Ziemassvētku vakars", "25.12.Pirmie Ziemassvētki",
        "26.12.Otrie Ziemassvētki", "27.12.",
    ]  # fmt: skip
    assert cells[21] == "11.01. 10atbilde"
    assert cells[22:] == [""] * 6
    assert table.count("is-skipped") == 10
    assert words(html[html.index('<p class="muted skipped">') :]).startswith(
        "Izlaistas 10 dienas: 24.12. Ziemassvētku vakars, 25.12. Pirmie Ziemassvētki, 26.12. Otrie Ziemassvētki, "
        "31.12. Vecgada diena, 01.01. Jaungada diena, kā arī sestdienas un svētdienas 27.12., 02.01., 03.01., "
        "09.01., 10.01. "
    )


def weeks_of(received, amount, unit):
    form = DueDateForm({"received": received, "amount": amount, "unit": unit})
    assert form.is_valid()
    return counting(form.cleaned_data["received"], unit, amount, form.result())


def test_days_are_numbered_through_weekends_and_the_moved_end_is_hatched(site):
    days = [day for week in calendar_weeks(weeks_of("2026-11-24", 11, "days")) for day in week.days]
    numbered = {day.date: day.count for day in days if day.count}
    assert numbered["28.11."] == 4
    assert "05.12." not in numbered
    assert [day.date for day in days if day.state == "skipped"] == ["05.12.", "06.12."]
    assert [day.date for day in days if day.state == "due"] == ["07.12."]


def test_months_are_not_numbered(site):
    term = weeks_of("2026-11-24", 1, "months")
    days = [day for week in calendar_weeks(term) for day in week.days]
    assert not any(day.count for day in days)
    assert skipped(term).number == 4


def test_a_long_term_shows_where_weeks_are_left_out(site):
    weeks = calendar_weeks(weeks_of("2026-01-05", 100, "working_days"))
    assert len(weeks) == 8
    assert [week.after_gap for week in weeks].index(True) == 4
    assert [week.after_gap for week in weeks].count(True) == 1
    assert [day.date for day in weeks[-1].days if day.state == "due"] == ["29.05."]


def test_many_weekends_are_not_listed_one_by_one(site):
    text = skipped(weeks_of("2026-01-05", 100, "working_days")).words
    assert text.endswith("kā arī sestdienas un svētdienas.")


def test_a_term_without_days_off_says_nothing_of_them(reader):
    html = ask(reader, received="23.11.2026.", term="other", amount="2", unit="working_days")
    assert "Izlaist" not in words(html)

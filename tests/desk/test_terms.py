"""Deadlines and other dated values: what holds today, what held on another day, and the day they fall on."""

from datetime import date, datetime, timedelta

import pytest

from kb.content.choices import TermKind
from kb.content.models import ExplanationValue
from tests.desk.conftest import RIGA
from tests.desk.reading import main_of, words
from tests.factories import ExplanationPageFactory, ServicePageFactory, SpecialDayFactory, deadline, fee

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(site, signed_in):
    return signed_in()


@pytest.fixture
def service(site):
    """A month until the end of February 2026, ten working days since."""
    return ServicePageFactory(
        short_answer="Ja iesniegsiet {šodien}, atbildēsim līdz {termiņš}.",
        deadlines=[
            deadline(1, "months", valid_to=date(2026, 2, 28)),
            deadline(10, "working_days", valid_from=date(2026, 3, 1)),
        ],
    )


def test_the_term_in_force_today_gives_the_date(reader, service):
    html = main_of(reader, service)
    text = words(html)
    assert "Ja iesniegsiet šodien, atbildēsim līdz otrdienai, 8. decembrim." in text
    assert "<b>otrdienai, 8.\u00a0decembrim</b>" in html
    assert "08.12.2026." in text
    assert "10 darbdienas" in text
    assert "1 mēnesis" not in text


def test_another_day_gives_what_held_then_and_names_that_day(reader, service):
    text = words(main_of(reader, service, "?datums=2026-02-10"))
    assert "10.02.2026." in text
    assert "Ja iesniegsiet 10. februārī, atbildēsim līdz otrdienai, 10. martam." in text
    assert "1 mēnesis" in text
    assert "10 darbdienas" not in text
    assert "Ja iesniegsiet šodien" not in text


@pytest.mark.parametrize(("day", "term"), [("2026-02-28", "1 mēnesis"), ("2026-03-01", "10 darbdienas")])
def test_a_term_holds_on_its_first_and_on_its_last_day(reader, service, day, term):
    assert term in words(main_of(reader, service, f"?datums={day}"))


@pytest.mark.parametrize("day", ["vakar", "2026-02-30", "24.11.2026.", "2026-1-1", "'; DROP", "9" * 400])
def test_a_malformed_day_is_not_found(reader, service, day):
    assert reader.get(service.url, {"datums": day}).status_code == 404


def test_a_special_day_moves_the_date(reader, service):
    SpecialDayFactory(date=date(2026, 12, 7), name="Pārcelta brīvdiena")
    assert "trešdienai, 9. decembrim" in words(main_of(reader, service))


def test_without_a_date_the_words_stand_alone_and_no_brace_is_said(reader):
    page = ServicePageFactory(
        short_answer="Atbildēsim līdz {termiņš}.",
        deadlines=[deadline(None, "", kind=TermKind.AGREED, starts="pēc vienošanās")],
    )
    text = words(main_of(reader, page))
    assert "Atbildēsim līdz noteiktajam termiņam." in text
    assert "pēc vienošanās" in text
    assert "{" not in text


def test_a_sample_term_is_underlined_wherever_its_date_stands(reader):
    page = ServicePageFactory(short_answer="Līdz {termiņš}.", deadlines=[deadline(sample=True)])
    html = main_of(reader, page)
    assert '<b><span class="sample-value">otrdienai, 8.\u00a0decembrim</span>' in html
    assert '<span class="facts__date sample-value">08.12.2026.</span>' in html


def test_a_fee_and_a_value_change_by_themselves_at_midnight(site, signed_in, clock):
    clock.move_to(datetime(2026, 11, 24, 23, 30, tzinfo=RIGA))
    reader = signed_in()
    page = ServicePageFactory(
        fees=[
            fee(valid_to=date(2026, 11, 24)),
            fee(kind="text", text="pēc cenrāža", valid_from=date(2026, 11, 25)),
        ]
    )
    article = ExplanationPageFactory(
        values=[
            ExplanationValue(label="Tarifs", text="60 EUR", valid_to=date(2026, 11, 24)),
            ExplanationValue(label="Tarifs", text="70 EUR", valid_from=date(2026, 11, 25)),
        ]
    )
    assert "Bez maksas" in words(main_of(reader, page))
    assert "60 EUR" in words(main_of(reader, article))
    clock.shift(timedelta(hours=1))
    assert "Pēc cenrāža" in words(main_of(reader, page))
    assert "70 EUR" in words(main_of(reader, article))


def test_paper_names_the_day_where_the_screen_says_today(reader, service):
    html = main_of(reader, service)
    paper = html[html.index('<div class="say__text print-only">') :]
    assert "Ja iesniegsiet 24. novembrī" in words(paper[: paper.index("</div>")])


def test_the_link_to_another_day_brings_the_term_to_the_calculator(reader, service):
    html = main_of(reader, service)
    assert "/termini/?received=24.11.2026.&amp;amount=10&amp;unit=working_days" in html

"""Whether another institution is open now: said where its hours are known, and only then."""

from datetime import datetime

import pytest

from kb.content.choices import FactMark
from kb.content.loading.records import snippet_fingerprint
from kb.content.models import InstitutionInterval
from tests import factories
from tests.desk.conftest import RIGA
from tests.desk.reading import main_of, outside, words
from tests.factories import InstitutionFactory, ReferralPageFactory, SpecialDayFactory

pytestmark = pytest.mark.django_db


def week():
    """Monday to Thursday, with a lunch break."""
    hours = (("09:00", "12:00"), ("13:00", "17:00"))
    return [InstitutionInterval(weekday=day, opens=opens, closes=closes) for day in range(4) for opens, closes in hours]


def referral(**fields):
    institution = InstitutionFactory(**{"intervals": week(), "hours_mark": FactMark.FACT} | fields)
    return factories.publish(ReferralPageFactory(institution=institution))


def at(clock, *moment):
    clock.move_to(datetime(*moment, tzinfo=RIGA))


@pytest.fixture
def reader(site, signed_in):
    return signed_in()


def test_it_says_open_until_and_when_next(reader, clock):
    page = referral()
    assert "Tagad atvērts līdz 12.00" in words(main_of(reader, page))
    assert "P.–C. 9.00–12.00, 13.00–17.00" in words(main_of(reader, page))


def test_the_kept_page_follows_the_clock(reader, signed_in, clock):
    page = referral()
    for moment, text in (
        ((2026, 11, 24, 11, 59), "Tagad atvērts līdz 12.00"),
        ((2026, 11, 24, 12, 1), "Slēgts, atvērs 13.00"),
        ((2026, 11, 24, 13, 0), "Tagad atvērts līdz 17.00"),
        ((2026, 11, 24, 17, 1), "Slēgts, atvērs rīt 9.00"),
    ):
        at(clock, *moment)
        reader = signed_in("darbinieks", f"d{moment[3]}{moment[4]}")
        assert text in words(main_of(reader, page))


@pytest.mark.parametrize("day", [(2026, 11, 17, 10, 0), (2026, 11, 18, 10, 0)], ids=["day before", "public holiday"])
def test_around_a_public_holiday_nothing_is_said(site, signed_in, clock, day):
    at(clock, *day)
    text = words(main_of(signed_in(), referral()))
    assert "Tagad atvērts" not in text and "Slēgts" not in text
    assert "P.–C. 9.00–12.00" in text


def test_on_a_day_that_the_company_entered_for_all_places_nothing_is_said(reader):
    SpecialDayFactory(date=datetime(2026, 11, 24).date(), kind="working", name="Pārceltā darbdiena")
    assert "Tagad atvērts" not in words(main_of(reader, referral()))


def test_where_hours_are_not_known_nothing_is_said(reader):
    text = words(main_of(reader, referral(intervals=[])))
    assert "Nav zināms." in text
    assert "Tagad atvērts" not in text and "Slēgts" not in text


def test_hours_nobody_has_confirmed_carry_the_mark_and_are_not_on_the_clients_sheet(reader):
    html = main_of(reader, referral(hours_mark=FactMark.TO_CHECK))
    assert "Tagad atvērts līdz 12.00 Jāpārbauda" in words(html)
    assert "P.–C. 9.00–12.00" not in words(outside(html))
    assert "P.–C. 9.00–12.00" in words(outside(main_of(reader, referral())))


def test_another_day_says_nothing_about_now(reader):
    assert "Tagad atvērts" not in words(main_of(reader, referral(), "?datums=2026-11-30"))


def test_the_card_beside_the_results_says_it_too(reader):
    page = referral()
    assert "Tagad atvērts līdz 12.00" in words(reader.get(f"/meklet/karte/{page.code}/").content.decode())


def test_what_the_sample_loaded_earlier_is_not_taken_for_a_persons_change(site):
    institution = InstitutionFactory()
    before = snippet_fingerprint(institution)
    institution.intervals.set(week())
    institution.save()
    assert snippet_fingerprint(institution) != before
    institution.intervals.set([])
    institution.save()
    assert snippet_fingerprint(institution) == before

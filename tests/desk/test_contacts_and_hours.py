"""The contact page: open now place by place, the days ahead that differ, and the sheet for the wall."""

from datetime import date, datetime, time

import pytest

from kb.content.choices import FactMark
from kb.content.models import OpeningInterval
from tests.desk.conftest import RIGA
from tests.desk.reading import main_of, screen_of, words
from tests.factories import (
    ContactPageFactory,
    ContactPointFactory,
    OpeningHoursFactory,
    ServicePageFactory,
    SpecialDayFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(site):
    """Reception from eight to five and, in the same place, working time until six; a cash desk two days a week."""
    long_days = [OpeningInterval(weekday=day, opens="08:00", closes="18:00") for day in range(5)]
    cash = [OpeningInterval(weekday=day, opens="10:00", closes="14:00") for day in (0, 2)]
    OpeningHoursFactory(location="Talsu iela 84", kind="working", intervals=long_days)
    OpeningHoursFactory(location="Talsu iela 84", kind="reception")
    OpeningHoursFactory(location="Pils iela 12", kind="cash_desk", intervals=cash)
    ContactPointFactory(key="talrunis", value="63600800")
    return ContactPageFactory(show_hours=True, show_special_days=True, show_company=True, review_by=date(2027, 2, 1))


# --- open now ---------------------------------------------------------------------------------------------------


def test_each_place_says_whether_it_is_open_and_reception_is_apart_from_working_time(page, signed_in, clock):
    clock.move_to(datetime(2026, 11, 24, 17, 30, tzinfo=RIGA))
    text = words(main_of(signed_in(), page))
    assert "Talsu iela 84, darba laiks: Atvērts līdz 18.00" in text
    assert "Talsu iela 84, klientu pieņemšana: Slēgts, atvērs rīt 8.00" in text
    assert "Pils iela 12, kase: Slēgts, atvērs rīt 10.00" in text


def test_the_kept_page_follows_the_clock_of_every_place(page, signed_in, clock):
    reader = signed_in()
    assert "darba laiks: Atvērts līdz 18.00" in words(main_of(reader, page))
    clock.move_to(datetime(2026, 11, 24, 18, 0, tzinfo=RIGA))
    assert "darba laiks: Slēgts" in words(main_of(reader, page))


def test_another_day_says_nothing_about_now(page, signed_in):
    assert "Atvērts līdz" not in words(main_of(signed_in(), page, "?datums=2026-12-01"))


# --- days ahead -------------------------------------------------------------------------------------------------


def days(signed_in, page):
    return {row.date: row for row in screen_of(signed_in(), page).special_days}


def test_holidays_and_the_days_before_them_stand_there_by_themselves(page, signed_in):
    found = days(signed_in, page)
    assert [day.isoformat() for day in found][:6] == [
        "2026-12-23",
        "2026-12-24",
        "2026-12-25",
        "2026-12-30",
        "2026-12-31",
        "2027-01-01",
    ]
    eve = found[date(2026, 12, 23)]
    assert (eve.name, eve.what) == ("Pirms svētkiem: Ziemassvētku vakars", "par stundu īsāk")
    assert [words(place) for place in eve.places] == [
        "Pils iela 12, kase: 10.00–13.00",
        "Talsu iela 84, klientu pieņemšana: 8.00–16.00",
        "Talsu iela 84, darba laiks: 8.00–17.00",
    ]
    assert found[date(2026, 12, 24)].what == "slēgts"


def test_what_an_editor_entered_goes_before_the_calendar(page, signed_in):
    SpecialDayFactory(date=date(2026, 12, 23), kind="shortened", closes_at=time(12), name="Ziemassvētku pasākums")
    SpecialDayFactory(date=date(2026, 12, 30), kind="open", name="Parasta diena")
    found = days(signed_in, page)
    assert (found[date(2026, 12, 23)].name, found[date(2026, 12, 23)].what) == ("Ziemassvētku pasākums", "līdz 12.00")
    assert found[date(2026, 12, 30)].places == ()
    assert "par stundu īsāk" not in [row.what for day, row in found.items() if day < date(2027, 1, 1)]


def test_a_day_entered_where_no_hours_are_known_is_listed_all_the_same(site, signed_in):
    SpecialDayFactory(date=date(2026, 12, 15), name="Inventūra")
    page = ContactPageFactory(show_special_days=True)
    assert [row.name for row in screen_of(signed_in(), page).special_days] == ["Inventūra"]


# --- the sheet for the wall -------------------------------------------------------------------------------------


def wall(client, page):
    response = client.get(f"/lapa/{page.code}/siena/")
    assert response.status_code == 200
    html = response.content.decode()
    return words(html[html.index('<article class="wall">') : html.index("</article>")]), html


def test_the_sheet_has_phone_hours_and_days_and_leads_back(page, signed_in):
    text, html = wall(signed_in(), page)
    assert "Klientu apkalpošana 63600800" in text
    assert "Klientu pieņemšana, Talsu iela 84 Pirmdiena–piektdiena8.00–17.00" in text
    assert "Kase, Pils iela 12 Pirmdiena, trešdiena10.00–14.00" in text
    assert "24.12.2026.–25.12.2026.slēgts" in text
    assert "darba laiks" not in text.lower()
    assert "Derīgs no 24.11.2026. līdz 01.02.2027." in html
    foot = html[html.index("print-foot") :]
    assert 'class="qr"' in foot
    assert f"/lapa/{page.code}" in words(foot)


def test_a_change_of_schedule_ends_the_validity_of_the_sheet(page, signed_in):
    OpeningHoursFactory(location="Talsu iela 84", valid_from=date(2027, 1, 4))
    assert "Derīgs no 24.11.2026. līdz 03.01.2027." in wall(signed_in(), page)[1]


def test_what_nobody_has_confirmed_is_not_put_on_a_wall(page, signed_in):
    ContactPointFactory(value="63627905", emergency_label="Siltumtīkli", mark=FactMark.TO_CHECK)
    ContactPointFactory(value="112", emergency_label="Apdraudēta dzīvība", mark=FactMark.FACT)
    text, _ = wall(signed_in(), page)
    assert "63627905" not in text
    assert "Apdraudēta dzīvība112" in text


def test_no_contact_of_the_company_that_somebody_still_has_to_check_is_on_the_sheet(page, signed_in):
    ContactPointFactory(key="epasts", kind="email", value="info@siltums.test", mark=FactMark.TO_CHECK)
    ContactPointFactory(key="adrese", kind="address", value="Talsu iela 84", mark=FactMark.MEMORY)
    _, html = wall(signed_in(), page)
    assert "info@siltums.test" not in html
    assert "Talsu iela 84," not in html[html.index("print-foot") :]
    assert "63600800" in html[html.index("print-foot") :]


def test_a_day_that_the_sheet_does_not_name_ends_its_validity(page, signed_in):
    SpecialDayFactory(date=date(2027, 1, 27), name="Inventūra")
    assert "Derīgs no 24.11.2026. līdz 26.01.2027." in wall(signed_in(), page)[1]


def test_the_sheet_is_latvian_whatever_language_the_interface_speaks(page, signed_in):
    reader = signed_in()
    reader.cookies["django_language"] = "en"
    text, html = wall(reader, page)
    assert "Klientu apkalpošana" in text
    assert '<html lang="lv">' in html


def test_invented_hours_put_the_band_on_the_sheet(page, signed_in):
    OpeningHoursFactory(location="Ganību iela 1", kind="cash_desk", sample=True)
    assert "print-sample" in wall(signed_in(), page)[1]


def test_the_contact_page_leads_to_the_sheet_and_other_pages_have_none(page, signed_in):
    reader = signed_in()
    assert f'href="/lapa/{page.code}/siena/"' in main_of(reader, page)
    assert reader.get(f"/lapa/{ServicePageFactory().code}/siena/").status_code == 404
    assert reader.get("/lapa/K9999/siena/").status_code == 404

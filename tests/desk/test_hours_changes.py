"""Changes of hours that clients must be told: what is listed, when it is late, who ticked what (row D3)."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from kb.content.models import OpeningInterval, SpecialDay
from kb.desk.hours_changes.changes import changes
from kb.desk.hours_changes.marking import MarkedMeanwhile, mark
from kb.desk.hours_changes.screen import changes_screen
from kb.desk.models import HoursAnnounced, Place
from kb.desk.reference import reference
from tests.desk.conftest import RIGA
from tests.desk.reading import words
from tests.factories import ContactPointFactory, OpeningHoursFactory, SpecialDayFactory, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
PAGE, MARK = "/laika-izmainas/", "/laika-izmainas/atzimet/"


@pytest.fixture
def hours(site):
    return OpeningHoursFactory(location="Talsu iela 84")


def ahead(days=90):
    return changes(TODAY, date.fromordinal(TODAY.toordinal() + days), reference())


def one():
    return ahead()[0]


def tick(client, change, place="website", number=1, done=1, **more):
    data = {"change": change.key, "place": place, "number": number, "done": done}
    return client.post(MARK, data | more, follow=True)


# --- what is listed ---------------------------------------------------------------------------------------------


def test_the_days_before_christmas_and_new_year_are_proposed_by_themselves(hours):
    found = ahead()
    assert [(row.on, row.proposed) for row in found] == [(date(2026, 12, 23), True), (date(2026, 12, 30), True)]
    assert found[0].lines == (
        "Trešdien, 2026. gada 23. decembrī (pirmssvētku diena):",
        "Talsu iela 84, klientu pieņemšana: 8.00–16.00",
    )
    assert found[0].announce_by == date(2026, 12, 9)


def test_a_public_holiday_by_itself_is_no_change(hours):
    assert date(2026, 12, 24) not in [row.on for row in ahead()]


def test_an_editor_who_keeps_the_usual_hours_takes_the_proposal_away(hours):
    SpecialDayFactory(date=date(2026, 12, 23), kind="open", name="Parasta diena")
    assert [row.on for row in ahead()] == [date(2026, 12, 30)]


def test_a_special_day_is_announced_with_its_hours_and_name(hours):
    SpecialDayFactory(date=date(2026, 12, 15), kind="shortened", closes_at=time(12), name="Inventūra")
    change = one()
    assert change.lines == (
        "Otrdien, 2026. gada 15. decembrī (Inventūra):",
        "Talsu iela 84, klientu pieņemšana: 8.00–12.00",
    )
    assert not change.proposed


def test_a_day_on_which_all_is_closed_says_so_once(hours):
    OpeningHoursFactory(location="Pils iela 12", kind="cash_desk")
    SpecialDayFactory(date=date(2026, 12, 15), name="Inventūra")
    assert one().lines == (
        "Otrdien, 2026. gada 15. decembrī (Inventūra) slēgts:",
        "Pils iela 12, kase",
        "Talsu iela 84, klientu pieņemšana",
    )


def test_a_new_schedule_is_announced_by_weekdays(hours):
    days = [OpeningInterval(weekday=day, opens="09:00", closes="16:00") for day in range(4)]
    OpeningHoursFactory(location="Talsu iela 84", valid_from=date(2026, 12, 14), intervals=days)
    assert one().lines == (
        "No 2026. gada 14. decembra jauns laiks: Talsu iela 84, klientu pieņemšana",
        "P.–C. 9.00–16.00",
        "Pk.–Sv. slēgts",
    )


def test_a_schedule_that_ends_is_announced_only_where_none_follows(hours):
    hours.valid_to = date(2026, 12, 13)
    hours.save()
    assert [row.key.split(":")[0] for row in ahead(25)] == ["beigas"]
    assert "šeit vairs nepieņemam: Talsu iela 84, klientu pieņemšana" in one().wording
    OpeningHoursFactory(location="Talsu iela 84", valid_from=date(2026, 12, 14))
    assert [row.key.split(":")[0] for row in ahead(25)] == ["grafiks"]


def test_without_schedules_there_is_nothing_to_announce(site):
    SpecialDayFactory(date=date(2026, 12, 15))
    assert ahead() == ()


# --- by when ----------------------------------------------------------------------------------------------------


def state(on=0):
    card = changes_screen(TODAY).ahead[on]
    return card.state.look, card.state.word


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 12, 23), ("", "Jāizziņo")),
        (date(2026, 12, 15), ("warn", "Jāizziņo")),
        (date(2026, 12, 8), ("warn", "Jāizziņo")),
        (date(2026, 12, 7), ("danger", "Nokavēts")),
    ],
)
def test_a_change_is_late_when_fewer_than_fourteen_days_are_left(hours, day, expected):
    SpecialDayFactory(date=day, name="Slēgts")
    assert state() == expected


def test_four_ticks_close_it_and_late_ones_are_told(hours, clock):
    SpecialDayFactory(date=date(2026, 12, 9), name="Slēgts")
    person = make_user("redaktors")
    for place in list(Place)[:3]:
        mark(one(), place, done=True, number=1, by=person)
    assert state() == ("warn", "Jāizziņo")
    mark(one(), Place.OFFICE, done=True, number=1, by=person)
    assert state() == ("ok", "Izziņots")
    mark(one(), Place.OFFICE, done=False, number=2, by=person)
    clock.move_to(datetime(2026, 11, 26, 9, tzinfo=RIGA))
    mark(one(), Place.OFFICE, done=True, number=3, by=person)
    assert state() == ("warn", "Izziņots vēlu")


def test_a_change_that_has_come_stays_in_sight_for_a_month(hours, signed_in):
    html = signed_in("redaktors").get(PAGE).content.decode()
    assert "17. novembrī" in html[html.index("Pēdējo 30 dienu izmaiņas") :]


# --- who and when -----------------------------------------------------------------------------------------------


def test_a_tick_says_who_and_when_and_can_be_taken_back(hours, signed_in):
    editor = signed_in("redaktors", "anna")
    text = words(tick(editor, one()).content.decode())
    assert "24.11.2026. 10.00, anna" in text
    text = words(tick(editor, one(), number=2, done=0).content.decode())
    assert "Mājaslapā – atzīme noņemta" in text
    assert [(row.number, row.done, row.by_name) for row in HoursAnnounced.objects.all()] == [
        (1, True, "anna"),
        (2, False, "anna"),
    ]


def test_of_two_who_tick_at_once_one_is_told_of_the_other(hours, signed_in):
    first, second = signed_in("redaktors", "anna"), signed_in("vaditaja", "berta")
    tick(first, one())
    text = words(tick(second, one()).content.decode())
    assert "Pa to laiku atzīmi mainīja anna" in text
    assert HoursAnnounced.objects.count() == 1


def test_the_database_itself_lets_only_one_of_two_in(hours):
    person = make_user("redaktors")
    mark(one(), Place.WEBSITE, done=True, number=1, by=person)
    row = HoursAnnounced.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_who_lost_the_race_in_the_database_is_told_too(hours, monkeypatch):
    person = make_user("redaktors")
    mark(one(), Place.WEBSITE, done=True, number=1, by=person)
    monkeypatch.setattr("django.db.models.query.QuerySet.count", lambda self: 0)
    with pytest.raises(MarkedMeanwhile, match="redaktors"):
        mark(one(), Place.WEBSITE, done=True, number=1, by=person)


def test_a_tick_no_longer_holds_after_the_hours_have_changed_again(hours, signed_in):
    editor = signed_in("redaktors", "anna")
    day = SpecialDayFactory(date=date(2026, 12, 15), kind="shortened", closes_at=time(12), name="Inventūra")
    tick(editor, one())
    day.closes_at = time(11)
    day.save()
    place = changes_screen(TODAY).ahead[0].places[0]
    assert (place.done, place.other_wording) == (False, True)
    assert "izziņots ar citu laiku" in editor.get(PAGE).content.decode()


def test_what_was_ticked_cannot_be_rewritten(hours):
    row = mark(one(), Place.WEBSITE, done=True, number=1, by=make_user("redaktors"))
    row.by_name = "cits"
    with pytest.raises(ValueError, match="history"):
        row.save()


def test_the_name_stays_when_the_account_is_deleted(hours):
    person = make_user("redaktors", "anna")
    mark(one(), Place.WEBSITE, done=True, number=1, by=person)
    person.delete()
    assert changes_screen(TODAY).ahead[0].places[0].by == "anna"


def test_a_change_that_was_taken_away_meanwhile_is_not_ticked(hours, signed_in):
    editor, change = signed_in("redaktors"), one()
    SpecialDayFactory(date=change.on, kind="open", name="Parasta diena")
    assert "Šādu izmaiņu vairs nav" in tick(editor, change).content.decode()
    assert not HoursAnnounced.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"place": "radio"}, {"place": ""}, {"number": "0"}, {"number": "-1"}, {"number": "9" * 30}, {"number": "²"}],
)
def test_what_no_form_sends_is_not_found(hours, signed_in, wrong):
    editor = signed_in("redaktors")
    assert tick(editor, one(), **wrong).status_code == 404
    assert not HoursAnnounced.objects.exists()


@pytest.mark.parametrize("role", ["darbinieks", "jaunais"])
def test_employees_neither_see_the_list_nor_tick(hours, signed_in, role):
    client = signed_in(role)
    assert client.get(PAGE).status_code == 403
    assert tick(client, one()).status_code == 403
    assert PAGE not in client.get("/termini/").content.decode()
    with pytest.raises(PermissionDenied):
        mark(one(), Place.WEBSITE, done=True, number=1, by=client.person)


@pytest.mark.parametrize("role", ["redaktors", "apstiprinatajs", "vaditaja", "admin"])
def test_who_may_enter_the_admin_finds_the_list_in_the_menu(hours, signed_in, role):
    client = signed_in(role)
    assert f'href="{PAGE}"' in client.get("/termini/").content.decode()
    assert client.get(PAGE).status_code == 200


def test_only_who_may_add_a_special_day_is_led_there(hours, signed_in):
    address = "/admin/snippets/content/specialday/add/"
    assert address in signed_in("redaktors").get(PAGE).content.decode()
    assert address not in signed_in("vaditaja").get(PAGE).content.decode()


# --- the announcement -------------------------------------------------------------------------------------------


def test_the_announcement_names_the_company_and_can_be_copied(hours, signed_in):
    ContactPointFactory(key="nosaukums", kind="name", value="SIA „Siltums”")
    ContactPointFactory(key="talrunis", value="63600800")
    card = changes_screen(TODAY).ahead[0]
    assert card.copy is not None
    assert card.copy.text == (
        "Darba laika izmaiņas\n"
        "Trešdien, 2026. gada 23. decembrī (pirmssvētku diena):\n"
        "Talsu iela 84, klientu pieņemšana: 8.00–16.00\n\n"
        "SIA „Siltums”\n63600800"
    )
    assert "Kopēt paziņojumu" in signed_in("redaktors").get(PAGE).content.decode()


def test_the_announcement_is_latvian_in_the_english_interface_too(hours, signed_in):
    editor = signed_in("redaktors")
    editor.cookies["django_language"] = "en"
    html = editor.get(PAGE).content.decode()
    assert "Changes of hours to be announced" in html
    assert "klientu pieņemšana: 8.00–16.00" in html


def test_invented_hours_are_marked_and_on_a_real_site_neither_copied_nor_announced(hours, signed_in, settings):
    hours.sample = True
    hours.save()
    card = changes_screen(TODAY).ahead[0]
    assert card.copy is not None
    assert card.copy.text.startswith("PARAUGS\n")
    settings.DEMO_ACCOUNTS = False
    editor = signed_in("redaktors")
    html = editor.get(PAGE).content.decode()
    assert "Kopēt paziņojumu" not in html
    assert 'name="place"' not in html
    assert "neviens to nav apstiprinājis" in tick(editor, one()).content.decode()
    with pytest.raises(ValidationError):
        mark(one(), Place.WEBSITE, done=True, number=1, by=editor.person)


def test_names_that_editors_typed_are_escaped(hours, signed_in):
    SpecialDayFactory(date=date(2026, 12, 15), name="<script>alert(1)</script>", kind=SpecialDay.Kind.CLOSED)
    assert "<script>alert(1)" not in signed_in("redaktors").get(PAGE).content.decode()

"""A supervisor sees who of their own team has confirmed the standard, reminds, and enters absences."""

import csv
import io
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from openpyxl import load_workbook

from kb.accounts.demo import create_demo_accounts
from kb.accounts.roles import EMPLOYEE
from kb.desk.mine.tasks import tasks_of
from kb.learning.acknowledging.chain import seal_of
from kb.learning.acknowledging.confirming import acknowledge
from kb.learning.models import Absence, Acknowledgement, Reminder, StandardVersion, Team
from kb.learning.versions.making import make_due_version
from tests import factories
from tests.learning.conftest import RIGA

pytestmark = pytest.mark.django_db
ADDRESS = "/apliecinajumi/komanda/"
LONG_AGO = datetime(2026, 1, 5, 9, 0, tzinfo=RIGA)


def person(username: str, **fields: Any) -> Any:
    return factories.make_user("darbinieks", username, **{"date_joined": LONG_AGO, **fields})


@pytest.fixture
def supervisor(standard: StandardVersion, signed_in: Any) -> Any:
    """The browser of a supervisor with Anna and Juris in the team; Zane is in another team."""
    browser = signed_in("vaditaja")
    teams = [Team.objects.create(name=name) for name in ("Klientu centrs", "Skaitītāji")]
    teams[0].supervisors.add(browser.person)
    teams[0].members.add(person("anna", first_name="Anna", last_name="Paraudziņa"), person("juris"))
    teams[1].members.add(person("zane"))
    return browser


def next_week(browser: Any, clock: Any) -> None:
    """On 2 December; whoever was logged in logs in again."""
    clock.move_to(datetime(2026, 12, 2, 9, 0, tzinfo=RIGA))
    browser.force_login(browser.person, backend="django.contrib.auth.backends.ModelBackend")


def of(username: str) -> Any:
    return get_user_model().objects.get(username=username)


# --- what is seen ---------------------------------------------------------------------------------------------


def test_a_supervisor_sees_their_own_team_and_nobody_else(supervisor):
    acknowledge(of("anna"), 1)
    html = supervisor.get(ADDRESS).content.decode()
    assert "1. versiju apliecinājuši <b>1 no 2</b>." in html
    assert "Anna Paraudziņa" in html
    assert "juris" in html
    assert "zane" not in html
    assert "Skaitītāji" not in html


def test_an_administrator_sees_every_team_and_who_is_in_none(supervisor, signed_in):
    person("liga")
    html = signed_in("admin").get(ADDRESS).content.decode()
    assert "zane" in html
    assert "Bez komandas" in html
    assert "liga" in html


def test_another_team_is_not_found_under_any_address(supervisor):
    other = Team.objects.get(name="Skaitītāji").pk
    for address in (
        ADDRESS,
        "/apliecinajumi/komanda.csv",
        "/apliecinajumi/protokols/1/",
        "/apliecinajumi/protokols/1.csv",
    ):
        assert supervisor.get(f"{address}?komanda={other}").status_code == 404
    assert supervisor.post(f"{ADDRESS}atgadinat/", {"komanda": other}).status_code == 404


def test_a_supervisor_without_a_team_is_told_how_to_get_one(standard, signed_in):
    html = signed_in("vaditaja").get(ADDRESS).content.decode()
    assert "Komandas administrators ievada" in html


def test_who_is_late_comes_first_and_who_is_away_is_not_reminded(supervisor, clock):
    away = Absence.objects.create(user=of("anna"), first=date(2026, 11, 25), last=date(2026, 12, 18), by_name="V")
    next_week(supervisor, clock)
    html = supervisor.get(ADDRESS).content.decode()
    assert html.index("juris") < html.index("Anna Paraudziņa")
    assert "Kavē 1." in html
    assert "prombūtnē līdz 18.12.2026." in html
    assert "Atgādināt 1 darbiniekam" in html
    away.delete()
    assert "Kavē 2." in supervisor.get(ADDRESS).content.decode()


def test_an_earlier_version_is_shown_without_lateness(supervisor, change):
    acknowledge(of("juris"), 1)
    change("B5", "Klienta datus neizpauž.")
    html = supervisor.get(f"{ADDRESS}?versija=1").content.decode()
    assert "1. versiju apliecinājuši <b>1 no 2</b>." in html
    assert "Atgādināt" not in html
    assert supervisor.get(f"{ADDRESS}?versija=7").status_code == 404


def test_nothing_is_expected_of_a_version_superseded_before_a_person_came(supervisor, change, clock):
    change("B5", "Klienta datus neizpauž.")
    next_week(supervisor, clock)
    Team.objects.get(name="Klientu centrs").members.add(person("jauna", date_joined=timezone.now()))
    html = supervisor.get(ADDRESS).content.decode()
    assert '<td class="num">0 no 3</td><td class="num">0 no 2</td>' in html


# --- reminders ------------------------------------------------------------------------------------------------


def test_one_click_reminds_everybody_who_has_not_confirmed_once_a_day(supervisor):
    acknowledge(of("anna"), 1)
    said = supervisor.post(f"{ADDRESS}atgadinat/", follow=True).content.decode()
    assert "Atgādināts 1 darbiniekam." in said
    assert [task.note for task in tasks_of(of("juris")) if "standarta" in task.title] == [
        "atgādināts, līdz 01.12.2026."
    ]
    again = supervisor.post(f"{ADDRESS}atgadinat/", follow=True).content.decode()
    assert "Šodien visiem jau ir atgādināts." in again
    assert Reminder.objects.count() == 1


def test_nobody_of_another_team_is_reminded(supervisor):
    supervisor.post(f"{ADDRESS}atgadinat/", {"person": of("zane").pk})
    assert not Reminder.objects.exists()
    supervisor.post(f"{ADDRESS}atgadinat/", {"person": of("juris").pk})
    assert [row.user.username for row in Reminder.objects.all()] == ["juris"]


# --- absences -------------------------------------------------------------------------------------------------


def test_an_absence_is_entered_and_taken_back(supervisor):
    days = {"person": of("anna").pk, "first": "2026-11-26", "last": "2026-12-04"}
    for _twice in range(2):
        assert supervisor.post(f"{ADDRESS}prombutne/", days).status_code == 303
    row = Absence.objects.get()
    assert "26.11.2026.–04.12.2026." in supervisor.get(f"{ADDRESS}prombutne/").content.decode()
    assert "līdz 10.12.2026." in supervisor.get(ADDRESS).content.decode()
    supervisor.post(f"{ADDRESS}prombutne/{row.pk}/atcelt/")
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    "first, last, problem",
    [
        ("2026-12-04", "2026-11-26", "Pēdējā diena ir pirms pirmās."),
        ("2026-12-04", "2096-12-04", "Prombūtne nav garāka par trim gadiem."),
        ("rīt", "2026-12-04", "Jāievada derīgs datums."),
    ],
)
def test_days_that_make_no_sense_are_refused_in_words(supervisor, first, last, problem):
    answer = supervisor.post(f"{ADDRESS}prombutne/", {"person": of("anna").pk, "first": first, "last": last})
    assert answer.status_code == 400
    assert problem in answer.content.decode()
    assert not Absence.objects.exists()


def test_absences_of_another_team_are_neither_entered_nor_taken_back(supervisor):
    zane = of("zane")
    days = {"person": zane.pk, "first": "2026-11-26", "last": "2026-12-04"}
    assert supervisor.post(f"{ADDRESS}prombutne/", days).status_code == 400
    row = Absence.objects.create(user=zane, first=date(2026, 11, 26), last=date(2026, 12, 4), by_name="V")
    assert supervisor.post(f"{ADDRESS}prombutne/{row.pk}/atcelt/").status_code == 403
    assert Absence.objects.filter(pk=row.pk).exists()


# --- files and proof ------------------------------------------------------------------------------------------


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_the_report_is_a_csv_and_an_xlsx_with_the_same_lines(supervisor):
    acknowledge(of("anna"), 1)
    rows = cells(supervisor.get("/apliecinajumi/komanda.csv").content)
    assert rows[1] == ["1", "juris", "juris", "Klientu centrs", "nav apliecinājis", "", "01.12.2026.", ""]
    assert rows[2][1:6] == ["Anna Paraudziņa", "anna", "Klientu centrs", "apliecinājis", "24.11.2026. 10:00:00"]
    sheet = load_workbook(io.BytesIO(supervisor.get("/apliecinajumi/komanda.xlsx").content)).active
    assert [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)] == rows


def test_a_name_that_looks_like_a_formula_is_no_formula(supervisor):
    anna = of("anna")
    anna.first_name, anna.last_name = "=1+1", ""
    anna.save()
    assert "'=1+1" in [row[1] for row in cells(supervisor.get("/apliecinajumi/komanda.csv").content)]


def test_the_proof_holds_everything_that_a_seal_covers(supervisor):
    for name in ("anna", "juris", "zane"):
        acknowledge(of(name), 1)
    rows = cells(supervisor.get("/apliecinajumi/protokols/1.csv").content)
    assert [row[2] for row in rows[1:]] == ["anna", "juris"]
    record = Acknowledgement.objects.get(username="juris")
    assert rows[2][0] == "2"
    assert rows[2][6] == StandardVersion.objects.get().sha256
    assert rows[2][8:] == [record.previous, seal_of(record)]


def test_the_protocol_of_an_administrator_has_who_has_left(supervisor, signed_in):
    acknowledge(of("zane"), 1)
    of("zane").delete()
    html = signed_in("admin").get("/apliecinajumi/protokols/1/").content.decode()
    assert "zane" in html
    assert Acknowledgement.objects.get().seal in html
    assert "zane" not in supervisor.get("/apliecinajumi/protokols/1/").content.decode()


# --- who may --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["darbinieks", "jaunais", "redaktors", "apstiprinatajs"])
def test_an_employee_sees_nobodys_acknowledgements_and_changes_nothing(supervisor, signed_in, role):
    row = Absence.objects.create(user=of("anna"), first=date(2026, 11, 26), last=date(2026, 12, 4), by_name="V")
    browser = signed_in(role)
    files = ("komanda.csv", "komanda.xlsx", "protokols/1/", "protokols/1.csv", "komanda/", "komanda/prombutne/")
    assert {browser.get(f"/apliecinajumi/{name}").status_code for name in files} == {403}
    posts = ("atgadinat/", "prombutne/", f"prombutne/{row.pk}/atcelt/")
    assert {browser.post(ADDRESS + name).status_code for name in posts} == {403}
    assert Absence.objects.exists()
    assert not Reminder.objects.exists()


# --- teams ----------------------------------------------------------------------------------------------------


def test_an_administrator_enters_a_team(supervisor, signed_in):
    admin = signed_in("admin")
    data = {"name": "Kases", "supervisors": [supervisor.person.pk], "members": [of("zane").pk]}
    assert admin.post("/admin/komandas/new/", data).status_code == 302
    team = Team.objects.get(name="Kases")
    assert list(team.members.values_list("username", flat=True)) == ["zane"]
    assert admin.get(f"/admin/komandas/edit/{team.pk}/").status_code == 200
    refused = admin.post("/admin/komandas/new/", {"name": "Citi", "supervisors": [of("juris").pk]})
    assert "Nav vadītāju grupā: juris." in refused.content.decode()
    assert not Team.objects.filter(name="Citi").exists()


def test_demo_accounts_come_with_their_team(site):
    create_demo_accounts()
    create_demo_accounts()
    team = Team.objects.get()
    assert [user.username for user in team.supervisors.all()] == ["vaditaja"]
    assert {user.username for user in team.members.all()} == {"darbinieks", "jaunais"}


# --- many -----------------------------------------------------------------------------------------------------


def test_five_hundred_people_and_twenty_versions_take_few_queries(
    standard, sections, signed_in, django_assert_max_num_queries
):
    browser = signed_in("vaditaja")
    user_model = get_user_model()
    users = user_model.objects.bulk_create(
        user_model(username=f"cilveks-{number}", date_joined=LONG_AGO) for number in range(500)
    )
    through = user_model.groups.through
    group = Group.objects.get(name=EMPLOYEE)
    through.objects.bulk_create(through(user=user, group=group) for user in users)
    team = Team.objects.create(name="Visi")
    team.supervisors.add(browser.person)
    team.members.add(*users)
    for number in range(2, 21):
        StandardVersion(
            number=number,
            in_force_from=date(2026, 11, 24),
            created_at=timezone.now() - timedelta(hours=21 - number),
            text=standard.text,
            plain=standard.plain,
            sha256=standard.sha256,
        ).save()
    versions = list(StandardVersion.objects.order_by("number")[:19])
    Acknowledgement.objects.bulk_create(
        Acknowledgement(
            number=index * 500 + number + 1,
            account=user.pk,
            username=user.username,
            version=version,
            at=timezone.now(),
            seal=f"{index}-{number}",
        )
        for index, version in enumerate(versions)
        for number, user in enumerate(users)
    )
    make_due_version()
    browser.get("/standarts/versijas/")
    with django_assert_max_num_queries(15):
        html = browser.get(ADDRESS).content.decode()
    assert "20. versiju apliecinājuši <b>0 no 500</b>." in html

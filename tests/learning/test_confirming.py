"""Everyone confirms the newest version of the standard; the record is never changed."""

from datetime import date, datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from kb.content.choices import ChangeKind
from kb.desk.mine.tasks import tasks_of
from kb.learning.acknowledging.confirming import NewerVersion, acknowledge
from kb.learning.acknowledging.due import Away, due_on
from kb.learning.acknowledging.waiting import waiting_for
from kb.learning.models import Absence, Acknowledgement
from kb.learning.models.immutable import NeverChanged
from tests.learning.conftest import RIGA

pytestmark = pytest.mark.django_db
ADDRESS = "/standarts/apliecinat/"


def titles(user):
    return [task.title for task in tasks_of(user) if "standarta" in task.title]


def fresh(user):
    """The person as the next request knows them."""
    return get_user_model().objects.get(pk=user.pk)


# --- the task -------------------------------------------------------------------------------------------------


def test_each_employee_has_one_task_for_a_material_change_and_none_for_an_editorial_one(standard, change, people):
    users = [*people(2), *people(1, "vaditaja"), *people(1, "apstiprinatajs"), *people(1, "admin")]
    for user in users:
        acknowledge(user, 1)
    assert [titles(user) for user in users] == [[]] * 5
    change("B1", "Darbinieks atbild skaidri.", kind=ChangeKind.EDITORIAL)
    assert [titles(user) for user in users] == [[]] * 5
    change("B5", "Klienta datus neizpauž.")
    assert [titles(user) for user in users] == [["Apliecināt standarta 2. versiju"]] * 5


def test_an_account_without_a_role_is_asked_for_nothing_and_can_confirm_nothing(standard):
    service = get_user_model().objects.create_user("serviss")
    assert titles(service) == []
    with pytest.raises(PermissionDenied):
        acknowledge(service, 1)


def test_who_has_left_can_confirm_nothing(standard, people):
    [user] = people(1)
    user.is_active = False
    with pytest.raises(PermissionDenied):
        acknowledge(user, 1)


def test_a_task_that_is_overdue_is_late(standard, people, clock):
    [user] = people(1)
    assert (waiting_for(user).due, waiting_for(user).late) == (date(2026, 12, 1), False)
    clock.move_to(datetime(2026, 12, 2, 8, 0, tzinfo=RIGA))
    assert waiting_for(fresh(user)).late


def test_an_absence_moves_the_date_and_waives_nothing(standard, people):
    [user] = people(1)
    Absence.objects.create(user=user, first=date(2026, 11, 26), last=date(2026, 12, 4), by_name="Vadītāja")
    waiting = waiting_for(user)
    assert (waiting.due, waiting.late) == (date(2026, 12, 10), False)


@pytest.mark.parametrize(
    "published, joined, away, due",
    [
        (date(2026, 11, 24), date(2026, 1, 5), [], date(2026, 12, 1)),
        # a new hire counts from the first day here
        (date(2026, 11, 24), date(2026, 12, 7), [], date(2026, 12, 14)),
        # Christmas and New Year do not count
        (date(2026, 12, 22), date(2026, 1, 5), [], date(2027, 1, 4)),
        # away from before the publication to after what would have been the last day
        (date(2026, 11, 24), date(2026, 1, 5), [Away(date(2026, 11, 20), date(2026, 12, 6))], date(2026, 12, 11)),
    ],
)
def test_the_due_date_is_the_fifth_working_day_on_which_the_person_is_here(published, joined, away, due):
    assert due_on(published, joined, away, ()) == due


# --- the page -------------------------------------------------------------------------------------------------


def test_a_new_hire_reads_the_whole_text_and_confirms_it(standard, signed_in):
    browser = signed_in("jaunais")
    html = browser.get(ADDRESS).content.decode()
    assert "Profesionalitāte" in html
    assert "<ins>" not in html
    answer = browser.post(ADDRESS, {"version": "1"}, follow=True)
    assert answer.redirect_chain == [("/apliecinajumi/", 303)]
    assert "Standarta 1. versija ir apliecināta. Ieraksts Nr. 1." in answer.content.decode()
    record = Acknowledgement.objects.get()
    assert (record.username, record.groups, record.version_hash) == ("jaunais", "Jaunie darbinieki", standard.sha256)
    assert "Vairāk nekas nav jāapliecina" in browser.get(ADDRESS).content.decode()


def test_the_difference_is_to_what_the_person_confirmed_last(standard, change, signed_in):
    browser = signed_in()
    browser.post(ADDRESS, {"version": "1"})
    change("B1", "Darbinieks atbild skaidri.")
    change("B5", "Klienta datus neizpauž.")
    html = browser.get(ADDRESS).content.decode()
    assert "Salīdzināts ar 1. versiju" in html
    assert "mainits-B1" in html
    assert "mainits-B5" in html
    browser.post(ADDRESS, {"version": "3"})
    assert list(Acknowledgement.objects.values_list("version__number", flat=True)) == [1, 3]


def test_a_version_published_meanwhile_is_said_and_nothing_is_recorded_for_the_old_one(standard, change, signed_in):
    browser = signed_in()
    browser.get(ADDRESS)
    change("B5", "Klienta datus neizpauž.")
    answer = browser.post(ADDRESS, {"version": "1"}, follow=True)
    html = answer.content.decode()
    assert answer.redirect_chain == [(ADDRESS, 303)]
    assert "Pa šo laiku publicēta 2. versija. Šis 1. versijas apliecinājums nav ierakstīts." in html
    assert 'name="version" value="2"' in html
    assert not Acknowledgement.objects.exists()


def test_two_tabs_make_one_record(standard, signed_in):
    browser = signed_in()
    for _tab in range(2):
        assert browser.post(ADDRESS, {"version": "1"}).status_code == 303
    assert Acknowledgement.objects.count() == 1


@pytest.mark.parametrize("sent", ["", "x", "-1", "9" * 30, "²"])
def test_what_is_no_version_is_not_found(standard, signed_in, sent):
    assert signed_in().post(ADDRESS, {"version": sent}).status_code == 404
    assert not Acknowledgement.objects.exists()


def test_a_version_that_is_not_there_yet_is_not_confirmed(standard, people):
    with pytest.raises(NewerVersion):
        acknowledge(people(1)[0], 2)


def test_before_the_first_version_the_page_says_so(site, signed_in):
    assert "Versijas vēl nav" in signed_in().get(ADDRESS).content.decode()


def test_mine_are_mine_alone(standard, people, signed_in):
    acknowledge(people(1)[0], 1)
    html = signed_in("jaunais").get("/apliecinajumi/").content.decode()
    assert "Standarta 1. versija jāapliecina līdz 01.12.2026." in html
    assert standard.sha256 not in html


# --- the record -----------------------------------------------------------------------------------------------


def test_a_record_is_neither_changed_nor_deleted_by_whatever_means(standard, people):
    one, other = people(2)
    record = acknowledge(one, 1)
    record.name = "Cits Vārds"
    copy = Acknowledgement(**{field.attname: getattr(record, field.attname) for field in Acknowledgement._meta.fields})
    for attempt in (
        record.save,
        copy.save,
        record.delete,
        lambda: Acknowledgement.objects.all().delete(),
        lambda: Acknowledgement.objects.filter(pk=record.pk).update(name="Cits Vārds"),
        lambda: Acknowledgement.objects.update_or_create(pk=record.pk, defaults={"name": "Cits Vārds"}),
        lambda: Acknowledgement.objects.bulk_update([record], ["name"]),
        lambda: Acknowledgement.objects.bulk_create([copy], ignore_conflicts=True),
        lambda: Acknowledgement._base_manager.update(name="Cits Vārds"),
    ):
        with pytest.raises(NeverChanged):
            attempt()
    for statement in ("UPDATE learning_acknowledgement SET name = 'x'", "DELETE FROM learning_acknowledgement"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Acknowledgement.objects.get().name != "Cits Vārds"
    acknowledge(other, 1)
    assert Acknowledgement.objects.count() == 2


def test_records_outlive_the_account(standard, people):
    [user] = people(1)
    user.first_name, user.last_name = "Anna", "Paraudziņa"
    acknowledge(user, 1)
    user.delete()
    record = Acknowledgement.objects.get()
    assert (record.name, record.username, record.groups) == ("Anna Paraudziņa", "darbinieks-0", "Darbinieki")


def test_no_screen_of_the_admin_changes_a_record(standard, signed_in):
    admin = signed_in("admin")
    for address in ("/admin/snippets/learning/acknowledgement/", "/admin/acknowledgement/", "/admin/apliecinajumi/"):
        assert admin.get(address).status_code == 404


def test_the_editor_of_a_section_sees_how_many_would_have_to_confirm_anew(standard, sections, people, signed_in):
    form = f"/admin/pages/{sections['B5'].pk}/edit/"
    editor = signed_in("redaktors")
    assert "apliecinājuši" not in editor.get(form).content.decode()
    for user in people(2):
        acknowledge(user, 1)
    said = "Standarta 1. versiju ir apliecinājuši 2 darbinieki; pēc būtiskām izmaiņām jāapliecina no jauna visiem"
    assert said in editor.get(form).content.decode()

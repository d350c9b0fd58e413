"""Who answers for a page, and who does when they are no longer here."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.desk.mine.tasks import tasks_of
from kb.editorial.ownership.responsible import pages_of
from tests import factories
from tests.factories import ServicePageFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def leaves(person):
    get_user_model().objects.filter(pk=person.pk).update(is_active=False)


def anew(person):
    """As with the next request: what is known of a person is kept for one."""
    return get_user_model().objects.get(pk=person.pk)


def test_the_owner_then_the_deputy_then_the_people_of_the_unit_then_the_editors(site):
    owner, deputy, colleague = (factories.make_user("darbinieks", name) for name in ("owner", "deputy", "colleague"))
    editor = factories.make_user("redaktors")
    colleague.groups.add(Group.objects.create(name="Abonentu daļa"))
    page = ServicePageFactory(content_owner=owner, deputy=deputy, owner_unit=UnitFactory(name="Abonentu daļa"))
    everybody = (owner, deputy, colleague, editor)

    def whose():  # of those who can log in
        here = [person for person in map(anew, everybody) if person.is_active]
        return [person.username for person in here if pages_of(person).filter(pk=page.pk).exists()]

    assert whose() == ["owner"]
    leaves(owner)
    assert whose() == ["deputy"]
    leaves(deputy)
    assert whose() == ["colleague"]
    leaves(colleague)
    assert whose() == ["redaktors"]


def test_checks_of_mine_stand_on_my_start_page_and_lead_to_the_page(site, signed_in):
    mine, other = signed_in(), signed_in("redaktors")
    for title, day in (("Drīz", date(2026, 12, 1)), ("Nokavēta", date(2026, 11, 20)), ("Tālu", date(2027, 6, 1))):
        late = ServicePageFactory(title=title, content_owner=mine.person, review_by=day)
    ServicePageFactory(title="Melnraksts", content_owner=mine.person, review_by=date(2026, 11, 20), live=False)
    assert [(task.title, task.note, task.late) for task in tasks_of(mine.person)] == [
        ("Pārbaudīt: Nokavēta", "līdz 20.11.2026.", True),
        ("Pārbaudīt: Drīz", "līdz 01.12.2026.", False),
    ]
    assert late.url not in [task.url for task in tasks_of(mine.person)]
    assert all(task.url.startswith("/service/") for task in tasks_of(mine.person))
    assert "Pārbaudīt:" not in other.get("/").content.decode()


def test_pages_that_nobody_answers_for_are_one_line_for_each_editor(site, signed_in):
    gone, editor = factories.make_user("darbinieks", "projam"), signed_in("redaktors")
    for number in range(3):
        ServicePageFactory(title=f"Nr. {number}", content_owner=gone, review_by=date(2026, 11, 20))
    assert "manu grupu" not in editor.get("/").content.decode()
    leaves(gone)
    (task,) = tasks_of(anew(editor.person))
    assert (task.title, task.url) == ("3 manu grupu lapas jāpārbauda", "/admin/manas-lapas/")


def test_many_checks_are_one_question_to_the_database_and_the_rest_is_counted(site, signed_in):
    editor = signed_in("redaktors")
    for number in range(13):
        ServicePageFactory(title=f"Nr. {number}", content_owner=editor.person, review_by=date(2026, 11, 1 + number))
    editor.get("/")
    person = anew(editor.person)
    with CaptureQueriesContext(connection) as queries:
        tasks = tasks_of(person)
    assert tasks[-1].title == "Vēl 3 lapas jāpārbauda"
    assert sum("review_by" in query["sql"] for query in queries) == 1

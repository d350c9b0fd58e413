"""Who did what is written once: nobody changes or deletes it, through no screen and through no query."""

import pytest
from django.db import Error as AnyDatabaseError
from django.db import transaction
from wagtail.models import ModelLogEntry, PageLogEntry

from search.models import SynonymGroup
from tests import factories
from tests.factories import ServicePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def logged(site, signed_in):
    """A page and a snippet that an editor and an administrator have worked on."""
    page = ServicePageFactory(title="Plombēšana")
    page.save_revision(user=signed_in("redaktors").person, log_action=True)
    signed_in("admin").post("/admin/snippets/search/synonymgroup/add/", {"terms": "plomba\nzīmogs", "confirmed": "on"})
    assert SynonymGroup.objects.exists()
    return page


@pytest.mark.parametrize("model", [PageLogEntry, ModelLogEntry])
def test_an_entry_is_neither_changed_nor_deleted(logged, model):
    number = model.objects.count()
    assert number
    for change in (
        lambda: model.objects.all().delete(),
        lambda: model.objects.update(label="cits"),
        lambda: model.objects.first().delete(),
    ):
        with pytest.raises(AnyDatabaseError, match="never changed or deleted"), transaction.atomic():
            change()
    assert model.objects.count() == number


def test_it_stays_when_the_page_and_the_person_are_gone(logged, signed_in):
    entry = PageLogEntry.objects.filter(page=logged.pk).latest("timestamp")
    logged.delete()
    entry.user.delete()
    entry = PageLogEntry.objects.get(pk=entry.pk)
    assert entry.label == "Plombēšana"


@pytest.mark.parametrize("role", ["redaktors", "apstiprinatajs", "admin"])
def test_those_who_answer_for_the_content_read_it(logged, signed_in, role):
    answer = signed_in(role, f"cits-{role}").get("/admin/reports/site-history/")
    assert answer.status_code == 200
    assert "Plombēšana" in answer.content.decode()


def test_employees_do_not(logged, signed_in):
    assert signed_in("darbinieks").get("/admin/reports/site-history/").status_code == 403


def test_a_rolled_back_change_leaves_no_entry(site):
    before = PageLogEntry.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        factories.publish(ServicePageFactory(title="Nekad"))
        raise RuntimeError
    assert PageLogEntry.objects.count() == before

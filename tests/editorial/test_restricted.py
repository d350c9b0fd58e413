"""What was said of a page that is restricted to some is read in the queue by nobody else."""

import io

import pytest
from django.contrib.auth.models import Group, Permission
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission

from kb.accounts import roles
from kb.editorial.choices import FeedbackKind
from kb.editorial.feedback.send import Said, send
from kb.editorial.gaps import work
from kb.editorial.gaps.shown import shown_to
from kb.editorial.models import Gap
from kb.editorial.tasks import gaps_to_close
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LIST = "/admin/nepilnibas/"
SECRET = "Atlaišanu saraksts"


@pytest.fixture
def gap(page):
    """A report on a page that only members of «Vadība» may open."""
    Group.objects.create(name="Vadība")
    factories.restrict(page, "Vadība")
    return send(factories.make_user("darbinieks"), page, Said(FeedbackKind.ERROR, words=SECRET)).gap


@pytest.fixture
def outsider(signed_in):
    """Works on the queue, but may neither open the page nor change it."""
    GroupPagePermission.objects.filter(group__name=roles.APPROVER).delete()
    return signed_in("apstiprinatajs")


def exported(client):
    sheet = load_workbook(io.BytesIO(b"".join(client.get(LIST, {"export": "xlsx"}))))
    return str(list(sheet.active.values))


def test_a_supervisor_to_whom_the_page_is_closed_finds_the_row_nowhere(gap, signed_in):
    client = signed_in("vaditaja")
    for path in (LIST, f"{LIST}results/"):
        assert SECRET not in client.get(path).content.decode()
    assert SECRET not in exported(client)
    assert SECRET not in b"".join(client.get(LIST, {"export": "csv"})).decode()


def test_a_supervisor_who_may_open_the_page_finds_it(gap, signed_in):
    client = signed_in("vaditaja")
    client.person.groups.add(Group.objects.get(name="Vadība"))
    assert SECRET in client.get(LIST).content.decode()
    assert SECRET in exported(client)


def test_whoever_may_change_the_page_works_on_the_row(gap, signed_in):
    client = signed_in("redaktors")
    assert SECRET in client.get(LIST).content.decode()
    assert client.get(f"{LIST}edit/{gap.pk}/").status_code == 200
    assert client.get(f"{LIST}history/{gap.pk}/").status_code == 200


@pytest.mark.parametrize("path", ["edit/{}/", "history/{}/", "history-results/{}/", "{}/melnraksts/", "{}/piespraust/"])
def test_no_address_of_the_row_is_found(gap, outsider, path):
    pin = "add_searchpromotion"
    outsider.person.user_permissions.add(Permission.objects.get(codename=pin))
    for answer in (outsider.get(LIST + path.format(gap.pk)), outsider.post(LIST + path.format(gap.pk), {"seen": 0})):
        assert answer.status_code in (404, 405)
        assert SECRET not in answer.content.decode()


def test_rows_of_open_pages_and_of_searches_stay(gap, outsider):
    other = factories.publish(factories.ServicePageFactory(title="Atklāta"))
    send(factories.make_user("jaunais"), other, Said(FeedbackKind.ERROR, words="Nepareizs laiks"))
    Gap.objects.create(kind="zero", subject="search:x", text="dvielu zavetajs", due_on=gap.due_on)
    assert set(shown_to(outsider.person).values_list("kind", flat=True)) == {"error", "zero"}
    assert not shown_to(outsider.person).filter(pk=gap.pk).exists()


def test_another_page_chosen_for_the_row_opens_it_to_nobody(gap, outsider):
    gap.page = factories.publish(factories.ServicePageFactory(title="Atklāta"))
    gap.save()
    assert not shown_to(outsider.person).exists()


def test_the_start_page_does_not_name_it_either(gap, outsider):
    Gap.objects.update(owner=outsider.person)
    assert list(gaps_to_close(outsider.person)) == []


def test_the_log_of_changes_does_not_say_what_was_said(gap, signed_in):
    work.take(gap, factories.make_user("redaktors"))
    html = signed_in("vaditaja").get("/admin/reports/site-history/").content.decode()
    assert "kļūdas ziņojums" in html and SECRET not in html

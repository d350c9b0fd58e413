"""A change waits for those who may decide on it, and every list of theirs leads to where it is decided."""

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from kb.accounts import roles
from kb.calendar.latvian_dates import numeric
from kb.desk.mine.tasks import tasks_of
from kb.editorial.workflow.permissions import may
from kb.editorial.workflow.rules import Action
from tests import factories
from tests.factories import ServicePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def lines(browser):
    return [(task.title, task.note, task.late, task.url) for task in tasks_of(browser.person)]


def test_a_draft_waits_for_those_who_decide_and_for_nobody_else(site, signed_in):
    task = GroupApprovalTask.objects.create(name="Apstiprināšana")
    task.groups.set(Group.objects.filter(name=roles.APPROVER))
    workflow = Workflow.objects.create(name="Standarts")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    editor, approver, admin = signed_in("redaktors"), signed_in("apstiprinatajs"), signed_in("admin")
    page = ServicePageFactory(title="Jauna kārtība", live=False)
    page.save_revision()
    workflow.start(page, editor.person)
    line = ("Izlemt: Jauna kārtība", numeric(timezone.localdate()), False, f"/admin/izlemt/{page.pk}/")
    for browser, waits in ((approver, True), (admin, False), (editor, False), (signed_in(), False)):
        assert lines(browser) == ([line] if waits else [])
    page.refresh_from_db()
    page.current_workflow_state.current_task_state.approve(user=approver.person)
    assert lines(approver) == []


def test_every_list_leads_whoever_decides_to_where_it_is_decided_and_nobody_else(site, signed_in):
    author, helper, other = (signed_in("redaktors", name) for name in ("anna", "berta", "cilda"))
    page = factories.publish(ServicePageFactory(title="Plombēšana"))
    page.save_revision(user=other.person)
    factories.publish(page)  # what is published already makes nobody an author
    page.save_revision(user=helper.person)
    page.save_revision(user=author.person)
    page.get_workflow().start(page, author.person)
    page.refresh_from_db()
    where = f'href="/admin/izlemt/{page.pk}/"'
    for browser, decides in ((author, False), (helper, False), (other, True)):
        assert may(browser.person, page, Action.APPROVE) is decides
        for address in ("/", "/admin/manas-lapas/", "/admin/reports/gaida-lemumu/"):
            assert (where in browser.get(address).content.decode()) is decides, (browser.person, address)
        assert browser.get(f"/admin/izlemt/{page.pk}/").status_code in ((200,) if decides else (302, 403))

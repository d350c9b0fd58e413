"""The workflows of a new site, and what administrators make of them."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page, Workflow, WorkflowPage

from kb.accounts import roles
from kb.content.models import StandardDocumentPage
from kb.editorial.models import SecondPairOfEyes
from kb.editorial.workflow.setup import apply_workflows
from tests import factories

pytestmark = pytest.mark.django_db


def asked(page):
    """Names of the groups that decide on ``page``."""
    task = page.get_workflow().tasks.get().specific
    return sorted(task.groups.values_list("name", flat=True))


def test_the_standard_goes_to_its_approvers_and_everything_else_to_editors(site):
    assert asked(factories.StandardSectionPageFactory()) == [roles.APPROVER]
    assert asked(site.standard) == [roles.APPROVER]
    assert asked(factories.ServicePageFactory()) == sorted([roles.EDITOR, roles.APPROVER, roles.ADMINISTRATOR])


def test_after_the_next_migration_what_an_administrator_changed_is_still_so(site):
    task = SecondPairOfEyes.objects.get(key="standard")
    task.groups.set([Group.objects.get(name=roles.ADMINISTRATOR)])
    own = Workflow.objects.create(name="Frāžu darbplūsma")
    folder = factories.home_of(factories.PhrasePageFactory._meta.model.KIND)
    WorkflowPage.objects.create(page=Page.objects.get(pk=folder.pk), workflow=own)
    root = WorkflowPage.objects.get(page=Page.get_first_root_node())
    root.delete()
    apply_workflows()
    assert asked(site.standard) == [roles.ADMINISTRATOR]
    assert Page.objects.get(pk=folder.pk).get_workflow() == own
    assert not WorkflowPage.objects.filter(page=Page.get_first_root_node()).exists()
    assert SecondPairOfEyes.objects.count() == 2


def test_a_standard_that_is_entered_later_has_its_approvers_from_the_beginning(site):
    site.standard.delete()
    standard = StandardDocumentPage(title="Jauns standarts", slug="jauns-standarts")
    Page.objects.get(pk=site.root.pk).add_child(instance=standard)
    assert asked(standard) == [roles.APPROVER]

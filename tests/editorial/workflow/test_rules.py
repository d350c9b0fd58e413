"""The rules of approval as a table: who × what × state → what may be done. And real roles are what the table says."""

import pytest
from django.contrib.auth.models import Group

from kb.editorial.workflow.permissions import may
from kb.editorial.workflow.rules import Action, Matter, State, Who, allowed
from tests import factories

STANDARD, GUIDANCE, STRUCTURE = Matter.STANDARD, Matter.GUIDANCE, Matter.STRUCTURE
DRAFT, WAITING, RETURNED = State.DRAFT, State.WAITING, State.RETURNED

#: Roles towards the standard, and towards other guidance. ``*``: they wrote something of the change.
WHO = {
    (STANDARD, "editor"): Who(edits=True),
    (STANDARD, "editor*"): Who(edits=True, author=True),
    (STANDARD, "approver"): Who(edits=True, publishes=True, decides=True),
    (STANDARD, "approver*"): Who(edits=True, publishes=True, decides=True, author=True),
    (STANDARD, "administrator"): Who(edits=True, publishes=True),
    (STANDARD, "supervisor"): Who(),
    (GUIDANCE, "editor"): Who(edits=True, decides=True),
    (GUIDANCE, "editor*"): Who(edits=True, decides=True, author=True),
    (GUIDANCE, "approver"): Who(edits=True, publishes=True, decides=True),
    (GUIDANCE, "approver*"): Who(edits=True, publishes=True, decides=True, author=True),
    (GUIDANCE, "administrator"): Who(edits=True, publishes=True, decides=True),
    (GUIDANCE, "administrator*"): Who(edits=True, publishes=True, decides=True, author=True),
    (GUIDANCE, "supervisor"): Who(),
    (STRUCTURE, "editor"): Who(edits=True),
    (STRUCTURE, "approver"): Who(edits=True, publishes=True),
    (STRUCTURE, "administrator"): Who(edits=True, publishes=True),
}

TABLE = [
    # what, who, state, what they may do
    (STANDARD, "editor", DRAFT, "edit submit"),
    (STANDARD, "editor", WAITING, ""),
    (STANDARD, "editor*", WAITING, ""),
    (STANDARD, "editor*", RETURNED, "edit submit"),
    (STANDARD, "approver", DRAFT, "edit submit publish_urgently"),
    (STANDARD, "approver", WAITING, "edit approve return publish_urgently"),
    (STANDARD, "approver*", WAITING, "edit publish_urgently"),
    (STANDARD, "approver*", RETURNED, "edit submit publish_urgently"),
    (STANDARD, "administrator", DRAFT, "edit submit publish_urgently"),
    (STANDARD, "administrator", WAITING, "publish_urgently"),
    (STANDARD, "supervisor", WAITING, ""),
    (GUIDANCE, "editor", DRAFT, "edit submit"),
    (GUIDANCE, "editor", WAITING, "edit approve return"),
    (GUIDANCE, "editor*", WAITING, "edit"),
    (GUIDANCE, "editor*", RETURNED, "edit submit"),
    (GUIDANCE, "approver", WAITING, "edit approve return publish_urgently"),
    (GUIDANCE, "approver*", WAITING, "edit publish_urgently"),
    (GUIDANCE, "administrator", WAITING, "edit approve return publish_urgently"),
    (GUIDANCE, "administrator*", DRAFT, "edit submit publish_urgently"),
    (GUIDANCE, "administrator*", WAITING, "edit publish_urgently"),
    (GUIDANCE, "supervisor", DRAFT, ""),
    (STRUCTURE, "editor", DRAFT, "edit"),
    (STRUCTURE, "approver", DRAFT, "edit publish"),
    (STRUCTURE, "administrator", DRAFT, "edit publish"),
]


@pytest.mark.parametrize("what, who, state, expected", TABLE)
def test_who_may_do_what_in_which_state(what, who, state, expected):
    assert allowed(WHO[what, who], what, state) == {Action[name.upper()] for name in expected.split()}


ROLES = {
    "redaktors": {STANDARD: "", GUIDANCE: "edit approve return"},
    "apstiprinatajs": {
        STANDARD: "edit approve return publish_urgently",
        GUIDANCE: "edit approve return publish_urgently",
    },
    "admin": {STANDARD: "publish_urgently", GUIDANCE: "edit approve return publish_urgently"},
    "vaditaja": {STANDARD: "", GUIDANCE: ""},
    "darbinieks": {STANDARD: "", GUIDANCE: ""},
}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_the_roles_are_what_the_table_says(site, role):
    author, person = factories.make_user("redaktors", "autors"), factories.make_user(role, "persona")
    pages = {STANDARD: factories.StandardSectionPageFactory(), GUIDANCE: factories.ServicePageFactory()}
    for matter, page in pages.items():
        page.save_revision(user=author)
        page.get_workflow().start(page, author)
        expected = {Action[name.upper()] for name in ROLES[role][matter].split()}
        locked = Action.EDIT not in expected
        found = {action for action in Action if may(person, page, action) and not (locked and action is Action.EDIT)}
        assert found == expected, matter


@pytest.mark.django_db
def test_who_saved_anything_of_the_change_is_an_author_until_it_is_published(site):
    first, second = factories.make_user("redaktors", "pirmais"), factories.make_user("redaktors", "otrais")
    third = factories.make_user("redaktors", "tresais")
    page = factories.ServicePageFactory(live=False)
    page.save_revision(user=first)
    page.save_revision(user=second)
    page.get_workflow().start(page, second)
    assert [may(person, page, Action.APPROVE) for person in (first, second, third)] == [False, False, True]
    page.current_workflow_state.current_task_state.task.specific.on_action(
        page.current_workflow_state.current_task_state, third, "approve"
    )
    page = type(page).objects.get(pk=page.pk)
    page.save_revision(user=third)
    page.get_workflow().start(page, third)
    assert [may(person, page, Action.APPROVE) for person in (first, second, third)] == [True, True, False]


@pytest.mark.django_db
def test_a_group_that_an_administrator_adds_to_the_step_decides_as_well(site):
    author, lawyer = factories.make_user("redaktors"), factories.make_user("redaktors", "jurists")
    page = factories.StandardSectionPageFactory()
    page.save_revision(user=author)
    page.get_workflow().start(page, author)
    group = Group.objects.create(name="Juristi")
    page.current_workflow_task.groups.add(group)
    lawyer.groups.add(group)
    assert may(lawyer, page, Action.APPROVE)

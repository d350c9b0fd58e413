"""Submitting, approving and returning in the page editor."""

import pytest
from django.contrib.messages import get_messages
from wagtail.models import TaskState

from kb.content.models import PublishedChange
from tests import factories
from tests.editorial.workflow.conftest import SAID, edit_url, opened

pytestmark = pytest.mark.django_db


def live_title(page):
    return type(page).objects.get(pk=page.pk).title


def messages_of(answer):
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_an_editor_submits_and_another_editor_publishes_by_approving(service, signed_in, press, decide):
    author, other = signed_in("redaktors", "anna"), signed_in("redaktors", "berta")
    press(author, service, "action-submit", title="Plombēšana no jauna", **SAID)
    assert live_title(service) == "Plombēšana"
    decide(other, service, "approve")
    assert live_title(service) == "Plombēšana no jauna"
    change = PublishedChange.objects.first()
    assert (change.author, change.approved_by) == (author.person, other.person)
    assert (change.kind, change.note) == ("material", "Termiņš ir īsāks.")


def test_the_standard_is_approved_by_its_approver_and_by_no_editor(section, signed_in, press, decide):
    author, other, approver = (
        signed_in("redaktors", "anna"),
        signed_in("redaktors", "berta"),
        signed_in("apstiprinatajs"),
    )
    press(author, section, "action-submit", title="Laipna attieksme", **SAID)
    decide(other, section, "approve")
    section.refresh_from_db()
    decision = {"decision": "approve", "seen": section.latest_revision_id}
    assert other.post(f"/admin/izlemt/{section.pk}/", decision).status_code == 302
    assert live_title(section) == "Attieksme"
    approver.post(f"/admin/izlemt/{section.pk}/", decision)
    assert live_title(section) == "Laipna attieksme"
    assert PublishedChange.objects.first().approved_by == approver.person


@pytest.mark.parametrize("role", ["redaktors", "apstiprinatajs", "admin"])
def test_nobody_approves_their_own_change(service, signed_in, press, decide, role):
    author = signed_in(role)
    press(author, service, "action-submit", title="Mana kārtība", **SAID)
    answer = decide(author, service, "approve")
    assert live_title(service) == "Plombēšana"
    assert "to izlemj kāds cits" in messages_of(answer)
    state = TaskState.objects.get()
    answer = author.post(f"/admin/pages/workflow/action/{service.pk}/approve/{state.pk}/", {"comment": ""})
    assert live_title(service) == "Plombēšana"
    assert TaskState.objects.get().status == TaskState.STATUS_IN_PROGRESS


def test_who_works_on_a_change_while_deciding_leaves_the_decision_to_others(service, signed_in, press, decide):
    author, helper, third = (signed_in("redaktors", name) for name in ("anna", "berta", "cilda"))
    press(author, service, "action-submit", title="Pirmais", **SAID)
    form = opened(helper, service)
    decide(helper, service, "approve", form=form, title="Pirmais un otrais")
    assert live_title(service) == "Plombēšana"
    decide(third, service, "approve")
    assert live_title(service) == "Pirmais un otrais"


def test_a_return_needs_a_comment(service, signed_in, press, decide):
    author, other = signed_in("redaktors", "anna"), signed_in("redaktors", "berta")
    press(author, service, "action-submit", title="Jauna kārtība", **SAID)
    state = TaskState.objects.get()
    address = f"/admin/pages/workflow/action/{service.pk}/reject/{state.pk}/"
    script = {"headers": {"X-Requested-With": "XMLHttpRequest"}}
    assert other.post(address, {"comment": " "}, **script).json()["step"] == "action"  # the form again
    decide(other, service, "reject")
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS
    other.post(address, {"comment": "Trūkst pamata."}, **script)
    state.refresh_from_db()
    assert (state.status, state.comment) == (TaskState.STATUS_REJECTED, "Trūkst pamata.")


def test_a_returned_change_is_submitted_again_with_what_was_said_of_it(service, signed_in, press, decide):
    author, other = signed_in("redaktors", "anna"), signed_in("redaktors", "berta")
    press(author, service, "action-submit", title="Jauna kārtība", **SAID)
    decide(other, service, "reject", **{"workflow-action-extra-data": '{"comment": "Īsāk."}'})
    form = opened(author, service)
    assert (form["change_kind"], form["change_note"]) == ("material", "Termiņš ir īsāks.")
    press(author, service, "action-submit", form=form, title="Kārtība")
    decide(other, service, "approve")
    assert live_title(service) == "Kārtība"


def test_a_live_service_is_not_submitted_until_its_editor_says_what_changes(service, signed_in, press):
    author = signed_in("redaktors")
    answer = press(author, service, "action-submit", title="Cita")
    html = answer.content.decode()
    assert "Norādiet, vai izmaiņas ir būtiskas" in html
    assert "Vienā rindā pasakiet, kas mainās" in html
    assert not TaskState.objects.exists()
    assert press(author, service, "action-save", title="Cita").status_code == 302
    service.refresh_from_db()
    assert service.get_latest_revision_as_object().title == "Cita"  # a draft needs nothing said


def test_a_new_service_and_an_explanation_say_what_changes_if_they_like(site, signed_in, press):
    author = signed_in("redaktors")
    new = factories.ServicePageFactory(title="Jauns", live=False)
    explanation = factories.publish(factories.ExplanationPageFactory(title="Skaidrojums"))
    for page in (new, explanation):
        press(author, page, "action-submit")
    assert TaskState.objects.count() == 2


def test_a_new_change_begins_with_nothing_said_of_it(service, signed_in, press, decide):
    author, other = signed_in("redaktors", "anna"), signed_in("redaktors", "berta")
    press(author, service, "action-submit", title="Jauna kārtība", **SAID)
    decide(other, service, "approve")
    form = opened(author, service)
    assert "change_kind" not in form
    assert form["change_note"] == ""


def test_what_somebody_else_has_changed_meanwhile_is_not_approved_unseen(service, signed_in, press, decide):
    author, helper, third = (signed_in("redaktors", name) for name in ("anna", "berta", "cilda"))
    press(author, service, "action-submit", title="Pirmais", **SAID)
    form = opened(third, service)
    press(helper, service, "action-save", title="Otrais")
    answer = decide(third, service, "approve", form=form)
    assert live_title(service) == "Plombēšana"
    assert "pēc tās atvēršanas" in messages_of(answer)
    assert answer.url == edit_url(service)


def test_the_author_is_told_that_somebody_else_decides(service, signed_in, press):
    author = signed_in("redaktors")
    press(author, service, "action-submit", title="Jauna", **SAID)
    answer = author.get(edit_url(service))
    assert "to izlemj kāds cits" in messages_of(answer)
    assert 'data-workflow-action-name="approve"' not in answer.content.decode()


def test_what_is_scheduled_is_published_at_its_time_after_the_approval(service, signed_in, press, decide):
    author, other = signed_in("redaktors", "anna"), signed_in("redaktors", "berta")
    press(author, service, "action-submit", title="No janvāra", go_live_at="01.01.2099. 00:00", **SAID)
    decide(other, service, "approve")
    assert live_title(service) == "Plombēšana"
    assert service.scheduled_revision.content["change_note"] == "Termiņš ir īsāks."

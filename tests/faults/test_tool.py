"""What tools.faults rests on: it sends forms as a browser does, and knows which edit may have been the last."""

import pytest

from kb.content.loading.fields import stream
from tests import factories
from tests.factories import ExplanationPageFactory, ServicePageFactory
from tools.faults import texts
from tools.faults.compare import settled
from tools.faults.forms import fields_of
from tools.faults.ledger import Edit

BODY = (
    ("heading", {"text": "Ko dara"}),
    ("text", {"text": "<p>Viens <b>divi</b>.</p>", "visibility": "client"}),
    ("list", {"items": ["<p>Pase</p>", "<p>Karte</p>"], "visibility": "internal", "needs_identification": True}),
)


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [ExplanationPageFactory, ServicePageFactory])
def test_a_form_that_is_sent_as_it_was_opened_changes_nothing(site, signed_in, factory):
    content = {"body": stream(BODY)} if factory is ExplanationPageFactory else {}
    page = factories.publish(factory(title="Plombēšana", client_words="norauta plomba", **content))
    before = texts.print_of(page)
    editor, address = signed_in("redaktors"), f"/admin/pages/{page.pk}/edit/"
    fields = fields_of(editor.get(address).content.decode(), "page-edit-form")
    assert editor.post(address, fields | {"client_words": "nogriezta plomba"}).status_code == 302
    version = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    assert version.client_words == "nogriezta plomba"
    assert texts.print_of(version) == before


def edit(sent, answered, outcome="done"):
    return Edit(1, "urgent", outcome, 7, sent, answered)


def test_an_edit_that_ended_before_another_began_was_not_the_last():
    first, second = edit(1, 2), edit(3, 4)
    assert settled([first, second]) == [second]


def test_of_edits_at_once_and_of_those_never_answered_each_may_have_been_the_last():
    first, second, unknown = edit(1, 5), edit(2, 4), edit(3, 6, "unknown")
    assert settled([first, second, unknown]) == [first, second, unknown]


def test_an_edit_that_was_refused_is_none():
    assert settled([edit(1, 2), edit(3, 4, "refused")]) == [edit(1, 2)]

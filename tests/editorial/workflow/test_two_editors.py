"""Two editors on one page at once: nobody's text is lost, and each is told."""

import re

import pytest
from wagtail.models import Revision

from tests.editorial.workflow.conftest import edit_url, opened

pytestmark = pytest.mark.django_db


def by_itself(browser, page, form, **typed):
    """What the editor's page sends while somebody types."""
    return browser.post(edit_url(page), form | typed, headers={"Accept": "application/json"})


def test_what_saves_itself_does_not_go_over_what_somebody_else_has_saved(service, signed_in):
    first, second = signed_in("redaktors", "anna"), signed_in("redaktors", "berta")
    forms = opened(first, service), opened(second, service)
    assert by_itself(first, service, forms[0], title="Annas teksts").json()["success"]
    answer = by_itself(second, service, forms[1], title="Bertas teksts")
    assert answer.status_code == 400
    assert answer.json()["error_code"] == "invalid_revision"
    assert "jaunāka versija" in answer.json()["error_message"]
    service.refresh_from_db()
    assert service.get_latest_revision_as_object().title == "Annas teksts"


def test_who_saves_all_the_same_keeps_the_other_text_in_the_history(service, signed_in, press):
    first, second = signed_in("redaktors", "anna"), signed_in("redaktors", "berta")
    forms = opened(first, service), opened(second, service)
    press(first, service, "action-save", form=forms[0], title="Annas teksts")
    press(second, service, "action-save", form=forms[1], title="Bertas teksts")
    titles = [revision.content["title"] for revision in Revision.objects.for_instance(service).order_by("pk")]
    assert titles == ["Plombēšana", "Annas teksts", "Bertas teksts"]
    html = first.get(f"/admin/pages/{service.pk}/history/").content.decode()
    assert "anna" in html
    assert "berta" in html


def test_each_sees_that_the_other_works_on_the_page(service, signed_in):
    first, second = signed_in("redaktors", "anna"), signed_in("redaktors", "berta")
    first.get(edit_url(service))
    html = second.get(edit_url(service)).content.decode()
    ping = re.search(r'/admin/editing-sessions/ping/[^"]+', html)
    assert ping is not None
    assert "anna" in second.post(ping[0]).json()["html"]


def test_a_half_typed_draft_saves_itself_and_reaches_no_reader(service, signed_in):
    editor = signed_in("redaktors")
    form = opened(editor, service)
    answer = by_itself(editor, service, form, title="Pus", short_answer="")
    assert answer.json()["success"]
    again = by_itself(
        editor,
        service,
        form | {"overwrite_revision_id": answer.json()["revision_id"]},
        title="Pusvārds",
        short_answer="",
    )
    assert again.json()["revision_id"] == answer.json()["revision_id"]  # one draft, not one for each letter
    assert "Plombēšana" in signed_in().get(service.url).content.decode()

"""The page on which a change is decided."""

import re

import pytest
from django.contrib.messages import get_messages
from wagtail.models import TaskState

from kb.content.models import PublishedChange
from tests import factories
from tests.editorial.workflow.conftest import SAID, edit_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(service, signed_in, press):
    """A service whose change waits; its author is «anna»."""
    press(signed_in("redaktors", "anna"), service, "action-submit", title="Plombēšana mājā", **SAID)
    service.refresh_from_db()
    return service


def answered(browser, page, decision, seen=None, comment=""):
    data = {"decision": decision, "seen": seen or page.latest_revision_id, "comment": comment}
    answer = browser.post(f"/admin/izlemt/{page.pk}/", data)
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def title_now(page):
    return type(page).objects.get(pk=page.pk).title


def test_it_shows_the_difference_and_what_the_author_says_of_it(waiting, signed_in):
    html = signed_in("redaktors", "berta").get(f"/admin/izlemt/{waiting.pk}/").content.decode()
    assert re.search(r"Plombēšana <ins><span[^>]*>[^<]*</span>mājā</ins>", html)
    assert "Termiņš ir īsāks." in html
    assert "Būtiskas: mainās, kā jārīkojas." in html
    assert "Iesniedza anna." in html


def test_approving_publishes_it_and_notes_who_approved(waiting, signed_in):
    other = signed_in("redaktors", "berta")
    assert "Apstiprināts." in answered(other, waiting, "approve")
    assert title_now(waiting) == "Plombēšana mājā"
    assert PublishedChange.objects.first().approved_by == other.person


def test_returning_needs_a_comment_and_leaves_the_readers_page_as_it_is(waiting, signed_in):
    other = signed_in("redaktors", "berta")
    assert "pasakiet, kas jāmaina" in answered(other, waiting, "return", comment=" ")
    assert TaskState.objects.get().status == TaskState.STATUS_IN_PROGRESS
    assert "Atgriezts autoram" in answered(other, waiting, "return", comment="Trūkst pamata.")
    assert (TaskState.objects.get().status, TaskState.objects.get().comment) == ("rejected", "Trūkst pamata.")
    assert title_now(waiting) == "Plombēšana"


def test_the_editor_says_what_has_to_be_changed_until_it_is_submitted_again(waiting, signed_in, press):
    answered(signed_in("redaktors", "berta"), waiting, "return", comment="Trūkst <b>pamata</b>.")
    editor = signed_in("redaktors", "cilda")

    html = editor.get(edit_url(waiting)).content.decode()
    assert "berta atgrieza šīs izmaiņas" in html
    assert "Kas jāmaina: Trūkst &lt;b&gt;pamata&lt;/b&gt;." in html

    press(editor, waiting, "action-submit", title="Plombēšana mājās", **SAID)
    assert "Kas jāmaina: Trūkst" not in editor.get(edit_url(waiting)).content.decode()


def test_an_older_version_is_not_approved(waiting, signed_in, press):
    seen = waiting.latest_revision_id
    press(signed_in("redaktors", "cilda"), waiting, "action-save", title="Cits nosaukums")
    assert "mainīta pēc tās atvēršanas" in answered(signed_in("redaktors", "berta"), waiting, "approve", seen=seen)
    assert title_now(waiting) == "Plombēšana"


def test_of_two_who_decide_at_once_the_second_is_told(waiting, signed_in):
    first, second = signed_in("redaktors", "berta"), signed_in("redaktors", "cilda")
    answered(first, waiting, "return", comment="Īsāk.")
    assert "vairs nekas negaida lēmumu" in answered(second, waiting, "approve")
    assert title_now(waiting) == "Plombēšana"
    assert second.get(f"/admin/izlemt/{waiting.pk}/").url == edit_url(waiting)


def test_an_approval_after_the_page_was_moved_publishes_it_in_its_new_place(waiting, signed_in, site):
    folder = factories.CollectionPageFactory(title="Cita mape", slug="cita")
    type(waiting).objects.get(pk=waiting.pk).move(folder, pos="last-child")
    assert "Apstiprināts." in answered(signed_in("redaktors", "berta"), waiting, "approve")
    moved = type(waiting).objects.get(pk=waiting.pk)
    assert (moved.title, moved.get_parent().pk) == ("Plombēšana mājā", folder.pk)
    assert signed_in().get(moved.url).status_code == 200


def test_of_a_page_that_was_deleted_meanwhile_it_says_so(waiting, signed_in):
    other = signed_in("redaktors", "berta")
    pk, seen = waiting.pk, waiting.latest_revision_id
    type(waiting).objects.get(pk=pk).delete(user=signed_in("admin").person)
    assert other.get(f"/admin/izlemt/{pk}/").url == "/admin/reports/gaida-lemumu/"
    answer = other.post(f"/admin/izlemt/{pk}/", {"decision": "approve", "seen": seen})
    assert "Lapa pa to laiku ir dzēsta" in str(next(iter(get_messages(answer.wsgi_request))))
    assert "Nekas negaida lēmumu" in other.get("/admin/reports/gaida-lemumu/").content.decode()
    assert other.get("/").status_code == 200
    assert other.get("/admin/").status_code == 200


def test_a_page_that_lacks_something_by_now_is_not_published_and_the_message_names_it(waiting, signed_in):
    revision = waiting.get_latest_revision()
    revision.content = revision.content | {"owner_unit": None}
    revision.save()
    assert "Publicētai lapai vajag atbildīgo" in answered(signed_in("redaktors", "berta"), waiting, "approve")
    assert TaskState.objects.get().status == TaskState.STATUS_IN_PROGRESS


def test_who_may_not_decide_is_refused(waiting, signed_in):
    for role, name in (("redaktors", "anna2"), ("vaditaja", ""), ("darbinieks", "")):
        browser = signed_in(role, name)
        allowed = role == "redaktors"
        assert (browser.get(f"/admin/izlemt/{waiting.pk}/").status_code == 200) is allowed
    author = signed_in("apstiprinatajs")
    waiting.save_revision(user=author.person)
    waiting.refresh_from_db()
    answered(author, waiting, "approve")
    assert title_now(waiting) == "Plombēšana"

"""Every way to publish past the approval is closed, but for the urgent one, which is written down."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision, TaskState

from kb.content.models import PublishedChange, ServicePage
from kb.content.scheduling import publish_due
from tests import factories
from tests.editorial.workflow.conftest import SAID, edit_url, opened

pytestmark = pytest.mark.django_db

PUBLISHERS = ["apstiprinatajs", "admin"]


def title_now(page):
    return type(page).objects.get(pk=page.pk).title


def draft(page, title="Mana kārtība", **fields):
    """A newer version of ``page`` that nobody has approved."""
    page = type(page).objects.get(pk=page.pk)
    page.title = title
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision()
    page.refresh_from_db()
    return page.latest_revision


@pytest.fixture(params=["standard", "guidance"])
def page(request, section, service):
    return section if request.param == "standard" else service


@pytest.mark.parametrize("role", PUBLISHERS)
def test_the_button_of_the_editor_saves_a_draft_and_says_why(page, signed_in, press, role):
    before, browser = title_now(page), signed_in(role)
    answer = press(browser, page, "action-publish", title="Mana kārtība", **SAID)
    assert title_now(page) == before
    assert "nav publicēts" in " ".join(str(message) for message in get_messages(answer.wsgi_request))
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "Mana kārtība"
    html = browser.get(edit_url(page)).content.decode()
    assert 'name="action-publish"' not in html
    assert "Publicēt steidzami" in html


@pytest.mark.parametrize("role", PUBLISHERS)
def test_several_pages_at_once(page, signed_in, role):
    before = title_now(page)
    draft(page)
    signed_in(role).post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}", {"include_descendants": ""})
    assert title_now(page) == before


def test_several_pages_at_once_through_the_folder_above(page, signed_in):
    new = factories.make_page(page.KIND, title="Jauna", live=False)
    new.save_revision()
    folder = new.get_parent()
    signed_in("admin").post(f"/admin/bulk/wagtailcore/page/publish/?id={folder.pk}", {"include_descendants": "on"})
    assert not Page.objects.get(pk=new.pk).live


@pytest.mark.parametrize("role", PUBLISHERS)
def test_the_interface_of_the_page_editor(page, signed_in, role):
    before = title_now(page)
    draft(page)
    answer = signed_in(role).post(f"/admin/api/main/pages/{page.pk}/action/publish/")
    assert answer.status_code in {302, 403}
    assert title_now(page) == before


def test_returning_to_an_earlier_version(page, signed_in):
    first = draft(page, "Sen atpakaļ")
    draft(page, "Tagad")
    before, browser = title_now(page), signed_in("admin")
    url = f"/admin/pages/{page.pk}/revisions/{first.pk}/revert/"
    browser.post(url, opened(browser, page, url) | {"action-publish": "1"} | SAID)
    assert title_now(page) == before


def test_a_new_page_is_not_created_live(site, signed_in):
    admin = signed_in("admin")
    parent = factories.home_of(ServicePage.KIND)
    url = f"/admin/pages/add/content/servicepage/{parent.pk}/"
    form = opened(admin, factories.ServicePageFactory.build(), url)
    admin.post(url, form | {"title": "Jauns", "slug": "jauns", "action-publish": "1"})
    assert not ServicePage.objects.filter(title="Jauns", live=True).exists()


def test_a_copy_is_not_live(service, signed_in):
    parent = service.get_parent()
    data = {"new_title": "Kopija", "new_slug": "kopija", "new_parent_page": parent.pk, "publish_copies": "on"}
    signed_in("admin").post(f"/admin/pages/{service.pk}/copy/", data)
    assert not ServicePage.objects.filter(title="Kopija", live=True).exists()


def test_what_nobody_approved_is_not_published_by_its_time(page, signed_in, press):
    before = title_now(page)
    press(signed_in("admin"), page, "action-publish", title="Mana kārtība", go_live_at="01.01.2099. 00:00", **SAID)
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    Revision.objects.filter(object_id=str(page.pk)).update(created_at=timezone.now() - timedelta(days=1))
    assert publish_due() == 0
    assert title_now(page) == before


def test_collections_and_the_start_page_are_published_as_before(site, signed_in, press):
    folder = factories.home_of(ServicePage.KIND)
    folder.save_revision()
    press(signed_in("admin"), folder, "action-publish", title="Mūsu pakalpojumi")
    assert title_now(folder) == "Mūsu pakalpojumi"


def test_the_whole_standard_waits_for_its_approver_too(site, signed_in, press):
    admin, approver = signed_in("admin"), signed_in("apstiprinatajs")
    press(admin, site.standard, "action-publish", title="Mans standarts")
    assert title_now(site.standard) == "Klientu apkalpošanas standarts"
    press(admin, site.standard, "action-submit", title="Mans standarts")
    site.standard.refresh_from_db()
    seen = site.standard.latest_revision_id
    approver.post(f"/admin/izlemt/{site.standard.pk}/", {"decision": "approve", "seen": seen})
    assert title_now(site.standard) == "Mans standarts"


# --- urgently ------------------------------------------------------------------------------------------------


def urgently(browser, page, **fields):
    data = {"reason": "Avārija Talsu ielā.", "seen": page.latest_revision_id, **SAID} | fields
    return browser.post(f"/admin/steidzami/{page.pk}/", data)


@pytest.mark.parametrize("role", PUBLISHERS)
def test_urgently_it_is_published_at_once_and_the_reason_stands_in_the_list(page, signed_in, role):
    draft(page, "Steidzama kārtība")
    page.refresh_from_db()
    browser = signed_in(role)
    assert browser.get(f"/admin/steidzami/{page.pk}/").status_code == 200
    assert urgently(browser, page).status_code == 302
    assert title_now(page) == "Steidzama kārtība"
    change = PublishedChange.objects.first()
    assert (change.author, change.approved_by, change.note) == (browser.person, None, "Termiņš ir īsāks.")
    entry = PageLogEntry.objects.get(action="kb.publish_urgently")
    assert (entry.user, entry.data["reason"]) == (browser.person, "Avārija Talsu ielā.")
    listed = signed_in("vaditaja").get("/admin/reports/steidzami/").content.decode()
    assert "Avārija Talsu ielā." in listed
    assert "Avārija Talsu ielā." in browser.get(f"/admin/pages/{page.pk}/history/").content.decode()


def test_urgently_needs_a_reason_and_what_changes(service, signed_in):
    draft(service)
    service.refresh_from_db()
    admin = signed_in("admin")
    html = urgently(admin, service, reason=" ", change_kind="", change_note="").content.decode()
    assert "Norādiet, vai izmaiņas ir būtiskas" in html
    assert title_now(service) == "Plombēšana"
    assert not PageLogEntry.objects.filter(action="kb.publish_urgently").exists()


def test_urgently_a_version_that_was_not_seen_is_not_published(service, signed_in):
    seen = draft(service, "Redzētā").pk
    draft(service, "Jaunākā")
    html = urgently(signed_in("admin"), service, seen=seen).content.decode()
    assert "Vispirms apskatiet jaunāko versiju" in html
    assert title_now(service) == "Plombēšana"


def test_urgently_a_page_that_lacks_something_is_not_published(service, signed_in):
    draft(service, owner_unit=None)
    service.refresh_from_db()
    assert "vajag atbildīgo" in urgently(signed_in("admin"), service).content.decode()
    assert title_now(service) == "Plombēšana"
    assert not PageLogEntry.objects.filter(action="kb.publish_urgently").exists()


def test_urgently_ends_what_waited_for_a_decision(service, signed_in, press):
    press(signed_in("redaktors"), service, "action-submit", title="Gaida", **SAID)
    service.refresh_from_db()
    urgently(signed_in("admin"), service)
    assert title_now(service) == "Gaida"
    assert TaskState.objects.get().status == TaskState.STATUS_CANCELLED


@pytest.mark.parametrize("role", ["redaktors", "vaditaja", "darbinieks"])
def test_who_may_not_publish_may_not_do_so_urgently(service, signed_in, role):
    draft(service)
    service.refresh_from_db()
    urgently(signed_in(role), service)
    assert title_now(service) == "Plombēšana"

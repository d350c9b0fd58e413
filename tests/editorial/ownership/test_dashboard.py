"""«Manas lapas»: everything that waits for an owner, in few questions to the database however many pages there are."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.content.models import KnowledgePage
from kb.editorial.choices import GapKind
from kb.editorial.models import Gap
from tests import factories
from tests.factories import ExplanationPageFactory, ServicePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MOST_QUERIES = 15


def fill(owner, number):
    """Pages, requests and drafts of ``owner``, a third of the pages overdue and a third due."""
    days = (date(2026, 11, 1), date(2026, 12, 1), date(2027, 6, 1))
    for count in range(number):
        page = ExplanationPageFactory(content_owner=owner, review_by=days[count % 3])
        Gap.objects.create(
            kind=GapKind.CHECK, subject=f"check:{page.pk}", text=page.title, page=page, due_on=date(2026, 12, 1)
        )
        page.save_revision(user=owner)
        KnowledgePage.objects.filter(pk=page.pk).update(has_unpublished_changes=True)


def test_the_owner_sees_what_waits_and_confirms_a_page_with_one_press(site, signed_in):
    client = signed_in("redaktors")
    page = factories.publish(
        ServicePageFactory(title="Nokavēta", content_owner=client.person, review_by=date(2026, 11, 1))
    )
    ServicePageFactory(title="Nemaz nepārbaudīta", content_owner=client.person, verified_on=None)
    ServicePageFactory(title="Kārtībā", content_owner=client.person)
    ServicePageFactory(title="Cita", review_by=date(2026, 11, 1), content_owner=factories.make_user("admin"))
    Gap.objects.create(kind=GapKind.ERROR, subject="feedback:1", text="P01: nav", page=page, due_on=date(2026, 11, 26))
    draft = ServicePageFactory(title="Iesākta", live=False, content_owner=client.person)
    draft.save_revision(user=client.person)
    html = client.get("/admin/manas-lapas/").content.decode()
    assert "Atbildu par 3 lapām." in html
    assert "Nokavētas: 1, jāpārbauda: 1, kārtībā: 1." in html
    for text in ("Nokavēta", "Nemaz nepārbaudīta", "P01: nav", "Iesākta"):
        assert text in html
    assert "Cita" not in html
    fields = {"seen": page.live_revision_id, "next": "/admin/manas-lapas/"}
    answer = client.post(f"/admin/manas-lapas/{page.pk}/parbaudita/", fields, follow=True)
    assert "joprojām ir pareiza. Nākamā pārbaude: 24.02.2027." in answer.content.decode()
    assert "Nokavētas: 0, jāpārbauda: 1, kārtībā: 2." in answer.content.decode()


def test_the_home_page_of_the_admin_names_what_is_due_first(site, signed_in):
    client, other = signed_in("redaktors"), signed_in("apstiprinatajs")
    ServicePageFactory(title="Nokavēta", content_owner=client.person, review_by=date(2026, 11, 1))
    assert "Nokavēta" in client.get("/admin/").content.decode()
    assert "Atbildu par" not in other.get("/admin/").content.decode()


def test_many_pages_cost_no_more_questions_than_few(site, signed_in):
    client = signed_in("redaktors")
    fill(client.person, 4)
    client.get("/admin/manas-lapas/")
    with CaptureQueriesContext(connection) as few:
        client.get("/admin/manas-lapas/")
    fill(client.person, 36)
    with CaptureQueriesContext(connection) as many:
        html = client.get("/admin/manas-lapas/").content.decode()
    assert "un vēl 12" in html and "un vēl 25" in html
    assert len(many) <= len(few)
    assert len(many) <= MOST_QUERIES, [query["sql"][:100] for query in many]


def test_whoever_may_not_confirm_is_refused_in_the_admin_too(site, signed_in):
    page = ServicePageFactory(review_by=date(2026, 11, 1), content_owner=factories.make_user("admin"))
    for role, status in (("redaktors", 403), ("darbinieks", 403)):
        assert signed_in(role).post(f"/admin/manas-lapas/{page.pk}/parbaudita/").status_code in (status, 302)
    page.refresh_from_db()
    assert page.verified_on == date(2026, 1, 5)


def test_an_address_of_another_site_is_not_gone_to(site, signed_in):
    page = ServicePageFactory()
    answer = signed_in("admin").post(f"/admin/manas-lapas/{page.pk}/parbaudita/", {"next": "https://citur.example/"})
    assert answer.url == "/admin/manas-lapas/"


def test_the_button_stands_in_the_list_and_in_the_editor_of_whoever_may(site, signed_in):
    page = ServicePageFactory(content_owner=factories.make_user("darbinieks"))
    admin, editor = signed_in("admin"), signed_in("redaktors")
    for address in (f"/admin/pages/{page.get_parent().pk}/", f"/admin/pages/{page.pk}/edit/"):
        assert f"/admin/manas-lapas/{page.pk}/parbaudita/" in admin.get(address).content.decode()
        assert f"/admin/manas-lapas/{page.pk}/parbaudita/" not in editor.get(address).content.decode()

"""Several pages at once in the explorer."""

from datetime import date

import pytest
from wagtail.models import PageLogEntry

from kb.content.models import KnowledgePage
from kb.editorial.ownership.assign import PEOPLE, REVIEW
from tests import factories
from tests.factories import ServicePageFactory, StandardSectionPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def address(action, *pages):
    ids = "&".join(f"id={page.pk}" for page in pages)
    return f"/admin/bulk/wagtailcore/page/{action}/?next=/admin/&{ids}"


def fresh(page):
    return KnowledgePage.objects.get(pk=page.pk)


def test_an_approver_gives_pages_a_new_owner_and_older_drafts_do_not_bring_the_former_one_back(site, signed_in):
    client, owner = signed_in("apstiprinatajs"), factories.make_user("redaktors", "jauna")
    pages = [factories.publish(ServicePageFactory()) for _ in range(2)]
    pages[0].title = "Cits virsraksts"
    draft = pages[0].save_revision()
    answer = client.post(address("kb_people", *pages), {"content_owner": owner.pk})
    assert answer.status_code == 302
    for page in pages:
        assert fresh(page).content_owner == owner
        assert not fresh(page).has_unpublished_changes or page.pk == pages[0].pk
        assert PageLogEntry.objects.filter(page=page.pk, action=PEOPLE, user=client.person).count() == 1
    draft.refresh_from_db()
    draft.publish()
    assert (fresh(pages[0]).title, fresh(pages[0]).content_owner) == ("Cits virsraksts", owner)


def test_an_editor_cannot_make_themselves_the_owner(site, signed_in):
    client, page = signed_in("redaktors"), ServicePageFactory()
    html = client.get(address("kb_people", page)).content.decode()
    assert "To drīkst tikai tas, kas šīs lapas drīkst publicēt" in html
    client.post(address("kb_people", page), {"content_owner": client.person.pk})
    assert fresh(page).content_owner is None


def test_a_review_date_is_set_for_several_pages_within_two_years(site, signed_in):
    client, pages = signed_in("admin"), [ServicePageFactory(), StandardSectionPageFactory()]
    for day in ("23.11.2026.", "25.11.2028.", "drīz"):
        answer = client.post(address("kb_review_by", *pages), {"review_by": day})
        assert answer.status_code == 200
    client.post(address("kb_review_by", *pages), {"review_by": "01.03.2027."})
    assert [fresh(page).review_by for page in pages] == [date(2027, 3, 1)] * 2
    assert PageLogEntry.objects.filter(action=REVIEW).count() == 2


def test_an_owner_confirms_their_own_of_the_chosen_pages(site, signed_in):
    client = signed_in("redaktors")
    mine = ServicePageFactory(content_owner=client.person, verified_on=None)
    other = ServicePageFactory(content_owner=factories.make_user("admin"), verified_on=None)
    chosen = address("kb_verify", mine, other, site.collections["service"])
    assert "Nav publicēta vai jāapstiprina kādam citam" in client.get(chosen).content.decode()
    client.post(chosen)
    assert (fresh(mine).verified_on, fresh(other).verified_on) == (date(2026, 11, 24), None)

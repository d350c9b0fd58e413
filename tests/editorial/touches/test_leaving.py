"""A page is taken off line or deleted: what led to it is named and leads on."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageLogEntry

from kb.content.models import KnowledgePage
from kb.editorial.touches.inbound import inbound_of
from kb.editorial.touches.leave import REPLACED, GoneAlready, LinksChanged, ReplacementGone, Way, leave
from tests import factories
from tests.factories import ExplanationPageFactory, GuidedQuestionPageFactory, ServicePageFactory, question

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def page(site):
    return factories.publish(ServicePageFactory(title="Vecā kārtība", code="P11"))


@pytest.fixture
def newer(site):
    return ServicePageFactory(title="Jaunā kārtība", code="P12")


def linked(page):
    """Three places that lead to ``page``: a related page, an answer of a guided question, a draft."""
    related = ExplanationPageFactory(title="Skaidrojums", code="E01", related=[("page", page)])
    other = ServicePageFactory()
    guided = GuidedQuestionPageFactory(
        title="Kas noticis?", code="L01", nodes=[question("q1", "Kas?", ("Auksti", page), ("Rēķins", other))]
    )
    draft = factories.publish(ExplanationPageFactory(title="Tikai melnrakstā", code="E02"))
    draft.related = [("page", page)]
    draft.save_revision()
    return related, guided, draft


def act(client, page, way, **fields):
    """Wagtail's own question, then ours with what the person decides."""
    address = f"/admin/pages/{page.pk}/{way}/"
    asked = client.post(address)
    assert asked.status_code == 200
    seen = asked.context["form"]["seen"].value()
    return asked.content.decode(), client.post(address, {"decided": "1", "seen": seen, **fields})


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_what_leads_to_a_page_is_named_and_its_code_leads_to_the_replacement(page, newer, signed_in, way):
    linked(page)
    client, reader = signed_in("admin"), signed_in()
    url = page.url
    html, done = act(client, page, way, replacement=newer.pk)
    for text in ("E01 Skaidrojums", "L01 Kas noticis?", "E02 Tikai melnrakstā", "nepublicētā redakcijā"):
        assert text in html
    assert done.status_code == 302
    assert [reader.get(address).headers.get("Location") for address in ("/lapa/P11/", url)] == [newer.url] * 2
    left = KnowledgePage.objects.filter(pk=page.pk).first()
    assert left is None if way == "delete" else (left.live, left.replaced_by_id) == (False, newer.pk)
    assert PageLogEntry.objects.filter(action=REPLACED, page=page.pk).count() == 1


def test_a_page_that_replaced_another_passes_its_visitors_on(page, newer, site):
    admin = factories.make_user("admin")
    last = ServicePageFactory(title="Pavisam jaunā")
    for old, new in ((page, newer), (newer, last)):
        leave(old.pk, admin, Way.UNPUBLISH, replacement_id=new.pk, seen=inbound_of(old).stamp)
    assert set(Redirect.objects.values_list("redirect_page", flat=True)) == {last.pk}


def test_without_a_replacement_nothing_is_redirected(page, signed_in):
    _html, done = act(signed_in("admin"), page, "unpublish")
    assert done.status_code == 302
    assert not KnowledgePage.objects.get(pk=page.pk).live
    assert not Redirect.objects.exists()


def test_a_link_made_meanwhile_is_shown_before_anything_is_done(page, newer, signed_in):
    client = signed_in("admin")
    address = f"/admin/pages/{page.pk}/unpublish/"
    seen = client.post(address).context["form"]["seen"].value()
    ExplanationPageFactory(title="Jauna saite", related=[("page", page)])
    answer = client.post(address, {"decided": "1", "seen": seen, "replacement": newer.pk})
    assert answer.status_code == 409
    assert "Jauna saite" in answer.content.decode()
    assert KnowledgePage.objects.get(pk=page.pk).live
    seen = answer.context["form"]["seen"].value()
    assert client.post(address, {"decided": "1", "seen": seen, "replacement": newer.pk}).status_code == 302
    assert not KnowledgePage.objects.get(pk=page.pk).live


def test_nothing_changes_where_the_replacement_is_gone_or_the_page_itself(page, newer, site):
    admin, seen = factories.make_user("admin"), inbound_of(page).stamp
    newer.unpublish()
    for key in (newer.pk, page.pk, 999_999):
        with pytest.raises(ReplacementGone):
            leave(page.pk, admin, Way.DELETE, replacement_id=key, seen=seen)
    with pytest.raises(LinksChanged):
        leave(page.pk, admin, Way.DELETE, replacement_id=None, seen="page1")
    assert KnowledgePage.objects.get(pk=page.pk).live
    assert not Redirect.objects.exists()


def test_who_may_not_take_a_page_away_is_refused(page, signed_in):
    client = signed_in("redaktors")
    answer = client.post(f"/admin/pages/{page.pk}/unpublish/", {"decided": "1", "seen": ""})
    assert answer.status_code in (302, 403)
    assert KnowledgePage.objects.get(pk=page.pk).live


def test_pages_to_which_others_lead_are_not_taken_away_together(page, newer, signed_in):
    linked(page)
    client = signed_in("admin")
    for action in ("unpublish", "delete"):
        chosen = f"/admin/bulk/wagtailcore/page/{action}/?next=/admin/&id={page.pk}&id={newer.pk}"
        assert "Šīs lapas jānoņem pa vienai" in client.post(chosen, follow=True).content.decode()
    assert KnowledgePage.objects.filter(pk__in=[page.pk, newer.pk], live=True).count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_page_away_at_once_one_is_told(site):
    admin, page, newer = factories.make_user("admin"), ServicePageFactory(), ServicePageFactory()
    seen, barrier, outcomes = inbound_of(page).stamp, Barrier(2), []

    def press(way: Way) -> None:
        barrier.wait()
        try:
            leave(page.pk, admin, way, replacement_id=newer.pk, seen=seen)
            outcomes.append("done")
        except GoneAlready:
            outcomes.append("gone")
        finally:
            connection.close()

    threads = [Thread(target=press, args=[Way.UNPUBLISH]) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "gone"]
    assert Redirect.objects.count() == 2

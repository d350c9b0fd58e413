"""«Joprojām pareizi»: who may say it, what it changes, and what does not count as it."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from kb.content.choices import ChangeKind, Kind, TrustState
from kb.content.models import KnowledgePage, PublishedChange, ServicePage
from kb.editorial.ownership.rights import may_verify
from kb.editorial.ownership.verify import ACTION, ChangedMeanwhile, NotLive, verify
from tests import factories
from tests.factories import ServicePageFactory, StandardSectionPageFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TODAY = date(2026, 11, 24)


@pytest.fixture
def owner(site):
    return factories.make_user("darbinieks", "ipasniece")


@pytest.fixture
def page(owner):
    made = ServicePageFactory(
        title="Parāda grafiks", code="P11", content_owner=owner, verified_on=None, review_by=date(2026, 11, 20)
    )
    return factories.publish(made)


def fresh(page):
    return KnowledgePage.objects.get(pk=page.pk).specific


def entries(page):
    return PageLogEntry.objects.filter(page=page.pk, action=ACTION)


# --- what it does ---------------------------------------------------------------------------------------------


def test_the_owner_presses_one_button_and_readers_see_the_page_as_checked(page, owner, signed_in, index):
    client = signed_in()
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    html = client.get(page.url).content.decode()
    assert "Joprojām pareizi" in html and "Pārbaude nokavēta" in html
    answer = client.post("/lapa/P11/parbaudita/", {"seen": page.live_revision_id})
    assert (answer.status_code, answer.url) == (303, page.url)
    checked = fresh(page)
    assert (checked.verified_on, checked.review_by) == (TODAY, date(2027, 2, 24))
    assert checked.live_revision_id == page.live_revision_id
    html = client.get(page.url).content.decode()
    assert "Pārbaudīts" in html and "24.11.2026." in html and "Joprojām pareizi" not in html
    assert [(entry.user, entry.data["review_by"]) for entry in entries(page)] == [(owner, "2027-02-24")]
    index.drain()
    results = client.get("/api/search", {"q": "parāda grafiks"}).json()["results"]
    assert [(hit["code"], hit["verified"]["state"]) for hit in results] == [("P11", "verified")]


def test_the_same_twice_on_one_day_is_one_check(page, owner):
    verify(page, owner)
    KnowledgePage.objects.filter(pk=page.pk).update(review_by=date(2026, 12, 24))
    verify(page, owner)
    assert fresh(page).review_by == date(2026, 12, 24)
    assert entries(page).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_check(site):
    person = factories.make_user("admin")
    page = ServicePageFactory(verified_on=None)
    barrier, done = Barrier(2), []

    def press() -> None:
        barrier.wait()
        try:
            done.append(verify(page, person).verified_on)
        finally:
            connection.close()

    threads = [Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 2
    assert entries(page).count() == 1


# --- who may --------------------------------------------------------------------------------------------------


def test_who_may_confirm_a_page(site):
    unit = UnitFactory(name="Abonentu daļa")
    people = {role: factories.make_user(role) for role in factories.ROLES}
    named = {
        who: factories.make_user("darbinieks", who) for who in ("content_owner", "deputy", "verifier", "colleague")
    }
    named["colleague"].groups.add(Group.objects.create(name="Abonentu daļa"))
    fields = {name: named[name] for name in ("content_owner", "deputy", "verifier")}
    service = ServicePageFactory(owner_unit=unit, **fields)
    section = StandardSectionPageFactory(owner_unit=unit, **fields)

    def those(page):
        everybody = {person.pk: name for name, person in {**people, **named}.items()}
        return {everybody[person.pk] for person in get_user_model().objects.all() if may_verify(person, page)}

    assert those(service) == {"admin", "content_owner", "deputy", "verifier", "colleague"}
    assert those(section) == {"admin", "apstiprinatajs"}
    for person in (named["content_owner"], named["deputy"]):
        person.is_active = False
        person.save()
    named["colleague"].groups.clear()
    assert those(service) == {"admin", "verifier", "redaktors"}


def test_whoever_may_not_is_refused_and_sees_no_button(page, signed_in):
    for role in ("darbinieks", "jaunais", "redaktors", "apstiprinatajs", "vaditaja"):
        client = signed_in(role)
        assert "Joprojām pareizi" not in client.get(page.url).content.decode()
        assert client.post("/lapa/P11/parbaudita/").status_code == 403
        with pytest.raises(PermissionDenied):
            verify(page, client.person)
    assert fresh(page).verified_on is None


def test_a_page_that_was_published_anew_is_read_again_first(page, owner, signed_in):
    seen = page.live_revision_id
    page.title = "Cits virsraksts"
    factories.publish(page)
    with pytest.raises(ChangedMeanwhile):
        verify(page, owner, seen)
    client = signed_in("admin")
    answer = client.post("/lapa/P11/parbaudita/", {"seen": seen})
    assert answer.status_code == 409
    assert "publicēta jaunāka redakcija" in answer.content.decode()
    assert fresh(page).verified_on is None


def test_a_page_taken_offline_cannot_be_confirmed(page, owner, signed_in):
    page.unpublish()
    with pytest.raises(NotLive):
        verify(page, owner)
    assert signed_in("admin").post("/lapa/P11/parbaudita/").status_code == 404


def test_the_address_wants_a_post(page, signed_in):
    assert signed_in("admin").get("/lapa/P11/parbaudita/").status_code == 405


# --- what older versions and publications do with it ----------------------------------------------------------


def test_publishing_a_draft_from_before_the_check_keeps_the_check(page, owner):
    page.title = "Parāda atmaksas grafiks"
    draft = Revision.objects.get(pk=page.save_revision(user=owner).pk)
    verify(page, owner)
    assert draft.as_object().review_by == date(2027, 2, 24)
    draft.publish()
    now = fresh(page)
    assert (now.title, now.verified_on, now.review_by) == ("Parāda atmaksas grafiks", TODAY, date(2027, 2, 24))


def test_a_check_during_a_publication_is_kept(page, owner):
    page.title = "Parāda atmaksas grafiks"
    being_published = page.save_revision(user=owner).as_object()
    verify(page, owner)
    being_published.save()
    now = fresh(page)
    assert (now.title, now.verified_on, now.review_by) == ("Parāda atmaksas grafiks", TODAY, date(2027, 2, 24))


def test_a_review_date_chosen_after_the_check_holds(page, owner):
    verify(page, owner)
    version = fresh(page)
    version.review_by = date(2026, 12, 31)
    factories.publish(version)
    now = fresh(page)
    assert (now.verified_on, now.review_by) == (TODAY, date(2026, 12, 31))


def test_publishing_a_spelling_mistake_is_no_check(page, owner):
    page.short_answer = "Pieteikumu var iesniegt klientu centrā."
    page.change_kind = ChangeKind.EDITORIAL
    factories.publish(page)
    assert fresh(page).verified_on is None
    assert fresh(page).trust().state == TrustState.OVERDUE


@pytest.mark.parametrize(
    ("kind", "approver", "kept"),
    [
        (ChangeKind.EDITORIAL, None, True),
        (ChangeKind.MATERIAL, None, False),
        (ChangeKind.MATERIAL, "author", False),
        (ChangeKind.MATERIAL, "other", True),
    ],
)
def test_a_material_change_takes_the_check_away_unless_another_approved_it(page, owner, kind, approver, kept):
    verify(page, owner)
    author = factories.make_user("redaktors")
    people = {None: None, "author": author, "other": factories.make_user("apstiprinatajs")}
    PublishedChange.objects.create(
        page=page, code="P11", title="x", kind=kind, author=author, approved_by=people[approver], at=timezone.now()
    )
    assert (fresh(page).verified_on == TODAY) is kept
    assert fresh(page).review_by == date(2027, 2, 24)


def test_publishing_a_material_change_without_approval_shows_the_page_as_to_be_checked(page, owner, signed_in):
    verify(page, owner)
    version = fresh(page)
    version.short_answer, version.change_kind, version.change_note = "Tagad citādi.", ChangeKind.MATERIAL, "Citādi"
    factories.publish(version)
    assert fresh(page).verified_on is None
    assert "Jāpārbauda" in signed_in().get(page.url).content.decode()


def test_a_new_page_is_looked_at_as_often_as_its_type_needs(site):
    assert ServicePage(title="x").review_interval_months == 3
    assert StandardSectionPageFactory().review_interval_months == 12
    assert ServicePageFactory(review_interval_months=1).review_interval_months == 1
    assert fresh(factories.make_page(Kind.PHRASE)).review_interval_months == 6

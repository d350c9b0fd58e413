"""A reader asks that a page be checked; the check answers."""

from datetime import date

import pytest

from kb.editorial.choices import GapKind, GapState
from kb.editorial.models import Feedback, Gap
from kb.editorial.ownership.verify import verify
from tests import factories
from tests.factories import ServicePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ADDRESS = "/atsauksme/P11/parbaude/"


@pytest.fixture
def owner(site):
    return factories.make_user("redaktors", "ipasniece", first_name="Anna", last_name="Paraudziņa")


@pytest.fixture
def page(owner):
    made = ServicePageFactory(title="Parāda grafiks", code="P11", content_owner=owner, review_by=date(2026, 11, 20))
    return factories.publish(made)


def test_one_press_asks_the_owner_and_the_check_tells_everybody_who_asked(page, owner, signed_in):
    first, second = signed_in(), signed_in("jaunais")
    assert "Lūgt pārbaudīt" in first.get(page.url).content.decode()
    sent = first.post(ADDRESS, follow=True)
    assert "Anna Paraudziņa atbildēs līdz" in sent.content.decode()
    first.post(ADDRESS)
    second.post(ADDRESS)
    gap = Gap.objects.get()
    assert (gap.kind, gap.times, gap.owner, gap.text) == (GapKind.CHECK, 2, owner, "P11: Parāda grafiks")
    assert Feedback.objects.count() == 2
    verify(page, owner)
    gap.refresh_from_db()
    assert (gap.state, gap.closed_at is not None) == (GapState.DONE, True)
    assert "joprojām ir pareizi" in gap.answer
    for browser in (first, second):
        assert "jauna atbilde" in browser.get("/").content.decode()
        assert "Nākamā pārbaude: 24.02.2027." in browser.get("/mani-zinojumi/").content.decode()


def test_a_page_that_needs_no_check_is_not_asked_for(page, owner, signed_in):
    browser = signed_in()
    verify(page, owner)
    assert "Lūgt pārbaudīt" not in browser.get(page.url).content.decode()
    answer = browser.post(ADDRESS)
    assert (answer.status_code, answer.url) == (303, page.url)
    assert not Gap.objects.exists()


def test_a_request_after_a_check_is_a_new_row(page, owner, signed_in):
    browser = signed_in()
    browser.post(ADDRESS)
    verify(page, owner)
    page.refresh_from_db()
    page.review_by = date(2026, 11, 25)
    factories.publish(page)
    signed_in("jaunais").post(ADDRESS)
    assert sorted(Gap.objects.values_list("state", flat=True)) == [GapState.DONE, GapState.NEW]


def test_a_request_is_not_closed_without_a_word_to_who_asked(page, owner, signed_in):
    signed_in().post(ADDRESS)
    gap = Gap.objects.get()
    gap.state = GapState.DONE
    with pytest.raises(Exception, match="gaida"):
        gap.full_clean()

"""Pages that are published and end at their time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kb.content.scheduling import publish_due
from tests.factories import ExplanationPageFactory, GuidedQuestionPageFactory, ServicePageFactory, question

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def schedule(page):
    """What the editor's «publish at» does, with a time that has passed meanwhile."""
    page.go_live_at = timezone.now() + timedelta(hours=1)
    revision = page.save_revision(approved_go_live_at=page.go_live_at)
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    content = revision.content
    content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.content = content
    revision.save()


def test_a_page_is_published_at_its_time(site):
    page = ServicePageFactory(title="Plombēšana", live=False)
    schedule(page)
    assert publish_due() == 1
    page.refresh_from_db()
    assert page.live
    assert publish_due() == 0


def test_a_page_ends_at_its_time(site):
    page = ServicePageFactory(title="Plombēšana", expire_at=timezone.now() - timedelta(minutes=1))
    assert publish_due() == 1
    page.refresh_from_db()
    assert not page.live
    assert page.expired


def test_a_page_that_may_no_longer_be_published_does_not_hold_up_the_others(site, caplog):
    outcome = ExplanationPageFactory(title="Iznākums")
    other = ExplanationPageFactory(title="Cits")
    guided = GuidedQuestionPageFactory(
        title="Auksti", live=False, nodes=[question("q1", "Kas noticis?", ("Auksti", outcome), ("Silti", other))]
    )
    schedule(guided)
    outcome.delete()
    page = ServicePageFactory(title="Plombēšana", live=False)
    schedule(page)
    assert publish_due() == 1
    page.refresh_from_db()
    guided.refresh_from_db()
    assert page.live
    assert not guided.live
    assert "cannot be published as scheduled" in caplog.text
    caplog.clear()
    publish_due()
    assert caplog.text == "", "said once"

"""Each publication leaves a record: what kind of change, who wrote it, who approved it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kb.content.choices import ChangeKind
from kb.content.models import PublishedChange, ServicePage
from kb.content.scheduling import publish_due
from tests import factories
from tests.factories import ServicePageFactory, StandardSectionPageFactory

pytestmark = pytest.mark.django_db


def test_a_first_publication_is_material(site):
    page = factories.publish(ServicePageFactory(code="P40", title="Plombēšana", first_published_at=None))
    (change,) = PublishedChange.objects.all()
    assert (change.page_id, change.code, change.title) == (page.pk, "P40", "Plombēšana")
    assert (change.kind, change.first, change.note) == (ChangeKind.MATERIAL, True, "")
    assert change.revision == page.live_revision
    assert change.at == page.last_published_at


def test_a_later_publication_of_which_nothing_is_said_is_editorial(site):
    page = factories.publish(factories.publish(ServicePageFactory()))
    change = PublishedChange.objects.first()
    assert (change.page_id, change.kind, change.first) == (page.pk, ChangeKind.EDITORIAL, False)


def test_what_the_editor_said_of_a_change_is_kept_with_it_and_not_said_again_of_the_next(site):
    editor = factories.make_user("redaktors")
    page = factories.publish(StandardSectionPageFactory())
    page.change_kind, page.change_note = ChangeKind.MATERIAL, "Atbildam 10 dienās."
    page.save_revision(user=editor).publish()
    change = PublishedChange.objects.first()
    assert (change.kind, change.note, change.author) == (ChangeKind.MATERIAL, "Atbildam 10 dienās.", editor)

    page.refresh_from_db()
    opened = page.get_latest_revision_as_object()
    assert (page.change_kind, page.change_note) == ("", "")
    assert (opened.change_kind, opened.change_note) == ("", "")
    factories.publish(page)
    assert (PublishedChange.objects.first().kind, PublishedChange.objects.first().note) == (ChangeKind.EDITORIAL, "")


def test_what_is_said_of_a_scheduled_change_waits_with_it(site):
    page = factories.publish(ServicePageFactory())
    page.change_kind, page.change_note = ChangeKind.MATERIAL, "Jauns tarifs."
    page.go_live_at = timezone.now() + timedelta(hours=1)
    revision = page.save_revision()
    revision.publish()
    assert PublishedChange.objects.count() == 1
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    content = revision.content | {"go_live_at": (timezone.now() - timedelta(minutes=1)).isoformat()}
    type(revision).objects.filter(pk=revision.pk).update(content=content)
    assert publish_due() == 1
    change = PublishedChange.objects.first()
    assert (change.kind, change.note, change.revision_id) == (ChangeKind.MATERIAL, "Jauns tarifs.", revision.pk)


def test_a_publication_that_is_refused_leaves_no_record(site):
    page = factories.publish(ServicePageFactory())
    page.owner_unit = None
    revision = page.save_revision(clean=False)
    with pytest.raises(ValidationError):
        revision.publish()
    assert PublishedChange.objects.count() == 1
    assert ServicePage.objects.get(pk=page.pk).owner_unit is not None


def test_saving_and_taking_offline_is_no_publication_but_coming_back_is_one(site):
    page = factories.publish(ServicePageFactory())
    page.save()
    page.save_revision()
    page.unpublish()
    assert PublishedChange.objects.count() == 1
    ServicePage.objects.get(pk=page.pk).get_latest_revision().publish()
    change = PublishedChange.objects.first()
    assert PublishedChange.objects.count() == 2
    assert not change.first


def test_the_record_outlives_the_page(site):
    page = factories.publish(ServicePageFactory(code="P41", title="Vecā lapa"))
    page.delete()
    (change,) = PublishedChange.objects.all()
    assert (change.page, change.code, change.title) == (None, "P41", "Vecā lapa")


def test_the_record_costs_few_queries(site):
    page = factories.publish(ServicePageFactory())
    page.change_note = "Labots tālrunis."
    revision = page.save_revision()
    with CaptureQueriesContext(connection) as asked:
        revision.publish()
    about_it = [query for query in asked if "publishedchange" in query["sql"] or "finished_by_id" in query["sql"]]
    assert len(about_it) <= 3  # one of them is Wagtail's: whether a workflow is to be cancelled

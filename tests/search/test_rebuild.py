"""Rebuilding: nothing is lost, readers never see an empty index, a failure leaves the old one in use."""

import pytest

from kb.content.models import KnowledgePage
from search.engines.base import Reader
from search.indexing import rebuild as rebuilding
from search.indexing.drift import find_drift
from search.indexing.rebuild import RebuildFailed, rebuild
from search.models import IndexTarget
from search.service import search
from tests import factories
from tests.factories import ServicePageFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
EMPLOYEE = Reader(frozenset())


def test_a_rebuilt_index_holds_every_live_page(site, index):
    ServicePageFactory(title="Plombēšana")
    ServicePageFactory(title="Atslēgšana", live=False)
    result = rebuild(index.engine)
    assert result.pages == 1
    assert [hit.title for hit in search("plombēšana", EMPLOYEE).hits] == ["Plombēšana"]
    assert find_drift(index.engine).number == 0


def test_readers_are_served_by_the_old_index_until_the_new_one_is_ready(site, index, monkeypatch):
    factories.publish(ServicePageFactory(title="Plombēšana"))
    index.drain()
    seen = []
    copy = rebuilding._copy

    def copy_and_look(fresh, progress):
        seen.append(len(search("plombēšana", EMPLOYEE).hits))
        copy(fresh, progress)
        seen.append(len(search("plombēšana", EMPLOYEE).hits))

    monkeypatch.setattr(rebuilding, "_copy", copy_and_look)
    rebuild(index.engine)
    assert seen == [1, 1]


def test_a_change_made_during_the_copy_is_in_the_new_index(site, index, monkeypatch):
    page = factories.publish(ServicePageFactory(title="Plombēšana"))
    copy = rebuilding._copy

    def copy_then_edit(fresh, progress):
        copy(fresh, progress)
        page.title = "Skaitītāja atjaunošana"
        page.save_revision().publish()

    monkeypatch.setattr(rebuilding, "_copy", copy_then_edit)
    rebuild(index.engine)
    assert [hit.title for hit in search("atjaunošana", EMPLOYEE).hits] == ["Skaitītāja atjaunošana"]
    index.drain()
    assert find_drift(index.engine).number == 0


def test_a_failed_rebuild_leaves_the_old_index_in_use(site, index, monkeypatch):
    page = factories.publish(ServicePageFactory(title="Plombēšana"))
    index.drain()

    def index_body(self, day):
        raise ValueError("broken stream")

    monkeypatch.setattr(type(page), "index_body", index_body)
    with pytest.raises(RebuildFailed, match="cannot be read"):
        rebuild(index.engine)
    assert [hit.title for hit in search("plombēšana", EMPLOYEE).hits] == ["Plombēšana"]
    assert not IndexTarget.objects.filter(building=True).exists()
    assert list(index.engine.path.parent.glob("*.new*")) == []


def test_drift_is_found_both_ways(site, index):
    page = factories.publish(ServicePageFactory(title="Plombēšana"))
    other = factories.publish(ServicePageFactory(title="Atslēgšana"))
    index.drain()
    KnowledgePage.objects.filter(pk=page.pk).update(title="Bez signāla")
    KnowledgePage.objects.filter(pk=other.pk).update(live=False)
    drift = find_drift(index.engine)
    assert drift.stale == (page.pk,)
    assert drift.extra == (other.pk,)

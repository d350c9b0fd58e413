"""A question that is asked again is answered from memory, and never from an old one."""

import pytest

from search.engines.base import Reader
from search.models import SynonymGroup
from search.service import search
from tests import factories
from tests.factories import ServicePageFactory

pytestmark = pytest.mark.django_db
EMPLOYEE = Reader(frozenset())


def codes(text):
    return [hit.code for hit in search(text, EMPLOYEE).hits]


def test_a_change_of_the_index_is_seen_with_the_next_question(site, index):
    page = factories.publish(ServicePageFactory(title="Plombēšana"))
    index.drain()
    assert codes("plombēšana") == codes("plombēšana") == [page.code]
    page.unpublish()
    index.drain()
    assert codes("plombēšana") == []


def test_a_new_synonym_is_seen_with_the_next_question(site, index):
    page = factories.publish(ServicePageFactory(title="Plombēšana"))
    index.drain()
    assert codes("zīmogs") == []
    SynonymGroup.objects.create(terms="zīmogs\nplombēšana")
    assert codes("zīmogs") == [page.code]


def test_it_is_asked_only_once(site, index, monkeypatch):
    factories.publish(ServicePageFactory(title="Plombēšana"))
    index.drain()
    asked = []
    whole = type(index.engine).candidates
    monkeypatch.setattr(type(index.engine), "candidates", lambda self, *args: asked.append(1) or whole(self, *args))
    for _ in range(3):
        codes("plombēšana")
    assert len(asked) == 1

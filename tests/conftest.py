"""Fixtures that every test may use: a clean cache, the page tree ``site``, people's browsers, a fresh ``index``."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management.commands import flush
from django.db import connections
from django.test import Client

from kb.content import versioned
from kb.learning.models import guards
from search import remembered
from search.engines.embedded import EmbeddedEngine
from search.engines.registry import embedded_engine, forget_engines
from search.indexing.targets import register
from search.indexing.worker import drain
from search.models import IndexTarget
from tests import factories
from tests.elasticsearch_node import elasticsearch_node as elasticsearch_node


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    """Content-version numbers repeat between tests that are rolled back; what one cached must not reach another."""
    cache.clear()
    versioned.forget()
    remembered.forget()
    yield
    cache.clear()
    versioned.forget()
    remembered.forget()


@pytest.fixture(autouse=True, scope="session")
def _evidence_is_emptied_too() -> Iterator[None]:
    """After tests with transactions of their own all tables are emptied, which the guards of SQLite refuse.

    Emptying ends with the signal of a migration, which puts the guards in place again.
    """
    sql_of = flush.sql_flush

    def without_guards(style: Any, connection: Any, *args: Any, **kwargs: Any) -> list[str]:
        there = connections[connection.alias].vendor == "sqlite"
        drop = [f"DROP TRIGGER IF EXISTS {name}" for name, _table, _event in guards.names()] if there else []
        return [*drop, *sql_of(style, connection, *args, **kwargs)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush, "sql_flush", without_guards)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The page tree is there before the first test: it takes a quarter of a second, and nearly all tests need it."""
    with django_db_blocker.unblock():
        factories.make_site()


@pytest.fixture
def site(db: None) -> factories.SiteTree:
    """The page tree; factories of pages put their pages into it. Roles have their permissions on it."""
    return factories.site_tree()


@pytest.fixture
def new_site(db: None) -> None:
    """A site before its content is loaded."""
    factories.make_new_site()


@pytest.fixture
def signed_in(db: None) -> Callable[..., Client]:
    """``signed_in("redaktors")`` is the browser of a person of that role; the person is ``client.person``."""

    def browser(role: str = "darbinieks", username: str = "") -> Client:
        client = Client()
        person = factories.make_user(role, username)
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        client.person = person  # type: ignore[attr-defined]
        return client

    return browser


@dataclass(frozen=True, slots=True)
class Index:
    """A fresh embedded index that the site's search uses; ``drain()`` does what the worker does.

    (The worker's own ``drain_all`` and ``rebuild`` close connections between batches: tests that call them need
    ``@pytest.mark.django_db(transaction=True)``; ``site`` and ``index`` work there too.)
    """

    engine: EmbeddedEngine
    target: IndexTarget

    def drain(self) -> int:
        """Bring the index up to date with what is due; returns how many rows of the outbox were done."""
        total = 0
        while number := drain(self.target, self.engine):
            total += number
        return total


@pytest.fixture
def index(db: None, tmp_path: Path, settings: Any) -> Iterator[Index]:
    """Changes made *after* this fixture started reach the index with ``index.drain()``."""
    settings.SEARCH_INDEX_PATH = tmp_path / "search.sqlite3"
    forget_engines()
    engine = embedded_engine()
    engine.create()
    yield Index(engine, register(engine))
    engine._forget()
    forget_engines()

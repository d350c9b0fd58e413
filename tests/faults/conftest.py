"""A site on Elasticsearch with a node of its own that tests may kill and pause."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from search import failover
from search.breaker import Breaker
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.engines.registry import elasticsearch_engine, embedded_engine, forget_engines
from search.indexing.rebuild import rebuild
from search.indexing.targets import register
from search.indexing.worker import drain_all
from tests.elasticsearch_node import require_java
from tools.local_node import LocalNode


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalNode]:
    require_java()
    found = LocalNode(tmp_path_factory.mktemp("faults") / "node")
    found.start()
    yield found
    found.kill()


@dataclass
class Remote:
    """Both engines of the site, empty and registered; ``follow()`` does what the worker does, where it can."""

    node: LocalNode
    elasticsearch: ElasticsearchEngine
    embedded: EmbeddedEngine

    def follow(self) -> None:
        for engine in (self.elasticsearch, self.embedded):
            drain_all(register(engine), engine)
        self.elasticsearch.refresh()


@pytest.fixture
def remote(
    transactional_db: None, node: LocalNode, tmp_path: Path, settings: Any, monkeypatch: Any
) -> Iterator[Remote]:
    if node.process is None:
        node.start()
    settings.SEARCH_INDEX_PATH = tmp_path / "search.sqlite3"
    settings.ELASTICSEARCH_HOSTS = [node.url]
    settings.ELASTICSEARCH_INDEX_PREFIX = f"faults-{tmp_path.name.lower().replace('_', '-')[-20:]}"
    forget_engines()
    monkeypatch.setattr(failover, "breaker", Breaker())
    elasticsearch = elasticsearch_engine()
    assert elasticsearch is not None
    for engine in (elasticsearch, embedded_engine()):
        rebuild(engine)
    yield Remote(node, elasticsearch, embedded_engine())
    embedded_engine()._forget()
    forget_engines()

"""The real Elasticsearch node of tools/elasticsearch, started once for all tests that need it."""

import os
import shutil
from collections.abc import Iterator

import pytest

from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch_client import ElasticsearchSettings
from tools.local_node import LocalNode


def patient(engine: ElasticsearchEngine) -> ElasticsearchEngine:
    """The engine, no longer in a hurry: what it answers is tested, not how fast. That is for tests/faults and
    tools/bench."""
    engine.reader = engine.writer
    return engine


def require_java() -> None:
    """Skip loudly where Java or Maven is missing; fail in CI."""
    missing = [tool for tool in ("java", "javac", "mvn") if shutil.which(tool) is None]
    if missing:
        reason = f"No real Elasticsearch: {', '.join(missing)} missing (apt-get install openjdk-17-jdk-headless maven)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def elasticsearch_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ElasticsearchSettings]:
    """Settings of a running node."""
    require_java()
    node = LocalNode(tmp_path_factory.mktemp("elasticsearch") / "node")
    node.start()
    yield ElasticsearchSettings(hosts=(node.url,))
    node.kill()

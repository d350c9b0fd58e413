"""The engines of this site: Elasticsearch where it is configured, and always the embedded one."""

from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings

from search.engines.base import SearchEngine
from search.engines.embedded import EmbeddedEngine

if TYPE_CHECKING:
    from search.engines.elasticsearch import ElasticsearchEngine


@cache
def embedded_engine() -> EmbeddedEngine:
    return EmbeddedEngine(settings.SEARCH_INDEX_PATH)


@cache
def elasticsearch_engine() -> "ElasticsearchEngine | None":
    """None where ELASTICSEARCH_URL is not set; the client's memory is then saved as well."""
    if not settings.ELASTICSEARCH_HOSTS:
        return None
    from search.engines.elasticsearch import ElasticsearchEngine
    from search.engines.elasticsearch_client import ElasticsearchSettings

    return ElasticsearchEngine(
        ElasticsearchSettings(
            hosts=tuple(settings.ELASTICSEARCH_HOSTS),
            api_key=settings.ELASTICSEARCH_API_KEY,
            ca_file=settings.ELASTICSEARCH_CA_FILE,
            index_prefix=settings.ELASTICSEARCH_INDEX_PREFIX,
            shards=settings.ELASTICSEARCH_SHARDS,
            replicas=settings.ELASTICSEARCH_REPLICAS,
        ),
        lock_path=settings.SEARCH_INDEX_PATH.with_name("elasticsearch"),
    )


def all_engines() -> list[SearchEngine]:
    """Every engine that must follow the database, the one readers use first."""
    remote = elasticsearch_engine()
    return [remote, embedded_engine()] if remote is not None else [embedded_engine()]


def engine_named(name: str) -> SearchEngine | None:
    return next((engine for engine in all_engines() if engine.name == name), None)


def forget_engines() -> None:
    """Read the settings again; for tests and for commands that change them."""
    embedded_engine.cache_clear()
    elasticsearch_engine.cache_clear()

"""The connection to Elasticsearch, from settings. ``info()`` is never called: the local node has no such page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from elastic_transport import TlsError
from elasticsearch import ApiError, Elasticsearch, TransportError

from search.engines.base import EngineUnavailable

#: A reader waits at most this long; then the embedded engine answers.
READ_SECONDS = 0.8
WRITE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class ElasticsearchSettings:
    """Where Elasticsearch is and how this site's index is made. ``hosts`` empty: the site has none."""

    hosts: tuple[str, ...] = ()
    api_key: str = ""
    ca_file: str = ""
    index_prefix: str = "kb"
    shards: int = 1
    replicas: int = 0
    read_seconds: float = READ_SECONDS


def connect(settings: ElasticsearchSettings, timeout: float) -> Elasticsearch:
    """A client that does not retry by itself: the breaker and the outbox decide what happens next."""
    options: dict[str, Any] = {"request_timeout": timeout, "max_retries": 0, "retry_on_timeout": False}
    if settings.api_key:
        options["api_key"] = settings.api_key
    if settings.ca_file:
        options["ca_certs"] = settings.ca_file
    return Elasticsearch(list(settings.hosts), **options)


@contextmanager
def plain_errors(hosts: tuple[str, ...]) -> Iterator[None]:
    """EngineUnavailable with one line for whatever went wrong with the connection or the request."""
    try:
        yield
    except (ApiError, TransportError) as error:
        raise EngineUnavailable(f"Elasticsearch ({', '.join(hosts)}): {_one_line(error)}") from error


def _one_line(error: Exception) -> str:
    """What is wrong, in words that tell the person in the machine room what to look at."""
    status = getattr(error, "status_code", None)
    if status in (401, 403):
        return f"the API key is not accepted ({status})"
    if isinstance(error, TlsError):
        return "the server's certificate is not accepted; is the CA file the right one?"
    text = " ".join(str(error).split())
    if "Accept version must be" in text or "compatible-with" in text:
        return "the server is of another major version than 8"
    return text[:300]

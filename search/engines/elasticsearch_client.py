"""The connection to Elasticsearch, from settings, and what is wrong with it in words."""

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
MAJOR = "8"
#: Where the node that answers says its version. (Its first page says it too, but the node of tools/elasticsearch has
#: none; so the client's ``info()`` is never called.)
VERSION = "/_nodes/_local/http?filter_path=nodes.*.version"
#: With these a server answers that does not tell: this key has no right to ask, or there is no such page.
UNTOLD = frozenset({400, 403, 404})


class OtherVersion(Exception):
    """The server is not of the version that this site is made for; the message says of which."""


@dataclass(frozen=True, slots=True)
class ElasticsearchSettings:
    """Where Elasticsearch is and how this site's index is made. ``hosts`` empty: the site has none."""

    hosts: tuple[str, ...] = ()
    api_key: str = ""
    ca_file: str = ""
    index_prefix: str = "kb"
    shards: int = 1
    replicas: int = 0


def connect(settings: ElasticsearchSettings, timeout: float) -> Elasticsearch:
    """A client that does not retry by itself: the breaker and the outbox decide what happens next."""
    options: dict[str, Any] = {"request_timeout": timeout, "max_retries": 0, "retry_on_timeout": False}
    if settings.api_key:
        options["api_key"] = settings.api_key
    if settings.ca_file:
        options["ca_certs"] = settings.ca_file
    return Elasticsearch(list(settings.hosts), **options)


def require_version(client: Elasticsearch) -> None:
    """OtherVersion where the server is of another major version than ours.

    Version 9 would take our requests, but nobody has tried whether it answers them alike. The question is put as any
    version understands it, not as the client puts the others. A server that does not tell is believed.
    """
    try:
        answer: Any = client.perform_request("GET", VERSION, headers={"accept": "*/*"}).body
    except ApiError as error:
        if error.status_code in UNTOLD:
            return
        raise
    nodes = answer.get("nodes", {}).values() if isinstance(answer, dict) else ()
    for number in (str(node.get("version", "")) for node in nodes):
        if number.partition(".")[0] not in ("", MAJOR):
            raise OtherVersion(f"the server is Elasticsearch {number}; this site needs version {MAJOR}")


@contextmanager
def plain_errors(hosts: tuple[str, ...]) -> Iterator[None]:
    """EngineUnavailable with one line for whatever went wrong with the connection or the request."""
    try:
        yield
    except (ApiError, TransportError, OtherVersion) as error:
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
        return f"the server is of another major version than {MAJOR}"
    return text[:300]

"""Asks an address outside whether it is still there, and nothing else.

What an editor types must not make the server speak to its own network: only listed hosts are asked, a name that leads
to an address that is not public is refused, and the connection goes to the very address that was looked at. The same
holds for every redirect.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from kb.editorial.models import OutsideLink

State = OutsideLink.State

TIMEOUT_SECONDS = 5.0
MOST_HOPS = 4
AGENT = "Mozilla/5.0 (compatible; zinasanu-baze link check)"
_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_FOR_GOOD = {301, 308}
_FOR_NOW = {302, 303, 307}
#: To these answers of HEAD the page itself is asked for: some servers know only GET.
_NOT_BY_HEAD = {400, 403, 404, 405, 406, 410, 500, 501, 503}
#: The host answers, but not to programs: a person will see the page.
_NOT_TO_PROGRAMS = {401, 403, 406, 429}


@dataclass(frozen=True, slots=True)
class Answer:
    """``detail``: number of the answer, the new address, or at what it failed (DNS, TLS, HTTP)."""

    state: OutsideLink.State
    detail: str = ""


class NotPublic(Exception):
    """The name leads into a network that is not public."""


def is_listed(host: str, hosts: Iterable[str]) -> bool:
    """Whether ``host`` is one of ``hosts`` or below one of them."""
    return any(host == listed or host.endswith(f".{listed}") for listed in hosts)


@dataclass(frozen=True)
class Checker:
    """Asks addresses of ``hosts``. ``private`` lets it into networks that are not public, and to any port."""

    hosts: frozenset[str]
    private: bool = False
    timeout: float = TIMEOUT_SECONDS

    def ask(self, address: str) -> Answer:
        """How ``address`` answers; never raises for what the net does."""
        now, moved = address, False
        try:
            for _hop in range(MOST_HOPS):
                parts = urlsplit(now)
                if not self._may_ask(parts):
                    return Answer(State.REFUSED) if now == address else Answer(State.MOVED, now)
                status, location = self._request(parts)
                if status not in _FOR_GOOD | _FOR_NOW or not location:
                    return _judged(status, now if moved and not _same(address, now) else "")
                moved = moved or status in _FOR_GOOD
                now = urljoin(now, location)
        except NotPublic:
            return Answer(State.REFUSED)
        except ssl.SSLError:
            return Answer(State.FAILED, "TLS")
        except (socket.gaierror, UnicodeError):
            return Answer(State.SILENT, "DNS")
        except OSError:
            return Answer(State.SILENT)
        except (http.client.HTTPException, ValueError):
            return Answer(State.FAILED, "HTTP")
        return Answer(State.FAILED, str(status))

    def _may_ask(self, parts: SplitResult) -> bool:
        usual = parts.scheme in _PORTS and (self.private or parts.port in {None, _PORTS[parts.scheme]})
        return usual and not parts.username and is_listed(parts.hostname or "", self.hosts)

    def _request(self, parts: SplitResult) -> tuple[int, str]:
        status, location = self._once("HEAD", parts)
        return self._once("GET", parts) if status in _NOT_BY_HEAD else (status, location)

    def _once(self, method: str, parts: SplitResult) -> tuple[int, str]:
        """Status and where to; the body is never read."""
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        connection = _Pinned(host, self._public_address(host, port), port, parts.scheme == "https", self.timeout)
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request(method, target, headers={"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"})
            response = connection.getresponse()
            return response.status, response.getheader("Location") or ""
        finally:
            connection.close()

    def _public_address(self, host: str, port: int) -> str:
        """The address to connect to; NotPublic where any address of the name is not public."""
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if not self.private and not all(map(is_public, found)):
            raise NotPublic
        return found[0]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public net, also where an IPv4 address is wrapped into it."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif ip.sixtofour is not None or ip.teredo is not None or ip in _NAT64:
            return False
    return ip.is_global and not ip.is_multicast


class _Pinned(http.client.HTTPConnection):
    """Connects to one address, whatever the name leads to by then."""

    def __init__(self, host: str, address: str, port: int, secure: bool, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self.address, self.secure = address, secure

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _judged(status: int, moved_to: str) -> Answer:
    if status < 300:
        return Answer(State.MOVED, moved_to) if moved_to else Answer(State.OK)
    if status in _NOT_TO_PROGRAMS:
        return Answer(State.OK, str(status))
    return Answer(State.GONE if status in {404, 410} else State.FAILED, str(status))


def _same(one: str, other: str) -> bool:
    """Only the security of the connection, a ``www.`` or the slash at the end differ: nobody need change the link."""
    return _bare(one) == _bare(other)


def _bare(address: str) -> tuple[str, str, str]:
    parts = urlsplit(address)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query

"""Log-in by a proxy of ours that has identified the person and names them in a header (docs/operations.md).

The header is believed from ``TRUSTED_PROXIES`` alone: anybody else can write one too. It opens accounts that exist and
are active, never that of a superuser.
"""

import ipaddress
import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model, login, logout
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)

BACKEND = "django.contrib.auth.backends.ModelBackend"
#: In the session of whoever was logged in by the header.
BY_HEADER = "by_header"


class HeaderLoginMiddleware:
    """Whose session it is follows the header, but for a person who has logged in with a password: that is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.REMOTE_USER_HEADER:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.key = "HTTP_" + settings.REMOTE_USER_HEADER.upper().replace("-", "_")
        self.proxies = [ipaddress.ip_network(network) for network in settings.TRUSTED_PROXIES]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = request.META.pop(self.key, "").strip()
        if name and not self._trusts(request.META.get("REMOTE_ADDR", "")):
            logger.warning("header log-in: the header came from an address outside TRUSTED_PROXIES and was ignored")
            name = ""
        by_header = BY_HEADER in request.session
        if by_header and request.user.get_username() != name:
            logout(request)
        if name and not request.user.is_authenticated:
            self._log_in(request, name)
        return self.get_response(request)

    def _trusts(self, address: str) -> bool:
        """The other end of the connection itself, never what a header says of it."""
        try:
            sender = ipaddress.ip_address(address)
        except ValueError:
            return False  # a socket file has no address
        return any(sender in network for network in self.proxies)

    def _log_in(self, request: HttpRequest, name: str) -> None:
        people: Any = get_user_model().objects
        user = people.filter(username=name, is_active=True, is_superuser=False).first()
        if user is None:
            logger.info("header log-in refused: no active account of that name")
            return
        login(request, user, backend=BACKEND)
        request.session[BY_HEADER] = True

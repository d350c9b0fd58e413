"""How the client is served now: at the counter or by phone, identified or not.

An aid for the employee, kept in cookies of this device; it restricts nobody. ``IDENTIFIED`` holds for one call: until
«Next client», for fifteen minutes at most, and for the person who set it alone.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

MODE, IDENTIFIED = "kb_client", "kb_identified"
PHONE = "phone"
#: A call is rarely longer; a forgotten «identified» must not reach the next client.
IDENTIFIED_SECONDS = 15 * 60


@dataclass(frozen=True, slots=True)
class ClientMode:
    """``identified`` only ever holds by phone: at the counter the client shows a document each time."""

    phone: bool = False
    identified: bool = False


COUNTER = ClientMode()


def client_mode(request: HttpRequest) -> ClientMode:
    """The mode of this request; at the counter where nothing else was chosen."""
    if request.COOKIES.get(MODE) != PHONE:
        return COUNTER
    person = _person(request)
    return ClientMode(phone=True, identified=bool(person) and request.COOKIES.get(IDENTIFIED) == person)


def serve_at_counter(response: HttpResponse) -> None:
    response.delete_cookie(MODE)
    next_client(response)


def serve_by_phone(response: HttpResponse) -> None:
    """A change of the mode is a new client."""
    _set(response, MODE, PHONE, None)
    next_client(response)


def identify(request: HttpRequest, response: HttpResponse) -> None:
    """The caller has proven who they are."""
    _set(response, IDENTIFIED, _person(request), IDENTIFIED_SECONDS)


def next_client(response: HttpResponse) -> None:
    response.delete_cookie(IDENTIFIED)


def _person(request: HttpRequest) -> str:
    user: Any = getattr(request, "user", None)
    return f"u{user.pk}" if user is not None else ""


def _set(response: HttpResponse, name: str, value: str, seconds: int | None) -> None:
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, max_age=seconds, secure=secure, httponly=True, samesite="Lax")

"""Reasons for contact in the clients' words: the start page keeps them, a search without results offers them."""

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail import hooks


@dataclass(frozen=True, slots=True)
class Reason:
    """What the client says, what is inside, and the address of the page it opens."""

    words: str
    hint: str
    url: str


def reasons_for(request: HttpRequest) -> list[Reason]:
    """As the start page has them for this reader; it is a layer above and gives them through ``kb_reasons``."""
    return [reason for give in hooks.get_hooks("kb_reasons") for reason in give(request)]

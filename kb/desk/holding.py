"""A page that speaks of this moment says until when that is true, so that it is not kept any longer."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone


def true_until(request: HttpRequest, moment: datetime) -> None:
    """What this request renders holds until ``moment``; the nearest of several counts."""
    known: datetime | None = getattr(request, "kb_true_until", None)
    request.kb_true_until = min(known, moment) if known else moment  # type: ignore[attr-defined]


def seconds_true(request: HttpRequest, most: int) -> int:
    """For how long what was rendered may be kept, ``most`` where nothing in it speaks of the moment."""
    known: datetime | None = getattr(request, "kb_true_until", None)
    if known is None:
        return most
    return max(0, min(most, int((known - timezone.now()).total_seconds())))

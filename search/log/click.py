"""The browser says which result was opened. Nobody waits for the answer."""

import json
import logging
import re
from dataclasses import dataclass

from django.core import signing
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from search.log.models import SearchQuery
from search.log.record import query_number
from search.log.short_wait import short_wait

log = logging.getLogger("search.log")

_CODE = re.compile(r"[A-Z][0-9]{0,6}")
MOST_RANK = 1000


class BadClick(ValueError):
    """What came is no click on a result of ours."""


@dataclass(frozen=True, slots=True)
class Click:
    """``number`` of the logged search, code of the page, its place in the list from 1."""

    number: int
    code: str
    rank: int


@require_POST
def click(request: HttpRequest) -> HttpResponse:
    """Remember the page in the row of its search; the last one opened stays, it is where the search ended.

    Whether there is a page with this code is not looked up: the answer would tell about restricted ones.
    """
    try:
        opened = read_click(request.body)
    except BadClick:
        error = {"code": "bad_click", "message": _("This is no click on a result.")}
        return JsonResponse({"error": error}, status=400)
    try:
        with short_wait():
            row = SearchQuery.objects.filter(pk=opened.number)
            row.update(clicked_code=opened.code, clicked_rank=opened.rank)
    except DatabaseError as error:
        log.warning("A click was not logged: %s", error)
    return HttpResponse(status=204)


def read_click(body: bytes) -> Click:
    """The click in ``{"query": signed number, "code": "P09", "rank": 1}``; BadClick where it is anything else."""
    try:
        data = json.loads(body)
        signed, code, rank = data["query"], data["code"], data["rank"]
        number = query_number(signed)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, signing.BadSignature) as error:
        raise BadClick from error
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise BadClick
    if type(rank) is not int or not 1 <= rank <= MOST_RANK:
        raise BadClick
    return Click(number, code, rank)

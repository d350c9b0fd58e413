"""The browser says which result was opened. Nobody waits for the answer."""

from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from search.json_error import json_error
from search.log.models import SearchQuery
from search.log.record import query_number
from search.log.reported import BadReport, page_code, reported
from search.log.short_wait import note

MOST_RANK = 1000


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
    except BadReport:
        return json_error("bad_click", _("This is no click on a result."))
    row = SearchQuery.objects.filter(pk=opened.number)
    note("a click", lambda: row.update(clicked_code=opened.code, clicked_rank=opened.rank))
    return HttpResponse(status=204)


def read_click(body: bytes) -> Click:
    """The click in ``{"query": signed number, "code": "P09", "rank": 1}``; BadReport where it is anything else."""
    signed, code, rank = reported(body, "query", "code", "rank")
    try:
        number = query_number(signed)
    except (ValueError, TypeError, AttributeError, signing.BadSignature) as error:
        raise BadReport from error
    if type(rank) is not int or not 1 <= rank <= MOST_RANK:
        raise BadReport
    return Click(number, page_code(code), rank)

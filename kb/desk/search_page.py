"""The search page and the card of a hit beside the list."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kb.content.access import tokens_of
from kb.content.choices import Channel, Kind
from kb.content.linked import read, together
from kb.desk.labels import PLURALS
from kb.desk.lookup import live_page
from kb.desk.mine.star import Star, star_of
from kb.desk.phone.mode import client_mode
from kb.desk.presentation import present
from kb.desk.reasons import reasons_for
from kb.desk.reference import reference
from kb.desk.screens import Card, TrustMark, card_of, meanwhile, trust_mark
from search.engines.base import Filters
from search.log.record import record_search
from search.results import Hit
from search.service import PAGE_SIZE, SearchResults, reader_of, search

MOST_PAGES = 1000


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter of the results with the number of pages behind it."""

    label: str
    url: str
    number: int | None
    selected: bool


@dataclass(frozen=True, slots=True)
class HitRow:
    """A hit as the list prints it, with the address of its card."""

    url: str
    card_url: str
    title: str
    title_html: SafeString
    snippet_html: SafeString
    kind: str
    code: str
    deadline: str
    trust: TrustMark
    selected: bool


def search_page(request: HttpRequest) -> HttpResponse:
    """Results left, the chosen hit's card right (``?izv=CODE``, else the first). Unknown filters or pages are 404.

    ``?burtiski=1`` takes every word as it is written, without looking for slips.
    """
    filters = Filters(kind=_known(request, "tips", Kind.values), channel=_known(request, "kanals", Channel.values))
    number = _page_number(request)
    results = search(
        request.GET.get("q", ""),
        reader_of(request.user),
        filters,
        number,
        as_typed=request.GET.get("burtiski") == "1",
    )
    if number > results.pages:
        raise Http404(_("There is no such page of the list."))
    chosen = request.GET.get("izv", "") or (results.hits[0].code if results.hits else "")
    context: dict[str, Any] = {
        "results": results,
        "search_number": record_search(request, results),
        "first_rank": (number - 1) * PAGE_SIZE + 1,
        "hits": [_hit_row(hit, chosen) for hit in results.hits],
        "kinds": _kind_chips(results, filters),
        "channels": _channel_chips(results, filters),
        "chosen": chosen,
        "previous_url": _url(results, filters, number - 1) if number > 1 else "",
        "next_url": _url(results, filters, number + 1) if number < results.pages else "",
        "other_reading_url": _url(replace(results, as_typed=not results.as_typed), filters),
    }
    if any(hit.code == chosen for hit in results.hits):
        context |= _card(chosen, request)
    if not results.hits:
        context |= _ways_on(request, results, filters)
    return render(request, "desk/search.html", context)


def _ways_on(request: HttpRequest, results: SearchResults, filters: Filters) -> dict[str, Any]:
    """Where to look when the search shows nothing: reasons for contact, lists by type, who answers for a topic."""
    return {
        "meanwhile": meanwhile(),
        "reasons": reasons_for(request),
        "lists": reference().navigation_for(tokens_of(request.user)),
        "unfiltered_url": _url(results, Filters()) if filters.kind or filters.channel else "",
        "who_url": f"{reverse('who_here')}?{urlencode({'q': results.query})}",
    }


def result_card(request: HttpRequest, code: str) -> HttpResponse:
    """The card alone, for the script that follows ↑ and ↓."""
    return render(request, "desk/card.html", _card(code, request))


def _card(code: str, request: HttpRequest) -> dict[str, Card | Star | None]:
    """``card`` and its ``star``."""
    page = live_page(code, request)
    today = timezone.localdate()
    with together():
        read([page])
        card = card_of(page, present(page, day=today, today=today, mode=client_mode(request)), request)
    return {"card": card, "star": star_of(page, request, visit=False)}


def _hit_row(hit: Hit, chosen: str) -> HitRow:
    return HitRow(
        url=hit.url,
        card_url=reverse("search_card", args=[hit.code]),
        title=hit.title,
        title_html=hit.title_html,
        snippet_html=hit.snippet,
        kind=str(Kind(hit.kind).label),
        code=hit.code,
        deadline=hit.deadline,
        trust=trust_mark(hit.trust),
        selected=hit.code == chosen,
    )


def _known(request: HttpRequest, name: str, allowed: list[str]) -> str:
    given = request.GET.get(name, "")
    if given and given not in allowed:
        raise Http404(_("There is no such filter."))
    return given


def _page_number(request: HttpRequest) -> int:
    given = request.GET.get("p", "1")
    if not (given.isascii() and given.isdigit() and len(given) <= 6 and 1 <= int(given) <= MOST_PAGES):
        raise Http404(_("There is no such page of the list."))
    return int(given)


def _url(results: SearchResults, filters: Filters, number: int = 1) -> str:
    values = {
        "q": results.query,
        "tips": filters.kind,
        "kanals": filters.channel,
        "burtiski": "1" if results.as_typed else "",
        "p": number if number > 1 else "",
    }
    return f"{reverse('search')}?{urlencode({name: value for name, value in values.items() if value})}"


def _kind_chips(results: SearchResults, filters: Filters) -> list[Chip]:
    counts = results.facets.kinds
    everything = Filters(channel=filters.channel)
    chips = [Chip(_("All"), _url(results, everything), None, not filters.kind)]
    chips += [
        Chip(
            str(PLURALS[kind]),
            _url(results, Filters(kind=kind.value, channel=filters.channel)),
            counts.get(kind.value, 0),
            filters.kind == kind.value,
        )
        for kind in Kind
        if counts.get(kind.value) or filters.kind == kind.value
    ]
    return chips


def _channel_chips(results: SearchResults, filters: Filters) -> list[Chip]:
    counts = results.facets.channels
    return [
        Chip(
            str(channel.label),
            _url(results, Filters(kind=filters.kind, channel="" if selected else channel.value)),
            counts.get(channel.value, 0),
            selected,
        )
        for channel in Channel
        for selected in [filters.channel == channel.value]
        if counts.get(channel.value) or selected
    ]

"""The preview of a row of synonyms: which pages would change their place, and what the set of questions says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.template.response import TemplateResponse

from kb.content.models import KnowledgePage
from search.engines.base import EngineUnavailable, Reader
from search.engines.registry import embedded_engine
from search.question_set import compare_tables
from search.service import reader_of
from search.synonym_checks import shared_terms
from search.synonym_effect import Effect, Move, effect, tables, terms_of
from search.synonyms import SynonymRow

if TYPE_CHECKING:
    from search.models import SynonymGroup

#: So many of the questions that change are listed.
LISTED = 10


@dataclass(frozen=True, slots=True)
class Line:
    """A question that would be answered in another order; each move with the title of its page."""

    query: str
    moves: tuple[tuple[Move, str], ...]


def preview(group: "SynonymGroup", request: HttpRequest) -> TemplateResponse:
    """What saving ``group`` would do, or that the index cannot say so now."""
    _now, others = _stored(group)
    context = {"object": group, "shared": shared_terms(group.row, others)}
    try:
        change = effect_of(group, reader_of(request.user))
        context |= {
            "pages": len(change.codes),
            "lines": list(_lines(change)),
            "comparison": compare_tables(*tables(group.row, *_stored(group))),
        }
    except EngineUnavailable as error:
        context["unavailable"] = str(error)
    response = TemplateResponse(request, "search/synonym_preview.html", context)
    # Wagtail serves previews as if they were readers' pages, whose policy lets nobody frame them.
    response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
    return response


def effect_of(group: "SynonymGroup", reader: Reader) -> Effect:
    """What saving ``group`` as it is in memory would change. Raises EngineUnavailable."""
    now, others = _stored(group)
    queries = (*terms_of(group.row), *(terms_of(now) if now else ()))
    return effect(*tables(group.row, now, others), queries, embedded_engine(), reader)


def _stored(group: "SynonymGroup") -> tuple[SynonymRow | None, tuple[SynonymRow, ...]]:
    """The row as it is stored, None where it is new, and all the others."""
    rows = {other.pk: other.row for other in type(group).objects.all()}
    now = rows.pop(group.pk, None)
    return now, tuple(rows.values())


def _lines(change: Effect) -> Iterator[Line]:
    titles = dict(KnowledgePage.objects.filter(code__in=change.codes).values_list("code", "title"))
    for one in change.changes[:LISTED]:
        yield Line(one.query, tuple((move, titles.get(move.code, "")) for move in one.moves))

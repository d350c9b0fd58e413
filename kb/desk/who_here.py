"""Who of ours answers for a topic, with the deputy (row B6h)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from kb.content.models import Unit
from kb.desk.screens.text import typeset
from kb.desk.screens.units import UnitRow, unit_rows
from search.analysis import content_tokens, index_keys, query_keys, tokens

LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class Topic:
    text: SafeString
    found: bool


@dataclass(frozen=True, slots=True)
class Who:
    """A role or unit; ``topics`` that were asked for come first."""

    unit: UnitRow
    topics: tuple[Topic, ...]


def who_here(request: HttpRequest) -> HttpResponse:
    """Roles, then units, by topic; ``?q=`` keeps those that have every word typed. A plain form, no script."""
    asked = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    return render(request, "desk/who_here.html", {"asked": asked, "found": _found(asked)})


def _found(asked: str) -> tuple[Who, ...]:
    wanted = [frozenset(query_keys(word)) for word in content_tokens(asked)]
    everybody = unit_rows(Unit.objects.select_related("deputy").order_by("-is_role", "name"))
    found = [_who(row, wanted) for row in everybody if _says(" ".join((row.name, *row.topics)), wanted)]
    # Whoever has the topic itself before whoever has the words scattered.
    return tuple(sorted(found, key=lambda who: not any(topic.found for topic in who.topics)))


def _who(row: UnitRow, wanted: list[frozenset[str]]) -> Who:
    topics = [Topic(typeset(text), bool(wanted) and _says(text, wanted)) for text in row.topics]
    return Who(row, tuple(sorted(topics, key=lambda topic: not topic.found)))


def _says(text: str, wanted: Iterable[frozenset[str]]) -> bool:
    """Whether every word asked for stands in the text."""
    keys = {key for token in tokens(text) for key in index_keys(token)}
    return all(word & keys for word in wanted)

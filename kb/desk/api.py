"""JSON of the desk: a page as data, a due date. Errors are 4xx with a code and a message."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kb.calendar.sentences import fill_plain
from kb.content.client_text import client_text
from kb.content.linked import read, together
from kb.content.models import KnowledgePage
from kb.content.models.base import day_of_our_time
from kb.desk.due_form import DueDateForm, due_sentence
from kb.desk.lookup import live_page
from kb.desk.page_data import fields_of
from kb.desk.presentation import present
from search.json_error import json_error


@require_GET
def page(request: HttpRequest, code: str) -> JsonResponse:
    """One page as data; ``?datums=`` gives the values in force on another day."""
    today = timezone.localdate()
    try:
        day = day_of_our_time(request.GET["datums"]) if request.GET.get("datums") else today
    except ValueError as problem:
        return json_error("bad_date", str(problem), 400)
    try:
        found = live_page(code, request)
    except Http404:
        return json_error("not_found", _("There is no page with this code."), 404)
    with together():
        read([found])
        return JsonResponse(page_data(found, day=day, today=today))


def page_data(found: KnowledgePage, *, day: date, today: date) -> dict[str, Any]:
    """The page with the values in force on ``day``, as ``GET /api/pages/CODE`` gives it."""
    view = present(found, day=day, today=today)
    return {
        "code": found.code,
        "type": found.kind,
        "title": found.title,
        "url": found.url,
        "short_answer": "\n".join(view.answer.plain),
        "client_text": "\n".join(
            fill_plain(line, received=day, due=view.answer.due, dated=True) for line in client_text(found, day)
        ),
        "sample": found.sample,
        "state": view.trust.state.value,
        **fields_of(found, view, day),
    }


@require_GET
def due_date(request: HttpRequest) -> JsonResponse:
    """Due date, skipped days and the sentence to say."""
    data = request.GET.copy()
    data.setdefault("unit", "working_days")
    form = DueDateForm(data)
    if not form.is_valid():
        field, messages = next(iter(form.errors.items()))
        return json_error(f"bad_{field}", str(messages[0]), 400)
    result = form.result()
    return JsonResponse(
        {
            "due": result.due.isoformat(),
            "skipped": [{"date": day.date.isoformat(), "name": day.name} for day in result.skipped],
            "sentence": due_sentence(form.cleaned_data["received"], result),
        }
    )

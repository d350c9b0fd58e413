"""Flat facts of services as a table. Services are pages: what is imported becomes drafts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from kb.content.choices import Kind, TermKind, TermUnit
from kb.content.models import ServiceDeadline, ServicePage, Unit
from kb.content.models.base import SHORT_ANSWER_MAX
from kb.editorial.imports.drafts import Refused, obstacle, save_draft
from kb.editorial.imports.tables.base import CHANGED, NEW, Table, TableRow, Values
from kb.editorial.imports.tables.csv_text import tidy
from kb.editorial.imports.tables.values import day_of, one_of
from kb.editorial.places import collection_of

UNIT, REVIEW = "atbildīgā daļa", "pārskatīt līdz"
KIND, AMOUNT, TERM_UNIT = "termiņa veids", "termiņš", "termiņa mērvienība"
TERM_COLUMNS = (KIND, AMOUNT, TERM_UNIT)
#: Plain fields of the page by column.
FIELDS = {
    "nosaukums": "title",
    "teikums klientam": "short_answer",
    "kā klienti to saka": "client_words",
    "avots": "source",
}
#: Characters that the fields hold; a draft is saved without the checks of publishing.
LONGEST = {"title": 255, "short_answer": SHORT_ANSWER_MAX, "source": 500}
KINDS = {
    "skaits": TermKind.TERM.value,
    "uzreiz": TermKind.IMMEDIATE.value,
    "pēc vienošanās": TermKind.AGREED.value,
    "nav": TermKind.NONE.value,
}
UNITS = {
    "darbdienas": TermUnit.WORKING_DAYS.value,
    "dienas": TermUnit.DAYS.value,
    "mēneši": TermUnit.MONTHS.value,
}


class ServiceTable(Table):
    """The deadline of a service that has several, or one with dates, is changed on the page: its cells stay empty."""

    file_name = "pakalpojumi.csv"
    key_optional = True
    columns = ("kods", *FIELDS, UNIT, REVIEW, *TERM_COLUMNS)

    def allowed(self, user: Any) -> bool:
        return bool(policy_registry.get_by_type(Page).user_has_any_permission(user, ("add", "change")))

    def current(self) -> dict[str, Values]:
        """As the latest version of each page has it: one query for all."""
        units = dict(Unit.objects.values_list("pk", "key"))
        pages = ServicePage.objects.select_related("latest_revision").order_by("code")
        return {page.code: _values(page.code, _content(page), units) for page in pages}

    def errors(self, rows: Sequence[TableRow]) -> Iterable[tuple[TableRow, list[str]]]:
        units = set(Unit.objects.values_list("key", flat=True))
        flat = self._with_flat_deadline([row.key for row in rows])
        for row in rows:
            found = list(_wrong_cells(row, units))
            if row.state == NEW and row.key:
                found.append(_("There is no service with this code. Leave it empty for a new one: it gets its own."))
            if row.state == CHANGED and set(row.before) & set(TERM_COLUMNS) and row.key not in flat:
                found.append(_("This service has several deadlines or one with dates: change them on its page."))
            if found:
                yield row, found

    def _with_flat_deadline(self, codes: Iterable[str]) -> set[str]:
        pages = ServicePage.objects.filter(code__in=list(codes)).select_related("latest_revision")
        return {page.code for page in pages if _flat_deadline(_content(page)) is not None}

    def write(self, rows: Sequence[TableRow], user: Any, file_name: str) -> list[dict[str, Any]]:
        units = {unit.key: unit for unit in Unit.objects.all()}
        codes = [row.key for row in rows if row.key]
        pages = {page.code: page for page in ServicePage.objects.select_for_update().filter(code__in=codes)}
        drafts = {code: page.get_latest_revision_as_object() for code, page in pages.items()}
        problems = [obstacle(draft, user, draft.latest_revision_id) for draft in drafts.values()]
        parent = collection_of(Kind.SERVICE, user)
        if parent is None and any(not row.key for row in rows):
            problems.append(_("There is no collection of services that you may add a page to."))
        if any(problems):
            raise Refused([problem for problem in problems if problem])
        result = []
        for row in rows:
            page = drafts.get(row.key)
            new = page is None
            if page is None:
                page = ServicePage(title=row.values["nosaukums"], live=False, owner=user)
                parent.add_child(instance=page)  # type: ignore[union-attr]
            _fill(page, row, units)
            result.append(save_draft(page, user, file_name, new=new))
        return result


def _content(page: ServicePage) -> Mapping[str, Any]:
    content: Mapping[str, Any] = page.latest_revision.content if page.latest_revision else page.serializable_data()
    return content


def _values(code: str, content: Mapping[str, Any], units: Mapping[int, str]) -> Values:
    values = {"kods": code, **{column: tidy(str(content[name] or "")) for column, name in FIELDS.items()}}
    values[UNIT] = units.get(content["owner_unit"] or 0, "")
    values[REVIEW] = str(content["review_by"] or "")
    return {**values, **_term_values(content)}


def _term_values(content: Mapping[str, Any]) -> Values:
    flat = _flat_deadline(content)
    if not flat:
        return dict.fromkeys(TERM_COLUMNS, "")
    kinds, units = ({value: word for word, value in words.items()} for words in (KINDS, UNITS))
    amount = "" if flat["amount"] is None else str(flat["amount"])
    return {KIND: kinds[flat["kind"]], AMOUNT: amount, TERM_UNIT: units.get(flat["unit"], "")}


def _flat_deadline(content: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The only deadline, without dates; {} where there is none at all; None where it cannot be one row of cells."""
    deadlines = content.get("deadlines") or []
    if not deadlines:
        return {}
    only = deadlines[0]
    return only if len(deadlines) == 1 and not only["valid_from"] and not only["valid_to"] else None


def _wrong_cells(row: TableRow, units: set[str]) -> Iterator[str]:
    values = row.values
    for column, name in FIELDS.items():
        longest = LONGEST.get(name)
        if longest and len(values[column]) > longest:
            yield _("%(column)s: at most %(number)s characters.") % {"column": column, "number": longest}
    if not values["nosaukums"]:
        yield _("“%(column)s” is empty.") % {"column": "nosaukums"}
    if values[UNIT] and values[UNIT] not in units:
        yield _("There is no unit with the key %(key)s.") % {"key": values[UNIT]}
    try:
        day_of(REVIEW, values[REVIEW])
        _deadline(values)
    except ValidationError as error:
        yield from error.messages


def _deadline(values: Values) -> ServiceDeadline | None:
    """The deadline that the cells say; None where they are empty. ValidationError where they do not fit together."""
    if not any(values[column] for column in TERM_COLUMNS):
        return None
    kind = one_of(KIND, values[KIND], KINDS) or TermKind.TERM
    unit = one_of(TERM_UNIT, values[TERM_UNIT], UNITS)
    amount = values[AMOUNT]
    if amount and not (amount.isascii() and amount.isdigit() and int(amount) <= 9999):
        raise ValidationError(_("%(column)s: “%(text)s” is no number.") % {"column": AMOUNT, "text": amount})
    deadline = ServiceDeadline(kind=kind, amount=int(amount) if amount else None, unit=unit)
    deadline.clean()
    return deadline


def _fill(page: ServicePage, row: TableRow, units: Mapping[str, Unit]) -> None:
    values = row.values
    touched = set(row.before) if row.state == CHANGED else set(ServiceTable.columns)
    for column in touched & set(FIELDS):
        setattr(page, FIELDS[column], values[column])
    if "nosaukums" in touched:
        page.draft_title = page.title
    if UNIT in touched:
        page.owner_unit = units.get(values[UNIT])
    if REVIEW in touched:
        day: date | None = day_of(REVIEW, values[REVIEW])
        page.review_by = day
    if touched & set(TERM_COLUMNS):
        _set_deadline(page, _deadline(values))


def _set_deadline(page: ServicePage, deadline: ServiceDeadline | None) -> None:
    """The row keeps what the table does not speak of: what starts it and its legal basis."""
    if deadline is None:
        page.deadlines.set([])
        return
    rows = list(page.deadlines.all()) or [deadline]
    rows[0].kind, rows[0].amount, rows[0].unit = deadline.kind, deadline.amount, deadline.unit
    page.deadlines.set(rows)

"""What all tables share: a row is new, changed, the same or wrong. With a wrong row nothing of the file is imported."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext, log

from kb.editorial.imports.tables.csv_text import Cells, tidy

#: Values of one row as text, by column.
Values = dict[str, str]

NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"


@dataclass(slots=True)
class TableRow:
    """A row of the file. ``given`` is what stands in it, ``values`` the whole row: columns that the file lacks stay as
    they are. ``before`` are the values of the columns that change, as they are now."""

    line: int
    state: str
    key: str
    given: Values
    values: Values
    before: Values = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


class Table(ABC):
    """One kind of table. ``columns`` are the words of its first line; the first column says which row it is."""

    columns: ClassVar[tuple[str, ...]]
    file_name: ClassVar[str]
    #: Where an empty key means a new row.
    key_optional: ClassVar[bool] = False

    @abstractmethod
    def allowed(self, user: Any) -> bool:
        """Whether the person may change all of it."""

    @abstractmethod
    def current(self) -> dict[str, Values]:
        """What there is, by key, in the order of an export."""

    @abstractmethod
    def errors(self, rows: Sequence[TableRow]) -> Iterable[tuple[TableRow, list[str]]]:
        """What is wrong with new and changed rows, whose ``values`` are whole."""

    @abstractmethod
    def write(self, rows: Sequence[TableRow], user: Any, file_name: str) -> list[dict[str, Any]]:
        """Write new and changed rows with their log entries; returns the lines of the result. Call it in a
        transaction."""

    def evaluate(self, cells: Sequence[Cells]) -> list[TableRow]:
        """What each row of the file would do now."""
        current = self.current()
        rows = [self._row(one, current) for one in cells]
        keys = Counter(row.key for row in rows)
        for row in rows:
            if row.key and keys[row.key] > 1:
                row.errors.append(_("“%(key)s” stands more than once in the file.") % {"key": row.key})
        sound = [row for row in rows if row.state in (NEW, CHANGED) and not row.errors]
        for row, messages in self.errors(sound):
            row.errors += messages
        for row in rows:
            if row.errors:
                row.state = WRONG
        return rows

    def _row(self, cells: Cells, current: Mapping[str, Values]) -> TableRow:
        key = cells.values.get(self.columns[0], "")
        row = TableRow(cells.line, NEW, key, cells.values, {**dict.fromkeys(self.columns, ""), **cells.values})
        if not cells.fits:
            row.errors.append(_("The row has more or fewer cells than the first line has columns."))
        elif not key and not self.key_optional:
            row.errors.append(_("“%(column)s” is empty.") % {"column": self.columns[0]})
        elif key in current:
            known = current[key]
            row.values = {**known, **cells.values}
            row.before = {name: known[name] for name in self.columns if row.values[name] != known[name]}
            row.state = CHANGED if row.before else SAME
        return row


class ModelTable(Table):
    """A table of one model: edits of its rows, at once, each with an entry in the log."""

    model: ClassVar[type[models.Model]]
    #: Fields by column; the first is the key.
    fields: ClassVar[dict[str, str]]

    def allowed(self, user: Any) -> bool:
        meta = self.model._meta
        return all(user.has_perm(f"{meta.app_label}.{action}_{meta.model_name}") for action in ("add", "change"))

    def current(self) -> dict[str, Values]:
        return {self.key_of(one): self.values_of(one) for one in self.queryset()}

    def queryset(self) -> Iterable[Any]:
        return self.model._default_manager.all()

    def key_of(self, one: Any) -> str:
        return tidy(str(getattr(one, self.fields[self.columns[0]])))

    def values_of(self, one: Any) -> Values:
        return {column: self.text_of(one, name) for column, name in self.fields.items()}

    def text_of(self, one: Any, name: str) -> str:
        value = getattr(one, name)
        return "" if value is None else tidy(str(value))

    def fill(self, one: Any, row: TableRow) -> None:
        """Set the values of the row; ValidationError by column or field for what cannot be read as one."""
        for column, name in self.fields.items():
            setattr(one, name, self.value_of(column, row.values[column]))

    def value_of(self, column: str, text: str) -> Any:
        return text

    def check(self, one: Any) -> None:
        one.full_clean()

    def errors(self, rows: Sequence[TableRow]) -> Iterable[tuple[TableRow, list[str]]]:
        known = {self.key_of(one): one for one in self.queryset()}
        for row in rows:
            try:
                one = known.get(row.key) if row.key else None
                one = one or self.model()
                self.fill(one, row)
                self.check(one)
            except ValidationError as error:
                yield row, self.messages(error)

    def messages(self, error: ValidationError) -> list[str]:
        """Each message with the column it is about."""
        if not hasattr(error, "error_dict"):
            return list(error.messages)
        columns = {name: column for column, name in self.fields.items()}
        return [
            message if name == NON_FIELD_ERRORS else f"{columns.get(name, name)}: {message}"
            for name, messages in error.message_dict.items()
            for message in messages
        ]

    def write(self, rows: Sequence[TableRow], user: Any, file_name: str) -> list[dict[str, Any]]:
        known = {self.key_of(one): one for one in self.queryset()}
        result = []
        for row in rows:
            one = known.get(row.key) if row.key else None
            new = one is None
            one = one or self.model()
            self.fill(one, row)
            one.save()
            with LogContext(user=user):  # see kb.editorial.imports.drafts
                log(one, "wagtail.create" if new else "wagtail.edit", user=user, data={"file": file_name})
            result.append({"title": str(one)[:200], "new": new})
        return result

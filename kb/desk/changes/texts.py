"""The texts of a page that readers see, field by field, as a version of it had them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation

from kb.calendar.latvian_dates import numeric
from kb.calendar.sentences import fill_plain
from kb.content.blocks.passages import Passage
from kb.content.choices import Availability
from kb.content.models import KnowledgePage

#: Rows, then streams, then plain fields, over all types; a type has those it has.
_ROWS = ("deadlines", "fees", "channels", "values")
_STREAMS = (
    "facts",
    "body",
    "documents",
    "ask",
    "steps",
    "exceptions",
    "faq",
    "internal",
    "wordings",
    "clauses",
    "nodes",
    "competent",
    "not_competent",
    "take_along",
    "from_us",
)
_FIELDS = ("decides_note", "client_text", "reach", "decides_in", "intro")
_INTERNAL_FIELDS = ("personal_data_note", "when", "stop_rule")


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of one field for one reader. ``label`` is lazy: it is printed in the language of who reads it.

    ``internal``: not for the client. ``personal``: speaks of the client's own data, withheld by phone.
    """

    name: str
    label: Any
    internal: bool
    personal: bool
    lines: tuple[str, ...]

    @property
    def place(self) -> tuple[str, bool, bool]:
        """Texts of two versions are compared where this is the same."""
        return self.name, self.internal, self.personal


def texts_of(page: KnowledgePage) -> list[Text]:
    """Title, sentence to say, rows, passages and plain fields, in the order in which they matter."""
    with translation.override(settings.LANGUAGE_CODE):  # content is Latvian, whoever asks first
        return [text for text in _texts(page) if text.lines]


def _texts(page: KnowledgePage) -> Iterator[Text]:
    yield Text("title", _label(page, "title"), False, False, (page.title,))
    yield Text("short_answer", _label(page, "short_answer"), False, False, spoken(page.answer_lines))
    for name in _present(page, _ROWS):
        rows = getattr(page, name)
        lines = tuple(_row_line(row) for row in rows.all())
        yield Text(name, rows.model._meta.verbose_name_plural, False, False, lines)
    for name in _present(page, _STREAMS):
        yield from _stream_texts(page, name)
    for name in _present(page, _FIELDS):
        yield Text(name, _label(page, name), False, False, _plain_lines(page, name))
    for name in _present(page, _INTERNAL_FIELDS):
        yield Text(name, _label(page, name), True, False, _plain_lines(page, name))


def spoken(lines: Iterable[str]) -> tuple[str, ...]:
    """Sentences without a day to fill in: «noteiktajam termiņam» stands where the due date would."""
    return tuple(fill_plain(line, received=date.min, due=None, dated=False) for line in lines)


def _stream_texts(page: KnowledgePage, name: str) -> Iterator[Text]:
    """A stream for the client, for employees alone, and what of it is withheld by phone."""
    lines: dict[tuple[bool, bool], list[str]] = {}
    for child in getattr(page, name):
        if isinstance(child.block, Passage):
            personal = bool(child.value.get("needs_identification"))
            client = child.block.client_lines(child.value)
            inside = [line for line in child.block.index_lines(child.value) if line not in client]
            lines.setdefault((False, personal), []).extend(filter(None, client))
            lines.setdefault((True, personal), []).extend(filter(None, inside))
    for (internal, personal), found in sorted(lines.items()):
        yield Text(name, _label(page, name), internal, personal, tuple(found))


def _row_line(row: Any) -> str:
    """A channel without its contact, which is kept once elsewhere; a dated value with its dates."""
    if hasattr(row, "availability"):
        how = row.how if row.availability != Availability.NO else ""
        return ": ".join(part for part in (f"{row}, {row.get_availability_display()}", how) if part)
    return f"{row}{_dates(row.valid_from, row.valid_to)}"


def _dates(valid_from: date | None, valid_to: date | None) -> str:
    begins = f"no {numeric(valid_from)}" if valid_from else ""
    ends = f"līdz {numeric(valid_to)}" if valid_to else ""
    return f" ({' '.join(part for part in (begins, ends) if part)})" if begins or ends else ""


def _plain_lines(page: KnowledgePage, name: str) -> tuple[str, ...]:
    return spoken(" ".join(line.split()) for line in getattr(page, name).splitlines() if line.strip())


def _present(page: KnowledgePage, names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if hasattr(page, name))


def _label(page: KnowledgePage, name: str) -> Any:
    return page._meta.get_field(name).verbose_name

"""What the files of snippets, the tree and the list of rows may say; see schema.py."""

import datetime as dt
import re
from typing import Annotated, Any, Literal, Self

from django.utils.text import slugify
from pydantic import BeforeValidator, Field, RootModel, model_validator

from kb.content.choices import Kind
from kb.content.loading.schema import Clock, Mark, PageCode, Plain, Slug, Strict, UnitKey
from kb.content.models import ContactPoint, Notice, OpeningHours, SpecialDay, Weekday

Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=50)]
Address = Annotated[str, Field(pattern=r"^https?://", max_length=200)]
Email = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]


def _interval(value: Any) -> Any:
    """«8.00-17.00» as two times."""
    match = re.fullmatch(r"(\d{1,2})\.(\d\d)\s*[-–]\s*(\d{1,2})\.(\d\d)", str(value))
    if match is None:
        raise ValueError("hours look like 8.00-17.00")
    opens, closes = dt.time(int(match[1]), int(match[2])), dt.time(int(match[3]), int(match[4]))
    if opens >= closes:
        raise ValueError("closing time is not after opening time")
    return opens, closes


Interval = Annotated[tuple[dt.time, dt.time], BeforeValidator(_interval)]


class SnippetEntry(Strict):
    """An entry of a snippet file; ``record_key`` names it for good."""

    @property
    def record_key(self) -> str:
        raise NotImplementedError


class KeyedEntry(SnippetEntry):
    key: Key

    @property
    def record_key(self) -> str:
        return self.key


class UnitEntry(KeyedEntry):
    name: Plain = Field(max_length=120)
    topics: list[Plain] = []
    phone: str | None = Field(None, max_length=40)
    email: Email | None = None
    deputy: UnitKey | None = None
    is_role: bool = False
    sample: bool


class ContactEntry(KeyedEntry):
    kind: ContactPoint.Kind
    label: Plain = Field(max_length=120)
    value: str = Field(min_length=1, max_length=200)
    note: Plain = Field("", max_length=250)
    unit: UnitKey | None = None
    mark: Mark
    source: Plain = Field("", max_length=250)
    checked: dt.date | None = None
    emergency_label: str = Field("", max_length=40)


class PhoneEntry(Strict):
    number: str = Field(min_length=1, max_length=40)
    note: Plain = Field("", max_length=120)
    mark: Mark
    emergency_label: str = Field("", max_length=40)


class WeekEntry(Strict):
    mon: list[Interval] = []
    tue: list[Interval] = []
    wed: list[Interval] = []
    thu: list[Interval] = []
    fri: list[Interval] = []
    sat: list[Interval] = []
    sun: list[Interval] = []

    def by_weekday(self) -> list[tuple[Weekday, list[tuple[dt.time, dt.time]]]]:
        days = (self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun)
        return list(zip(Weekday, days, strict=True))


class InstitutionEntry(KeyedEntry):
    name: Plain = Field(max_length=160)
    short_name: Plain = Field("", max_length=60)
    aliases: list[Plain] = []
    address: Plain | None = None
    web: str = Field("", max_length=200)
    phones: list[PhoneEntry] = []
    email: Email | None = None
    hours: Annotated[Plain, Field(max_length=250)] | None = None
    hours_note: Plain = Field("", max_length=250)
    week: WeekEntry | None = None
    hours_mark: Mark = "F?"
    source: Plain = Field("", max_length=250)
    checked: dt.date | None = None


class OpeningHoursEntry(KeyedEntry):
    location: Plain = Field(max_length=120)
    kind: OpeningHours.Kind
    week: WeekEntry
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    sample: bool
    note: Plain = Field("", max_length=250)


class SpecialDayEntry(SnippetEntry):
    date: dt.date
    kind: SpecialDay.Kind
    name: Plain = Field(max_length=120)
    closes_at: Clock | None = None
    location: Annotated[Plain, Field(max_length=120)] | None = None
    note: Plain = Field("", max_length=250)
    source: Plain = Field("", max_length=250)
    sample: bool

    @property
    def record_key(self) -> str:
        return f"{self.date} {self.location or ''}".strip()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.kind == SpecialDay.Kind.SHORTENED and self.closes_at is None:
            raise ValueError("a shortened day needs closes_at")
        return self


class GlossaryEntry(SnippetEntry):
    term: Plain = Field(min_length=1, max_length=120)
    aliases: list[Plain] = []
    plain: Plain = Field(max_length=300)
    note: Plain = Field("", max_length=300)
    page: PageCode | None = None

    @property
    def record_key(self) -> str:
        return self.term


class LegalActEntry(KeyedEntry):
    title: Plain = Field(max_length=250)
    short: Plain = Field(max_length=120)
    number: Annotated[Plain, Field(max_length=120)] | None = None
    url: Address | None = None
    clause: Plain | None = None
    checked: dt.date | None = None
    note: Plain = ""

    @property
    def full_note(self) -> str:
        """The clause and the note as the one note that is stored."""
        return ". ".join(part for part in (self.clause, self.note) if part)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len(self.full_note) > 300:
            raise ValueError("clause and note together have more than 300 characters")
        return self


class NoticeEntry(KeyedEntry):
    """Without ``title`` the first sentence of the text is shown bold."""

    title: Plain = Field("", max_length=80)
    text: Plain = Field(max_length=250)
    severity: Notice.Severity = Notice.Severity.INFO
    emergency: bool = False
    starts: dt.datetime | dt.date
    ends: dt.datetime | dt.date | None = None
    page: PageCode | None = None
    sample: bool
    dismissible: bool = True


class SurveyEntry(KeyedEntry):
    title: Plain = Field(max_length=160)
    url: Address | None = None
    starts: dt.date | None = None
    ends: dt.date | None = None
    invitation: Plain = Field(max_length=250)
    sample: bool


class SynonymEntry(SnippetEntry):
    terms: list[Annotated[str, Field(min_length=1)]] = Field(min_length=1)
    one_way_to: Annotated[str, Field(max_length=120)] | None = None
    note: Plain = Field("", max_length=300)

    @property
    def record_key(self) -> str:
        """Slug of the first term and of what it is paired with: further terms may come and go."""
        return slugify(f"{self.terms[0]} {self.one_way_to or self.terms[1]}")[:60]

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.one_way_to and len(self.terms) < 2:
            raise ValueError("two-way synonyms need at least two terms")
        return self


# --- the tree -------------------------------------------------------------------------------------------------


class SiteNames(Strict):
    hostname: str = Field(min_length=1, max_length=255)
    name: Plain = Field(max_length=255)


class ReasonEntry(Strict):
    words: Plain = Field(max_length=60)
    hint: Plain = Field(max_length=80)
    page: PageCode


class HomeEntry(Strict):
    title: Plain = Field(min_length=1, max_length=255)
    slug: Slug
    reasons: list[ReasonEntry] = Field(max_length=8)
    pinned: list[PageCode] = Field(max_length=8)


class CollectionEntry(Strict):
    title: Plain = Field(min_length=1, max_length=255)
    slug: Slug
    intro: Plain = Field("", max_length=250)
    of_kind: Kind


class DocumentEntry(Strict):
    title: Plain = Field(min_length=1, max_length=255)
    slug: Slug
    intro: Plain = ""
    version: int = Field(ge=1)
    entered_on: dt.date


class SiteEntry(Strict):
    """The tree: the start page, what hangs under it in this order, and the standard after that."""

    site: SiteNames
    home: HomeEntry
    collections: list[CollectionEntry]
    standard: DocumentEntry

    @model_validator(mode="after")
    def _a_place_for_each_kind(self) -> Self:
        missing = set(Kind) - {Kind.STANDARD} - {entry.of_kind for entry in self.collections}
        if missing:
            raise ValueError(f"no collection for the kinds {', '.join(sorted(kind.value for kind in missing))}")
        return self


class RowsEntry(RootModel[dict[Literal["A", "B", "C", "D"], list[Annotated[str, Field(pattern=r"^[A-D]\d[a-z]?$")]]]]):
    """Row ids of the standard by part."""

    def row_ids(self) -> list[str]:
        return [row for rows in self.root.values() for row in rows]


SNIPPET_ENTRIES: dict[str, type[SnippetEntry]] = {
    "units": UnitEntry,
    "contacts": ContactEntry,
    "institutions": InstitutionEntry,
    "opening_hours": OpeningHoursEntry,
    "special_days": SpecialDayEntry,
    "legal_acts": LegalActEntry,
    "glossary": GlossaryEntry,
    "notices": NoticeEntry,
    "surveys": SurveyEntry,
    "synonyms": SynonymEntry,
}

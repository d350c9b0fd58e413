"""What the files of the sample may say: one model for each page type and kind of snippet.

Unknown keys are errors. Types such as ``PageCode`` check that what they name exists in the sample; the names come with
the validation as its context (``Known``). ``Plain`` is text whose links are reduced to words, so that its length is
the length that will be stored; ``Rich`` keeps its marks until the pages have ids.
"""

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator

from kb.content.blocks.service import DocumentKind
from kb.content.blocks.types import WordingChannel
from kb.content.choices import Audience, Availability, Channel, FeeKind, Kind, TermKind, TermUnit
from kb.content.loading.known import Known
from kb.content.loading.rich_text import linked_codes, plain_text
from kb.content.models.base import SHORT_ANSWER_MAX
from kb.content.models.standard import StandardSectionPage


def _context(info: ValidationInfo) -> Known | None:
    return info.context if isinstance(info.context, Known) else None


def _rich(value: str, info: ValidationInfo) -> str:
    known = _context(info)
    gone = [code for code in linked_codes(value) if known is not None and code not in known.pages]
    if gone:
        raise ValueError(f"the link [[{gone[0]}]] leads to no page of the sample")
    return value


def _plain(value: str, info: ValidationInfo) -> str:
    known = _context(info)
    return plain_text(_rich(value, info), known.pages if known else {})


def _known_name(kind: str, names: str) -> AfterValidator:
    """Accepts a value that stands in the attribute ``names`` of the context."""

    def check(value: str, info: ValidationInfo) -> str:
        known = _context(info)
        if known is not None and value not in getattr(known, names):
            raise ValueError(f"there is no {kind} “{value}” in the sample")
        return value

    return AfterValidator(check)


def _clock(value: Any) -> Any:
    """«16.00» as a time."""
    if not isinstance(value, str):
        return value
    hours, _dot, minutes = value.partition(".")
    return time(int(hours), int(minutes))


Plain = Annotated[str, AfterValidator(_plain)]
Rich = Annotated[str, Field(min_length=1), AfterValidator(_rich)]
PageCode = Annotated[str, _known_name("page", "pages")]
UnitKey = Annotated[str, _known_name("unit", "units")]
InstitutionKey = Annotated[str, _known_name("institution", "institutions")]
ContactKey = Annotated[str, _known_name("contact", "contacts")]
ActKey = Annotated[str, _known_name("legal act", "acts")]
RowId = Annotated[str, _known_name("row of the standard", "rows")]
Clock = Annotated[time, BeforeValidator(_clock)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Mark = Literal["F", "F?", "A"]


class Strict(BaseModel):
    """A mapping of a file: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


# --- parts of pages -------------------------------------------------------------------------------------------


class MarkedText(Strict):
    text: Rich
    sample: bool = False
    needs_identification: bool = False


class ActUse(Strict):
    act: ActKey
    note: Plain = Field("", max_length=250)


class Dated(Strict):
    valid_from: date | None = None
    valid_to: date | None = None
    sample: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to is before valid_from")
        return self


class PageEntry(Strict):
    """What every page has."""

    type: str
    code: str
    title: Plain = Field(min_length=1, max_length=255)
    slug: Slug
    short_answer: Plain = Field(min_length=1, max_length=SHORT_ANSWER_MAX)
    client_words: list[Plain] = Field(min_length=1)
    tags: list[str] = Field(min_length=1, max_length=4)
    standard_refs: list[RowId] = []
    sample: bool
    source: Plain = Field(max_length=500)
    source_checked: date | None = None
    owner_unit: UnitKey
    review_by: date
    review_interval_months: int = Field(ge=1, le=24)
    related: list[PageCode] = []


# --- service --------------------------------------------------------------------------------------------------


class ChannelEntry(Strict):
    available: Availability
    how: Plain = Field("", max_length=200)
    contact: ContactKey | None = None
    id_required: bool
    id_documents: Plain = Field("", max_length=200)
    sample: bool = False


class ChannelsEntry(Strict):
    """Always all four channels, so that none is forgotten (row B7a)."""

    in_person: ChannelEntry
    post: ChannelEntry
    electronic: ChannelEntry
    phone: ChannelEntry

    def by_channel(self) -> list[tuple[Channel, ChannelEntry]]:
        return [(channel, getattr(self, channel.value)) for channel in Channel]


class DeadlineEntry(Dated):
    label: Plain = Field("", max_length=120)
    kind: TermKind
    amount: int | None = Field(None, ge=1, le=365)
    unit: TermUnit | None = None
    starts: Plain = Field("", max_length=250)
    legal_act: ActKey | None = None
    basis: Plain = Field("", max_length=250)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.kind == TermKind.TERM and not (self.amount and self.unit):
            raise ValueError("a term needs amount and unit")
        return self


class FeeEntry(Dated):
    kind: FeeKind
    text: Plain = Field("", max_length=200)
    amount: Decimal | None = Field(None, max_digits=9, decimal_places=2)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.kind == FeeKind.AMOUNT and self.amount is None:
            raise ValueError("a fee of the kind amount needs the amount")
        if self.kind == FeeKind.TEXT and not self.text:
            raise ValueError("a fee of the kind text needs the text")
        return self


class DocumentEntry(Strict):
    kind: DocumentKind
    text: Plain = Field(max_length=160)
    detail: Plain = Field("", max_length=250)
    sample: bool = False


class ExceptionEntry(Strict):
    condition: Plain = Field(alias="if", max_length=250)
    then: Rich
    decides: Plain = Field(max_length=120)
    ground: Plain = Field("", max_length=250)
    sample: bool = False


class FaqEntry(Strict):
    question: Plain = Field(max_length=200)
    answer: Rich
    page: PageCode | None = None


class DecidesEntry(Strict):
    unit: UnitKey | None = None
    text: Plain = Field("", max_length=160)
    sample: bool = False


class ReferEntry(Strict):
    when: Plain = Field(max_length=160)
    page: PageCode | None = None
    unit: UnitKey | None = None

    @model_validator(mode="after")
    def _target(self) -> Self:
        if not self.page and not self.unit:
            raise ValueError("refer_to needs a page or a unit")
        return self


class ServiceEntry(PageEntry):
    type: Literal["service"]
    code: str = Field(pattern=r"^P\d{2}$")
    audience: list[Audience] = Field(min_length=1)
    channels: ChannelsEntry
    deadlines: list[DeadlineEntry] = Field(min_length=1)
    fees: list[FeeEntry] = []
    documents: list[DocumentEntry] = []
    ask: list[Annotated[Plain, Field(max_length=250)]] = []
    steps: list[MarkedText] = Field(min_length=1)
    exceptions: list[ExceptionEntry] = []
    faq: list[FaqEntry] = Field(min_length=3)
    decides: DecidesEntry
    refer_to: list[ReferEntry] = []
    client_text: Plain = Field(min_length=1)
    internal: list[MarkedText] = []
    public_url: str | None = Field(None, pattern=r"^https?://", max_length=200)
    public_url_note: Plain = Field("", max_length=250)
    personal_data: Plain = ""
    legal_acts: list[ActUse] = []


# --- explanation, contact page, phrase ------------------------------------------------------------------------


class FactEntry(Strict):
    label: Plain = Field(max_length=40)
    text: Rich
    sample: bool = False


class BodyEntry(Strict):
    """One block of running text: exactly one of the keys."""

    heading: Plain | None = Field(None, max_length=120)
    text: Rich | None = None
    items: list[Rich] | None = Field(None, alias="list")
    warning: Rich | None = None
    internal: Rich | None = None
    internal_list: list[Rich] | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("a block has exactly one of heading, text, list, warning, internal, internal_list")
        return self


class ArticleEntry(PageEntry):
    facts: list[FactEntry] = Field(min_length=1)
    body: list[BodyEntry] = []
    legal_acts: list[ActUse] = []


class ValueEntry(Dated):
    label: Plain = Field(max_length=120)
    text: Plain = Field(max_length=250)
    note: Plain = Field("", max_length=250)


class ExplanationEntry(ArticleEntry):
    type: Literal["explanation"]
    code: str = Field(pattern=r"^E\d{2}$")
    values: list[ValueEntry] = []


class ContactPageEntry(ArticleEntry):
    type: Literal["contact"]
    code: str = Field(pattern=r"^K\d{2}$")
    shows: list[Literal["company", "staff_topics", "hours", "special_days", "cash_desks", "emergency"]]


class WordingEntry(Strict):
    channel: WordingChannel
    text: Plain = Field(min_length=1)


class PhraseEntry(PageEntry):
    type: Literal["phrase"]
    code: str = Field(pattern=r"^F\d{2}$")
    when: Plain = Field("", max_length=250)
    wordings: list[WordingEntry] = Field(min_length=1)
    internal: list[MarkedText] = []


# --- guided question, referral, standard ----------------------------------------------------------------------


class AnswerEntry(Strict):
    says: Plain = Field(max_length=120)
    leads: Plain = Field("", max_length=120)
    next: str = Field("", max_length=40)
    outcome: PageCode | None = None


class NodeEntry(Strict):
    key: str = Field(max_length=40)
    question: Plain = Field(max_length=200)
    why: Plain = Field("", max_length=250)
    answers: list[AnswerEntry] = Field(min_length=2, max_length=5)


class GuidedEntry(PageEntry):
    type: Literal["guided"]
    code: str = Field(pattern=r"^L\d{2}$")
    stop_rule: Plain = Field("", max_length=250)
    nodes: list[NodeEntry] = Field(min_length=1)


class NotCompetentEntry(Strict):
    text: Plain = Field(max_length=250)
    who: PageCode | None = None
    who_text: Plain = Field("", max_length=160)


class TakeAlongEntry(Strict):
    text: Plain = Field(max_length=250)
    sample: bool = False


class FromUsEntry(Strict):
    text: Plain = Field(max_length=250)
    page: PageCode | None = None


class ReferralEntry(PageEntry):
    type: Literal["referral"]
    code: str = Field(pattern=r"^I\d{2}$")
    institution: InstitutionKey
    competent: list[Annotated[Plain, Field(max_length=250)]] = Field(min_length=1)
    not_competent: list[NotCompetentEntry] = []
    take_along: list[TakeAlongEntry] = []
    reach: Plain = Field("", max_length=300)
    decides_in: Annotated[Plain, Field(max_length=160)] | None = None
    from_us: list[FromUsEntry] = []
    internal: list[MarkedText] = []


class ClauseEntry(Strict):
    row: RowId
    heading: Plain = Field(max_length=120)
    text: Plain = Field(min_length=1)
    practice: Plain = ""
    guidance: list[PageCode] = []


class StandardEntry(PageEntry):
    type: Literal["standard"]
    code: str = Field(pattern=r"^(A|[BCD]\d)$")
    group: StandardSectionPage.Group
    binding: bool
    intro: Plain = Field("", max_length=300)
    clauses: list[ClauseEntry] = Field(min_length=1)


PAGE_ENTRIES: dict[str, type[PageEntry]] = {
    Kind.SERVICE.value: ServiceEntry,
    Kind.GUIDED.value: GuidedEntry,
    Kind.EXPLANATION.value: ExplanationEntry,
    Kind.REFERRAL.value: ReferralEntry,
    Kind.PHRASE.value: PhraseEntry,
    Kind.CONTACT.value: ContactPageEntry,
    Kind.STANDARD.value: StandardEntry,
}

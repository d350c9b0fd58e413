"""What the templates print, as plain values: templates hold no logic and ask nothing of the database.

``screen_of`` builds the screen of a page, ``card_of`` its card beside the results. Whatever is not for the client is
in a field of its own or carries ``internal``, so that a template cannot mix the two by mistake.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page, PageViewRestriction
from wagtail.rich_text import RichText, expand_db_html

from kb.calendar.latvian_dates import numeric, weekday
from kb.calendar.sentences import fill
from kb.content.blocks.passages import VisiblePassage, plain
from kb.content.blocks.service import DocumentKind
from kb.content.choices import Availability, TrustState
from kb.content.dated import in_force
from kb.content.directory import Directory
from kb.content.guided_walk import Walk
from kb.content.models import (
    ContactPage,
    ContactPoint,
    ExplanationPage,
    GuidedQuestionPage,
    KnowledgePage,
    OpeningHours,
    PhrasePage,
    ReferralPage,
    ServicePage,
    SpecialDay,
    StandardSectionPage,
)
from kb.content.models.hours import Weekday
from kb.content.models.organisation import Institution
from kb.content.trust import Trust
from kb.desk.answer import TermOnDay
from kb.desk.copies import SAMPLE_LINE, Copy
from kb.desk.presentation import PageView, present
from kb.desk.qr import lasting_url, qr_svg
from kb.desk.reference import Company, clock

# --- values ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TrustMark:
    """Icon, word and dates beside an answer. ``until``: the next check, or since when it is overdue."""

    state: str
    label: str
    on: date | None = None
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """The panel with the sentence to say. ``print_lines`` name the day, because paper is read on another day."""

    lines: tuple[SafeString, ...]
    print_lines: tuple[SafeString, ...]
    trust: TrustMark | None
    copy: tuple[Copy, ...] = ()
    blocked_reason: str = ""
    sample: bool = False
    head: str = ""
    new_url: str = ""
    new_text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with an icon in front. ``internal`` keeps it from the client's sheet."""

    html: SafeString
    icon: str = ""
    internal: bool = False


@dataclass(frozen=True, slots=True)
class ChannelLine:
    state: str
    label: str
    detail: str | SafeString = ""
    sample: bool = False


@dataclass(frozen=True, slots=True)
class TermLine:
    """A deadline: the date it falls on where it has one, else only the words. The first date is ``large``."""

    rule: SafeString
    large: bool
    due: str
    weekday: str
    received: str
    today: bool
    sample: bool
    another_day_url: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the facts: a value, or lines, channels or terms."""

    label: str
    value: str | SafeString = ""
    sub: str | SafeString = ""
    plain: bool = False
    sample: bool = False
    unknown: bool = False
    url: str = ""
    print_label: str = ""
    lines: tuple[Line, ...] = ()
    channels: tuple[ChannelLine, ...] = ()
    inline: bool = False
    terms: tuple[TermLine, ...] = ()
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    url: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class LegalLine:
    """An act for the client; ``note`` and whole ``internal`` lines are for employees."""

    title: SafeString
    note: str = ""
    seen: date | None = None
    internal: bool = False


@dataclass(frozen=True, slots=True)
class BodyGroup:
    """Passages that follow one another and are for the same reader."""

    internal: bool
    children: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands only on paper: head, band of an answer that may not be given away, foot with the QR code."""

    company: str
    right: str
    band: str
    qr: SafeString
    first: str
    second: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What every kind of page prints."""

    say: Say
    facts: tuple[Fact, ...] = ()
    internal: tuple[SafeString, ...] = ()
    legal: tuple[LegalLine, ...] = ()
    related: tuple[Link, ...] = ()
    standard_rows: tuple[Link, ...] = ()
    foot: tuple[str, ...] = ()
    paper: Paper
    body: tuple[BodyGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    condition: SafeString
    then: SafeString
    decides: SafeString
    ground: str
    sample: bool


@dataclass(frozen=True, slots=True)
class FaqRow:
    question: SafeString
    answer: SafeString
    link: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceScreen(Screen):
    documents: tuple[Line, ...]
    steps: tuple[SafeString, ...]
    ask: tuple[SafeString, ...]
    exceptions: tuple[ExceptionRow, ...]
    faq: tuple[FaqRow, ...]
    personal_data: SafeString
    jumps: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    channel: str
    lines: tuple[SafeString, ...]
    copy: Copy | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseScreen(Screen):
    wordings: tuple[Wording, ...]
    when: str


@dataclass(frozen=True, slots=True)
class NotCompetent:
    text: SafeString
    who: str
    link: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralScreen(Screen):
    competent: tuple[SafeString, ...]
    not_competent: tuple[NotCompetent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidedScreen(Screen):
    """``question`` is the panel while asking; ``outcome`` the page reached, with its panel where all may see it."""

    question: Say | None
    outcome: "Outcome | None"


@dataclass(frozen=True, slots=True)
class Outcome:
    kind: str
    code: str
    title: str
    url: str
    say: Say | None


@dataclass(frozen=True, slots=True)
class WeekRow:
    day: str
    today: bool
    cells: tuple["WeekCell", ...]


@dataclass(frozen=True, slots=True)
class WeekCell:
    text: str
    sample: bool


@dataclass(frozen=True, slots=True)
class Week:
    """Weekly hours: a column for each place."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[WeekRow, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpecialDayRow:
    name: str
    weekday: str
    date: date
    what: str
    location: str
    sample: bool


@dataclass(frozen=True, slots=True)
class UnitRow:
    name: str
    topics: tuple[str, ...]
    reach: tuple[Line, ...]
    deputy: str
    sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactScreen(Screen):
    weeks: tuple[Week, ...]
    special_days: tuple[SpecialDayRow, ...]
    units: tuple[UnitRow, ...]


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A row of the standard. ``letter`` stands raised after its text."""

    row: str
    letter: str
    heading: str
    text: SafeString
    practice: SafeString
    guidance: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardScreen(Screen):
    clauses: tuple[ClauseRow, ...]
    guidance: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """The chosen hit beside the results."""

    kind: str
    code: str
    words: str
    title: str
    url: str
    say: Say
    facts: tuple[Fact, ...]
    internal: SafeString


# --- text --------------------------------------------------------------------------------------------------

_TAG = re.compile(r"(<[^>]*>)")
_HYPHENATED = re.compile(r"\b[Ee]-\w+")
_UNITS = "darbdien|dien|nedēļ|mēne|gad|stund|minūt|EUR|MWh|m²|m³|%"
_MONTHS = "janvār|februār|mart|aprīl|maij|jūnij|jūlij|august|septembr|oktobr|novembr|decembr"
_NUMBER = re.compile(rf"(\d\.?) (?={_UNITS}|{_MONTHS})|((?:Nr|plkst)\.) (?=\d)")


def typeset(text: str | SafeString) -> SafeString:
    """Safe HTML in which «e-pasts» is not broken and «10 darbdienas», «8. decembris», «Nr. 876» stay together."""
    pieces = _TAG.split(conditional_escape(text))
    return mark_safe("".join(piece if piece.startswith("<") else _keep(piece) for piece in pieces))  # noqa: S308


def _keep(text: str) -> str:
    joined = _NUMBER.sub(lambda found: (found[1] or found[2]) + "\u00a0", text)
    return _HYPHENATED.sub(r'<span class="nb">\g<0></span>', joined)


def inline(value: Any) -> SafeString:
    """A rich text value (or a string) without paragraphs of its own, to stand inside a line."""
    if not isinstance(value, RichText):
        return typeset(str(value or ""))
    html = re.sub(r"</p>\s*<p[^>]*>", "<br>", expand_db_html(value.source))
    return typeset(mark_safe(re.sub(r"</?p[^>]*>", "", html)))  # noqa: S308  (Wagtail cleans rich text when it is saved)


def marked(html: str | SafeString, sample: bool) -> SafeString:
    """``html`` with the dashed underline of an unconfirmed value, and the word for those who do not see it."""
    text = html if isinstance(html, SafeString) else typeset(html)
    if not sample:
        return text
    return format_html(
        '<span class="sample-value">{}</span><span class="visually-hidden"> {}</span>', text, _("(sample)")
    )


def said(
    lines: Iterable[str], received: date, due: date | None, *, dated: bool, sample: bool
) -> tuple[SafeString, ...]:
    """Sentences with the placeholders filled in; the due date bold, underlined while its term is a sample."""
    return tuple(_said(line, received, due, dated, sample) for line in lines)


def _said(line: str, received: date, due: date | None, dated: bool, sample: bool) -> SafeString:
    html = SafeString("")
    for part in fill(line, received=received, due=due, dated=dated):
        html += format_html("<b>{}</b>", marked(part.text, sample)) if part.emphasised else typeset(part.text)
    return html


def _bare(url: str) -> str:
    """An address as people read it: without the scheme and the last slash."""
    return url.split("://", 1)[-1].rstrip("/")


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- the sentence to say -----------------------------------------------------------------------------------


def trust_mark(trust: Trust) -> TrustMark:
    """The mark of a page; where the check is overdue, the day it was due stands as ``until``."""
    overdue = trust.state == TrustState.OVERDUE
    on, until = (None, trust.on) if overdue else (trust.on, trust.until)
    return TrustMark(trust.state.value, trust.label, on, until)


def say_of(view: PageView, page: KnowledgePage) -> Say:
    """The panel of ``page``. A blocked answer keeps its main button, disabled, beside the reason."""
    term = next((term for term in view.answer.terms if term.due), None)
    sample = bool(term and term.deadline.sample)
    due = view.answer.due
    dated = said(page.answer_lines, view.received, due, dated=True, sample=sample)
    spoken = said(page.answer_lines, view.received, due, dated=False, sample=sample)
    new = page.replaced_by if page.replaced_by and page.replaced_by.live else None
    return Say(
        lines=dated if view.other_day else spoken,
        print_lines=dated,
        trust=trust_mark(view.trust),
        copy=view.copies.texts or (Copy(_("Copy for e-mail"), "", main=True),),
        blocked_reason=view.copies.blocked_reason,
        sample=view.sample,
        new_url=(new.url or "") if new else "",
        new_text=new.title if new else "",
    )


def meanwhile() -> Say:
    """What to say where nothing was found."""
    sentence = (typeset("Noskaidrošu un atzvanīšu Jums šodien. Uz kuru tālruni zvanīt?"),)
    return Say(lines=sentence, print_lines=(), trust=None)


# --- pages -------------------------------------------------------------------------------------------------


def screen_of(page: KnowledgePage, view: PageView, context: dict[str, Any]) -> Screen:
    """The screen of a page of any type. ``context`` gives what the type gathered itself: walk, directory."""
    match page:
        case ServicePage():
            return _service_screen(page, view)
        case ContactPage():
            return _contact_screen(page, view, context["directory"])
        case ExplanationPage():
            return Screen(
                **_shared(page, view),
                facts=_article_facts(page, view),
                legal=legal_lines(page.legal_acts),
                body=body_groups(page.body),
            )
        case ReferralPage():
            return _referral_screen(page, view)
        case PhrasePage():
            return PhraseScreen(
                **_shared(page, view),
                internal=internal_items(page.internal),
                wordings=_wordings(page, view),
                when=page.when,
            )
        case GuidedQuestionPage():
            return _guided_screen(page, view, context["walk"])
        case StandardSectionPage():
            return _standard_screen(page, view)
    return Screen(**_shared(page, view))


def _shared(page: KnowledgePage, view: PageView) -> dict[str, Any]:
    return {
        "say": say_of(view, page),
        "related": page_links(page.related_pages),
        "standard_rows": tuple(_standard_row(row) for row in page.standard_ref_list),
        "foot": _foot(page),
        "paper": _paper(page, view),
    }


def first_words(page: KnowledgePage) -> str:
    words = page.client_word_list
    return capital(words[0]) if words else ""


def page_links(pages: Iterable[Page]) -> tuple[Link, ...]:
    """Links to live pages that everybody who is logged in may read."""
    closed = _closed_paths()
    return tuple(link_to(page) for page in pages if page and _open(page, closed))


def link_to(page: Page) -> Link:
    return Link(page.title, page.url or "", getattr(page, "code", ""))


def _closed_paths() -> tuple[str, ...]:
    restrictions = PageViewRestriction.objects.exclude(restriction_type=PageViewRestriction.LOGIN)
    return tuple(restrictions.values_list("page__path", flat=True))


def _open(page: Page, closed: Sequence[str]) -> bool:
    return bool(page.live) and not page.path.startswith(tuple(closed))


def _open_link(page: Page | None) -> Link | None:
    return link_to(page) if page and _open(page, _closed_paths()) else None


def _standard_row(row: str) -> Link:
    """A row such as B6g stands on the page of its section, B6; all rows of part A on one page."""
    section = "A" if row.startswith("A") else row[:2]
    return Link(row, f"{reverse('page_by_code', args=[section])}#{row}", row)


def _foot(page: KnowledgePage) -> tuple[str, ...]:
    parts = [page.code, _version(page)] if page.last_published_at else [page.code]
    if page.owner_name:
        parts.append(_("Owner: %(name)s") % {"name": page.owner_name})
    if page.deputy:
        parts.append(_("deputy: %(name)s") % {"name": page.deputy.get_full_name() or page.deputy.get_username()})
    if page.source:
        parts.append(_("Source: %(source)s") % {"source": page.source})
    if page.source_checked_on:
        parts.append(_("Seen %(date)s") % {"date": numeric(page.source_checked_on)})
    return tuple(parts)


def _version(page: KnowledgePage) -> str:
    return _("version of %(date)s") % {"date": numeric(timezone.localtime(page.last_published_at).date())}


def _paper(page: KnowledgePage, view: PageView) -> Paper:
    company = view.company
    # A new page has no code until it is first saved: its preview has nothing to lead to.
    url = lasting_url(page.code) if page.code else ""
    head = f"{page.code}, {_version(page)}" if page.last_published_at else page.code
    printed = _("Printed on %(date)s") % {"date": numeric(view.today)}
    return Paper(
        company=company.name,
        right=_("Client service %(phone)s") % {"phone": company.phone},
        band=_band(view.trust),
        qr=qr_svg(url) if url else SafeString(""),
        first=_reach(company),
        second=f"{head.rstrip('.')}. {_paper_state(view.trust)} {printed}",
        address=_bare(url),
    )


def _reach(company: Company) -> str:
    phone = _("Phone %(phone)s") % {"phone": company.phone} if company.phone else ""
    return ". ".join(part for part in (company.address, company.email, phone) if part)


def _band(trust: Trust) -> str:
    """Why a sheet may not be handed out, empty where it may."""
    match trust.state:
        case TrustState.VERIFIED | TrustState.DUE:
            return ""
        case TrustState.SAMPLE:
            return _("SAMPLE. Nobody has confirmed it: not to be given to clients.")
        case TrustState.OVERDUE:
            return _("The check is overdue: not to be given to clients.")
        case TrustState.WITHDRAWN:
            return _("Withdrawn: not to be given to clients.")
    return _("Draft: not to be given to clients.")


def _paper_state(trust: Trust) -> str:
    if trust.state == TrustState.VERIFIED and trust.on:
        checked = _("Verified on %(date)s") % {"date": numeric(trust.on)}
        until = _("Valid until %(date)s") % {"date": numeric(trust.until)} if trust.until else ""
        return f"{checked} {until}".strip()
    return f"{trust.label}."


# --- parts that several types share ------------------------------------------------------------------------


def internal_items(stream: Any) -> tuple[SafeString, ...]:
    return tuple(marked(inline(child.value["text"]), child.value["sample"]) for child in stream)


def legal_lines(stream: Any) -> tuple[LegalLine, ...]:
    found = []
    for child in stream:
        act = child.value["act"]
        if act is None:
            continue
        name = act.number or act.short
        head = format_html('<a href="{}">{}</a>', act.url, typeset(name)) if act.url else typeset(name)
        title = head if act.title == name else format_html("{} „{}”", head, typeset(act.title))
        found.append(LegalLine(title, note=child.value["note"], seen=act.checked_on))
    return tuple(found)


def body_groups(stream: Any) -> tuple[BodyGroup, ...]:
    """Passages grouped by reader. A heading goes with what follows it: before internal text alone it is internal."""
    groups: list[tuple[bool, list[Any]]] = []
    children = list(stream)
    for position, child in enumerate(children):
        internal = _is_internal(children, position)
        if not groups or groups[-1][0] != internal:
            groups.append((internal, []))
        groups[-1][1].append(child)
    return tuple(BodyGroup(internal, tuple(members)) for internal, members in groups)


def _is_internal(children: Sequence[Any], position: int) -> bool:
    child = children[position]
    if isinstance(child.block, VisiblePassage):
        return not child.block.is_client(child.value)
    under_it: list[bool] = []
    for following in children[position + 1 :]:
        if not isinstance(following.block, VisiblePassage):
            break
        under_it.append(not following.block.is_client(following.value))
    return bool(under_it) and all(under_it)


def phone_link(number: str) -> SafeString:
    return format_html('<a href="tel:{}">{}</a>', re.sub(r"[^\d+]", "", number), number)


def _facts_of_stream(stream: Any) -> tuple[Fact, ...]:
    return tuple(
        Fact(child.value["label"], inline(child.value["text"]), plain=True, sample=child.value["sample"])
        for child in stream
    )


def _article_facts(page: ExplanationPage, view: PageView) -> tuple[Fact, ...]:
    values = tuple(
        Fact(row.label, typeset(row.text), sub=row.note, sample=row.sample)
        for row in in_force(page.values.all(), view.received)
    )
    return values + _facts_of_stream(page.facts)


# --- service -----------------------------------------------------------------------------------------------

_DOCUMENT_ICONS = {DocumentKind.FORM: "pen", DocumentKind.OPTIONAL: "plus"}


def _service_screen(page: ServicePage, view: PageView) -> ServiceScreen:
    exceptions = tuple(_exception_row(child.value) for child in page.exceptions)
    parts: dict[str, Any] = {
        "steps": tuple(marked(inline(child.value["text"]), child.value["sample"]) for child in page.steps),
        "ask": tuple(typeset(child.value["text"]) for child in page.ask),
        "exceptions": exceptions,
        "faq": tuple(_faq_row(child.value) for child in page.faq),
        "internal": internal_items(page.internal),
        "personal_data": typeset(page.personal_data_note),
        "legal": legal_lines(page.legal_acts) + _bases(view),
    }
    return ServiceScreen(
        **_shared(page, view),
        **parts,
        facts=service_facts(page, view),
        documents=_documents(page),
        jumps=_jumps(parts),
    )


def _jumps(parts: dict[str, Any]) -> tuple[Link, ...]:
    names = (
        ("steps", "soli", _("Steps")),
        ("ask", "jautat", _("What to ask")),
        ("exceptions", "iznemumi", _("Exceptions")),
        ("faq", "biezi", _("Often asked")),
        ("internal", "ieksejais", _("Internal procedure")),
        ("personal_data", "dati", _("Personal data")),
        ("legal", "pamats", _("Legal basis")),
    )
    return tuple(Link(title, f"#{anchor}") for key, anchor, title in names if parts[key])


def service_facts(page: ServicePage, view: PageView) -> tuple[Fact, ...]:
    """We answer, channels, fee, who decides, whom to refer to, public address."""
    first = next((term for term in view.answer.terms if term.due), None)
    terms = tuple(_term_line(term, view, large=term is first) for term in view.answer.terms)
    facts = [
        Fact(_("We answer"), terms=terms) if terms else None,
        Fact(_("Channels"), channels=channel_lines(page)),
        Fact(_("Fee"), lines=tuple(Line(_bold(str(fee), fee.sample)) for fee in view.answer.fees))
        if view.answer.fees
        else None,
        Fact(_("Decides"), typeset(page.decides), sample=page.decides_sample) if page.decides else None,
        _refer_to(page),
        Fact(_("Website"), _bare(page.public_url), url=page.public_url) if page.public_url else None,
    ]
    return tuple(fact for fact in facts if fact)


def _bold(text: str, sample: bool) -> SafeString:
    return format_html("<b>{}</b>", marked(capital(text), sample))


def _term_line(term: TermOnDay, view: PageView, *, large: bool) -> TermLine:
    row = term.deadline
    label = format_html("{}: ", typeset(row.label)) if row.label else ""
    query = {"received": numeric(term.received), "amount": row.amount, "unit": row.unit}
    return TermLine(
        rule=format_html("{}{}", label, marked(row.term_text, row.sample)),
        large=large,
        due=term.due_text,
        weekday=term.due_weekday,
        received=numeric(term.received),
        today=not view.other_day,
        sample=row.sample,
        another_day_url=f"{reverse('due_dates')}?{urlencode(query)}" if term.due else "",
    )


def channel_lines(page: ServicePage) -> tuple[ChannelLine, ...]:
    """The four channels. Proof of identity is said here where it does not stand among the documents already."""
    named_on_list = any(child.value["kind"] == DocumentKind.ID for child in page.documents)
    return tuple(
        ChannelLine(
            state=row.availability,
            label=str(row.get_channel_display()),
            detail=_channel_detail(row, with_identity=not named_on_list),
            sample=row.sample,
        )
        for row in page.channels.all()
    )


def _channel_detail(row: Any, *, with_identity: bool) -> SafeString:
    if row.availability == Availability.NO:
        return SafeString("")
    contact = row.contact
    # An address is already said in other words («Talsu ielā 84»); a number or an e-mail is not.
    told = contact is None or contact.value in row.how or (row.how and contact.kind == ContactPoint.Kind.ADDRESS)
    parts = [row.how, "" if told else contact.value]
    if with_identity and row.id_required and row.id_documents:
        parts.append(_("identity: %(documents)s") % {"documents": row.id_documents[:1].lower() + row.id_documents[1:]})
    return typeset(", ".join(part for part in parts if part))


def _refer_to(page: ServicePage) -> Fact | None:
    closed = _closed_paths()
    lines = []
    for child in page.refer_to:
        target, unit = child.value["page"], child.value["unit"]
        if target and _open(target, closed):
            who = format_html('<a href="{}">{}</a>', target.url or "", target.title)
        elif unit:
            who = conditional_escape(str(unit))
        else:
            continue
        lines.append(Line(format_html("{}: {}", typeset(child.value["when"]), who), icon="arrow-out"))
    return Fact(_("Refer to"), print_label=_("Who else helps"), lines=tuple(lines)) if lines else None


def _documents(page: ServicePage) -> tuple[Line, ...]:
    needed = [
        Line(
            format_html(
                "<b>{}</b> {}", marked(child.value["text"], child.value["sample"]), typeset(child.value["detail"])
            ),
            icon=_DOCUMENT_ICONS.get(DocumentKind(child.value["kind"]), "doc"),
        )
        for child in page.documents
    ]
    forms = [
        Line(format_html('<a href="{}">{}</a>', child.value.url, child.value.title), icon="external")
        for child in page.forms
        if child.value
    ]
    return tuple(needed + forms)


def _exception_row(value: Any) -> ExceptionRow:
    return ExceptionRow(
        typeset(value["condition"]), inline(value["then"]), typeset(value["decides"]), value["ground"], value["sample"]
    )


def _faq_row(value: Any) -> FaqRow:
    return FaqRow(typeset(value["question"]), inline(value["answer"]), _open_link(value["page"]))


def _bases(view: PageView) -> tuple[LegalLine, ...]:
    """What each deadline rests on: for employees, until a lawyer confirms it."""
    return tuple(
        LegalLine(
            format_html("{}: {}", row.label or _("Term"), marked(row.basis or str(row.legal_act), row.sample)),
            internal=True,
        )
        for row in (term.deadline for term in view.answer.terms)
        if row.basis or row.legal_act
    )


# --- phrase, referral, guided question, standard -----------------------------------------------------------


def _wordings(page: PhrasePage, view: PageView) -> tuple[Wording, ...]:
    head = f"{SAMPLE_LINE}\n" if view.sample else ""
    blocked = bool(view.copies.blocked_reason)
    block = page.wordings.stream_block.child_blocks["wording"].child_blocks["channel"] if page.wordings else None
    names = dict(block.field.choices) if block else {}
    return tuple(
        Wording(
            channel=str(names.get(child.value["channel"], child.value["channel"])),
            lines=tuple(typeset(line) for line in child.value["text"].splitlines() if line.strip()),
            copy=None if blocked else Copy(_("Copy"), head + child.value["text"], done=_("Copied")),
        )
        for child in page.wordings
    )


def _referral_screen(page: ReferralPage, view: PageView) -> ReferralScreen:
    return ReferralScreen(
        **_shared(page, view),
        facts=referral_facts(page),
        internal=internal_items(page.internal),
        competent=tuple(typeset(child.value["text"]) for child in page.competent),
        not_competent=tuple(
            NotCompetent(typeset(child.value["text"]), child.value["who"], _open_link(child.value["page"]))
            for child in page.not_competent
        ),
    )


def referral_facts(page: ReferralPage) -> tuple[Fact, ...]:
    """How to reach the institution. What is not known is said, so that nobody guesses."""
    institution: Institution | None = page.institution
    facts: list[Fact | None] = []
    if institution:
        facts += _institution_facts(institution)
    take = tuple(Line(marked(child.value["text"], child.value["sample"]), icon="doc") for child in page.take_along)
    facts += [
        Fact(_("How to get there"), typeset(page.reach), plain=True) if page.reach else None,
        Fact(_("Decides"), typeset(page.decides_in)) if page.decides_in else None,
        Fact(_("To take along"), lines=take) if take else None,
        _from_us(page),
    ]
    if institution and (institution.checked_on or institution.source):
        seen = numeric(institution.checked_on) if institution.checked_on else ""
        facts.append(Fact(_("Seen"), " ".join(part for part in (seen, institution.source) if part), plain=True))
    return tuple(fact for fact in facts if fact)


def _institution_facts(institution: Institution) -> list[Fact | None]:
    places = tuple(Line(typeset(line), icon="place") for line in institution.address_list)
    hours = Fact(_("Receives"), typeset(institution.hours), sub=institution.hours_note)
    no_hours = Fact(_("Receives"), _("Not known."), sub=institution.hours_note, unknown=True)
    return [
        Fact(_("Address"), lines=places) if places else None,
        Fact(_("Website"), _bare(institution.web), url=institution.web_url) if institution.web else None,
        _phones(institution),
        Fact(_("E-mail"), institution.email, url=f"mailto:{institution.email}") if institution.email else None,
        hours if institution.hours else no_hours,
    ]


def _phones(institution: Institution) -> Fact:
    phones = tuple(institution.phones.all())
    if not phones:
        return Fact(_("Phone"), _("Not known."), sub=_("Do not say it from memory."), unknown=True)
    lines = tuple(Line(phone_line(row.number, row.note, row.unverified), "phone", row.unverified) for row in phones)
    return Fact(_("Phone"), lines=lines, internal=all(row.unverified for row in phones))


def phone_line(number: str, note: str, unverified: bool) -> SafeString:
    mark = format_html('<span class="tag tag--warn">{}</span>', _("To be checked")) if unverified else ""
    return format_html("<b>{}</b> {} {}", phone_link(number), typeset(note), mark)


def _from_us(page: ReferralPage) -> Fact | None:
    lines = []
    for child in page.from_us:
        link = _open_link(child.value["page"])
        text = typeset(child.value["text"])
        lines.append(Line(format_html('<a href="{}">{}</a>', link.url, text) if link else text, "doc"))
    return Fact(_("From us"), lines=tuple(lines)) if lines else None


def _guided_screen(page: GuidedQuestionPage, view: PageView, walk: Walk) -> GuidedScreen:
    question = None
    if walk.question:
        question = Say(lines=(typeset(walk.question),), print_lines=(), trust=None)
    return GuidedScreen(**_shared(page, view), question=question, outcome=_outcome(walk.outcome, view))


def _outcome(page: KnowledgePage | None, view: PageView) -> Outcome | None:
    """The page reached. One that not everybody may read is only named: it asks for itself who may open it."""
    if page is None:
        return None
    shown = _open(page, _closed_paths())
    say = say_of(present(page, day=view.received, today=view.today), page) if shown else None
    return Outcome(str(page.get_kind_display()), page.code, page.title, page.url or "", say)


def _standard_screen(page: StandardSectionPage, view: PageView) -> StandardScreen:
    """Guidance of all clauses, each page once; related pages that are not among it."""
    clauses = clause_rows(page)
    guidance = tuple({link.url: link for clause in clauses for link in clause.guidance}.values())
    shared = _shared(page, view)
    shared["related"] = tuple(link for link in shared["related"] if link not in guidance)
    return StandardScreen(**shared, clauses=clauses, guidance=guidance)


def clause_rows(page: StandardSectionPage) -> tuple[ClauseRow, ...]:
    return tuple(
        ClauseRow(
            row=value["row"],
            letter=value["row"][2:],
            heading=value["heading"],
            text=typeset(plain(value["approved"] or value["text"])),
            practice=typeset(value["practice"]),
            guidance=page_links(value["guidance"]),
        )
        for value in (child.value for child in page.clauses)
    )


# --- contacts ----------------------------------------------------------------------------------------------

_CONTACT_ICONS = {
    ContactPoint.Kind.PHONE: "phone",
    ContactPoint.Kind.EMAIL: "mail",
    ContactPoint.Kind.ADDRESS: "place",
    ContactPoint.Kind.WEB: "external",
}


def _contact_screen(page: ContactPage, view: PageView, directory: Directory) -> ContactScreen:
    return ContactScreen(
        **_shared(page, view),
        facts=_contact_facts(page, directory),
        legal=legal_lines(page.legal_acts),
        body=body_groups(page.body),
        weeks=tuple(
            _week(title, schedules, view.received)
            for title, schedules in (
                (_("Opening hours"), directory.hours),
                (_("Cash desks"), directory.cash_desks),
            )
            if schedules
        ),
        special_days=tuple(_special_day(day) for day in directory.special_days),
        units=tuple(_unit_row(unit) for unit in directory.units),
    )


def _contact_facts(page: ContactPage, directory: Directory) -> tuple[Fact, ...]:
    """Emergency numbers first; a number stands once, also where the page shows both lists."""
    shown = {_number(phone) for phone in directory.emergency}
    emergency = tuple(
        _contact_fact(
            phone.emergency_label,
            Line(phone_line(_number(phone), phone.note, phone.unverified), "phone", phone.unverified),
        )
        for phone in directory.emergency
    )
    contacts = tuple(
        _contact_fact(point.label, contact_line(point)) for point in directory.contacts if point.value not in shown
    )
    return emergency + contacts + _facts_of_stream(page.facts)


def _contact_fact(label: str, line: Line) -> Fact:
    return Fact(label, lines=(line,), internal=line.internal)


def _number(phone: Any) -> str:
    return str(phone.value if isinstance(phone, ContactPoint) else phone.number)


def contact_line(point: ContactPoint) -> Line:
    """The value as a link where it can be one, the note, and a mark where it is not confirmed."""
    icon = _CONTACT_ICONS.get(ContactPoint.Kind(point.kind), "")
    match point.kind:
        case ContactPoint.Kind.PHONE:
            value = phone_link(point.value)
        case ContactPoint.Kind.EMAIL:
            value = format_html('<a href="mailto:{0}">{0}</a>', point.value)
        case ContactPoint.Kind.WEB if point.value.startswith("http"):
            value = format_html('<a href="{}">{}</a>', point.value, _bare(point.value))
        case _:
            value = typeset(point.value)
    mark = format_html('<span class="tag tag--warn">{}</span>', _("To be checked")) if point.unverified else ""
    return Line(format_html("<b>{}</b> {}", value, mark), icon, internal=point.unverified)


def _week(title: str, schedules: Sequence[OpeningHours], day: date) -> Week:
    weeks = [row.week for row in schedules]
    return Week(
        title=title,
        columns=tuple(f"{row.location}, {str(row.get_kind_display()).lower()}" for row in schedules),
        rows=tuple(
            WeekRow(
                capital(str(Weekday(number).label)),
                number == day.weekday(),
                tuple(
                    WeekCell(hours_text(week[number]), row.sample) for row, week in zip(schedules, weeks, strict=True)
                ),
            )
            for number in range(7)
        ),
        notes=tuple(f"{row.location}: {row.note}" for row in schedules if row.note),
    )


def hours_text(intervals: Iterable[tuple[time, time]]) -> str:
    """«9.00–12.00, 13.00–16.00»; empty where it is closed."""
    return ", ".join(f"{clock(opens)}–{clock(closes)}" for opens, closes in intervals)


def _special_day(day: SpecialDay) -> SpecialDayRow:
    what = str(day.get_kind_display())
    if day.closes_at:
        what = _("until %(time)s") % {"time": clock(day.closes_at)}
    return SpecialDayRow(day.name, weekday(day.date), day.date, what, day.location, day.sample)


def _unit_row(unit: Any) -> UnitRow:
    reach = [Line(phone_link(unit.phone), "phone")] if unit.phone else []
    if unit.email:
        reach.append(Line(format_html('<a href="mailto:{0}">{0}</a>', unit.email), "mail"))
    return UnitRow(unit.name, tuple(unit.topic_list), tuple(reach), str(unit.deputy or ""), unit.sample)


# --- card --------------------------------------------------------------------------------------------------


def card_of(page: KnowledgePage, view: PageView) -> Card:
    """The card of a hit: the panel, the facts that the client needs first, one internal line."""
    return Card(
        kind=str(page.get_kind_display()),
        code=page.code,
        words=first_words(page),
        title=page.title,
        url=page.url or "",
        say=say_of(view, page),
        facts=_card_facts(page, view),
        internal=_card_internal(page),
    )


def _card_facts(page: KnowledgePage, view: PageView) -> tuple[Fact, ...]:
    match page:
        case ServicePage():
            return _service_card_facts(page, view)
        case ExplanationPage():
            return (*_article_facts(page, view), *_next_fact(page), *_basis_fact(page.legal_acts))
        case ContactPage():
            return (*_facts_of_stream(page.facts), *_next_fact(page))
        case ReferralPage():
            competent = format_html_join(", ", "{}", ((child.value["text"],) for child in page.competent))
            first = (Fact(_("They will help"), competent, plain=True),) if competent else ()
            return (*first, *referral_facts(page))
        case GuidedQuestionPage():
            questions = [child.value["question"] for child in page.nodes]
            first = (Fact(_("First question"), typeset(questions[0]), plain=True),) if questions else ()
            return (*first, *_next_fact(page))
        case StandardSectionPage():
            return tuple(
                Fact(clause.row, format_html("<b>{}</b> {}", clause.heading, clause.text), plain=True)
                for clause in clause_rows(page)
            )
    return _next_fact(page)


def _service_card_facts(page: ServicePage, view: PageView) -> tuple[Fact, ...]:
    facts = service_facts(page, view)
    documents = tuple(Line(line.html) for line in _documents(page))
    channels = tuple(ChannelLine(row.state, row.label, sample=row.sample) for row in channel_lines(page))
    kept = [fact for fact in facts if fact.terms or fact.label in {_("Fee"), _("Refer to")}]
    kept.insert(1 if kept and kept[0].terms else 0, Fact(_("Channels"), channels=channels, inline=True))
    if documents:
        kept.append(Fact(_("Documents"), lines=documents))
    return (*kept, *_basis_fact(page.legal_acts))


def _next_fact(page: KnowledgePage) -> tuple[Fact, ...]:
    links = page_links(page.related_pages)
    if not links:
        return ()
    html = format_html_join(", ", '<a href="{}">{}</a>', ((link.url, link.title) for link in links))
    return (Fact(pgettext("where to look next", "Next"), html, plain=True),)


def _basis_fact(stream: Any) -> tuple[Fact, ...]:
    acts = [child.value["act"] for child in stream if child.value["act"]]
    if not acts:
        return ()
    return (Fact(_("Basis"), typeset(", ".join(act.short for act in acts)), plain=True),)


def _card_internal(page: KnowledgePage) -> SafeString:
    if isinstance(page, PhrasePage) and page.when:
        return typeset(page.when)
    if isinstance(page, ServicePage) and page.personal_data_note:
        return typeset(page.personal_data_note)
    for child in getattr(page, "internal", ()):
        return inline(child.value["text"])
    for group in body_groups(getattr(page, "body", ())):
        if group.internal:
            first = next((child for child in group.children if child.block_type != "heading"), None)
            if first is not None:
                return typeset(first.block.index_lines(first.value)[0])
    return SafeString("")


__all__ = ["Card", "Fact", "Say", "Screen", "card_of", "say_of", "screen_of", "trust_mark"]

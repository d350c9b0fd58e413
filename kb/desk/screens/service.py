"""The screen of a service: facts for the client, then the procedure for the employee."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kb.calendar.latvian_dates import numeric
from kb.content.access import EVERYBODY, tokens_of
from kb.content.attached.access import any_closed, closed_now
from kb.content.blocks.service import DocumentKind
from kb.content.choices import Availability
from kb.content.models import ContactPoint, ServicePage
from kb.desk.answer import TermOnDay
from kb.desk.phone.rule import inside, is_marked
from kb.desk.presentation import PageView
from kb.desk.screens.links import open_link
from kb.desk.screens.parts import internal_items, legal_lines
from kb.desk.screens.shared import shared_parts
from kb.desk.screens.text import capital, inline, marked, typeset
from kb.desk.screens.values import ChannelLine, Fact, LegalLine, Line, Link, Screen, TermLine
from kb.formats.dates import short_date
from kb.qr import bare


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    condition: SafeString
    then: SafeString
    decides: SafeString
    ground: str


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


_DOCUMENT_ICONS = {DocumentKind.FORM: "pen", DocumentKind.OPTIONAL: "plus"}


def service_screen(page: ServicePage, view: PageView, request: HttpRequest) -> ServiceScreen:
    told = view.phone.passage
    exceptions = tuple(_exception_row(child.value, view) for child in page.exceptions)
    parts: dict[str, Any] = {
        "steps": tuple(
            told(child.value, marked(inline(child.value["text"]), child.value["sample"])) for child in page.steps
        ),
        "ask": tuple(typeset(child.value["text"]) for child in page.ask),
        "exceptions": exceptions,
        "faq": tuple(_faq_row(child.value, view) for child in page.faq),
        "internal": internal_items(page.internal, view.phone),
        "personal_data": typeset(page.personal_data_note),
        "legal": legal_lines(page.legal_acts) + _bases(view),
    }
    return ServiceScreen(
        **shared_parts(page, view),
        **parts,
        facts=service_facts(page, view),
        documents=document_lines(page, tokens_of(request.user)),
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
    first = view.answer.first
    terms = tuple(_term_line(term, view, large=term is first) for term in view.answer.terms)
    facts = [
        Fact(_("We answer"), terms=terms) if terms else None,
        Fact(_("Channels"), channels=channel_lines(page)),
        Fact(_("Fee"), lines=tuple(Line(_bold(str(fee), fee.sample)) for fee in view.answer.fees))
        if view.answer.fees
        else None,
        Fact(_("Decides"), typeset(page.decides), sample=page.decides_sample) if page.decides else None,
        _refer_to(page),
        Fact(_("Website"), bare(page.public_url), url=page.public_url) if page.public_url else None,
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
        received=short_date(term.received),
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
        parts.append(_("identity: %(documents)s") % {"documents": inside(row.id_documents)})
    return typeset(", ".join(part for part in parts if part))


def _refer_to(page: ServicePage) -> Fact | None:
    lines = []
    for child in page.refer_to:
        link, unit = open_link(child.value["page"]), child.value["unit"]
        if link:
            who = format_html('<a href="{}">{}</a>', link.url, link.title)
        elif unit:
            who = conditional_escape(str(unit))
        else:
            continue
        lines.append(Line(format_html("{}: {}", typeset(child.value["when"]), who), icon="arrow-out"))
    return Fact(_("Refer to"), print_label=_("Who else helps"), lines=tuple(lines)) if lines else None


def document_lines(page: ServicePage, tokens: frozenset[str] | None = EVERYBODY) -> tuple[Line, ...]:
    """What the client needs, then the forms that a reader with ``tokens`` may open; others are not named."""
    needed = [
        Line(
            format_html(
                "<b>{}</b> {}", marked(child.value["text"], child.value["sample"]), typeset(child.value["detail"])
            ),
            icon=_DOCUMENT_ICONS.get(DocumentKind(child.value["kind"]), "doc"),
        )
        for child in page.documents
    ]
    chosen = [child.value for child in page.forms if child.value]
    closed = closed_now([form.pk for form in chosen], tokens) if chosen and any_closed() else set()
    forms = [
        Line(format_html('<a href="{}">{}</a>', form.url, form.title), icon="external")
        for form in chosen
        if form.pk not in closed
    ]
    return tuple(needed + forms)


def _exception_row(value: Any, view: PageView) -> ExceptionRow:
    then = view.phone.passage(value, marked(inline(value["then"]), value["sample"]))
    ground = "" if view.phone.withholds and is_marked(value) else value["ground"]
    return ExceptionRow(typeset(value["condition"]), then, typeset(value["decides"]), ground)


def _faq_row(value: Any, view: PageView) -> FaqRow:
    answer = view.phone.passage(value, inline(value["answer"]))
    return FaqRow(typeset(value["question"]), answer, open_link(value["page"]))


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

"""What each channel says to the client. Always in Latvian: the interface may be English, the client's letter is not.

Only client-safe lines are read here: the sentences to say, the text for the client, documents, channels, deadlines,
what a referral says of its institution. Steps, questions, exceptions and internal text are not (rows B4c, B5a).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kb.calendar.latvian_dates import numeric
from kb.calendar.sentences import due_phrase, fill_plain
from kb.content.blocks.passages import client_lines
from kb.content.blocks.types import WordingChannel
from kb.content.choices import Availability
from kb.content.models import ExplanationPage, KnowledgePage, PhrasePage, ReferralPage, ServicePage
from kb.desk.answer import Answer
from kb.desk.copies.gsm import folded, size_of
from kb.desk.copies.text import Part, listing, paragraph, plain
from kb.desk.reference import Company


@dataclass(frozen=True, slots=True)
class Matter:
    """What is written about: a page, its answer, the day the client applies, and who writes."""

    page: KnowledgePage
    answer: Answer
    received: date
    company: Company


def subject(matter: Matter) -> str:
    """The subject line, where the title of the page is one: not of a phrase or of questions."""
    named = isinstance(matter.page, ServicePage | ExplanationPage | ReferralPage)
    return matter.page.title if named else ""


def spoken(matter: Matter) -> list[Part]:
    """The sentences alone, with the dates named: a copied text is read on another day."""
    return [paragraph(*(_wording(matter, WordingChannel.SPOKEN) or matter.answer.plain))]


def email(matter: Matter) -> list[Part]:
    """Ready to paste under the writer's own greeting: text, how to apply, what to bring, by when, who writes."""
    company = matter.company
    return [*_body(matter, WordingChannel.EMAIL), paragraph(company.name, f"{company.phone}, {company.email}")]


def letter(matter: Matter) -> list[Part]:
    """The same under its matter, signed with all particulars of the company."""
    company = matter.company
    title = subject(matter)
    return [
        *([paragraph(title)] if title else []),
        *_body(matter, WordingChannel.LETTER),
        paragraph("Ar cieņu", company.name, f"{company.phone}, {company.email}", company.address),
    ]


def short_message(matter: Matter, head: str = "") -> str:
    """``head`` and the sentences, and who writes where that costs no further message without diacritics."""
    text = plain([paragraph(head, *matter.answer.plain)])
    signed = f"{text}\n{matter.company.name}, {matter.company.phone}"
    return signed if size_of(folded(signed)).parts <= max(size_of(folded(text)).parts, 1) else text


def _body(matter: Matter, channel: WordingChannel) -> list[Part]:
    match matter.page:
        case PhrasePage():
            return [paragraph(*(_wording(matter, channel) or matter.answer.plain))]
        case ServicePage() as service:
            return _service(matter, service, formal=channel == WordingChannel.LETTER)
        case ReferralPage() as referral:
            return _referral(matter, referral)
    return [paragraph(*matter.answer.plain)]


def _wording(matter: Matter, channel: WordingChannel) -> tuple[str, ...]:
    """The page's own words for the channel; only phrases have them."""
    if not isinstance(matter.page, PhrasePage):
        return ()
    found = [child.value["text"] for child in matter.page.wordings if child.value["channel"] == channel]
    return _filled(matter, found[0].splitlines()) if found else ()


def _service(matter: Matter, page: ServicePage, *, formal: bool) -> list[Part]:
    text = _filled(matter, page.client_text.splitlines()) or matter.answer.plain
    told = " ".join(text)
    # A text for the client says itself how to apply; a letter says it in any case, it may be the only one.
    ways = [row.client_line.removesuffix(": ") for row in page.channels.all() if row.availability != Availability.NO]
    return [
        paragraph(*text),
        listing("Kā pieteikties", _filled(matter, ways if formal or not page.client_text else [])),
        listing("Kas vajadzīgs", _filled(matter, client_lines(page.documents))),
        paragraph(*_terms(matter, told)),
    ]


def _terms(matter: Matter, told: str) -> Iterable[str]:
    """Deadlines with their dates, but for those whose date the text names already."""
    for term in matter.answer.terms:
        label = term.deadline.label or "Atbildes termiņš"
        if term.due is None:
            yield f"{label}: {term.deadline.term_text}"
        elif due_phrase(term.due.due) not in told:
            received = numeric(matter.received).rstrip(".")
            yield f"{label}: {numeric(term.due.due)} ({term.deadline.term_text}, ja iesniegts {received}.)"


def _referral(matter: Matter, page: ReferralPage) -> list[Part]:
    institution = page.institution
    known = [phone.number for phone in institution.phones.all() if not phone.unverified] if institution else []
    where = [institution.name, *institution.address_list, institution.web, *known] if institution else []
    return [
        paragraph(*matter.answer.plain),
        listing("Kur vērsties", where),
        listing("Ko ņemt līdzi", _filled(matter, client_lines(page.take_along))),
    ]


def _filled(matter: Matter, lines: Iterable[str]) -> tuple[str, ...]:
    due = matter.answer.due
    return tuple(fill_plain(line, received=matter.received, due=due, dated=True) for line in lines)

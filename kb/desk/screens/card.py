"""The card of a hit beside the results: what the client needs first."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kb.content.models import (
    ContactPage,
    ExplanationPage,
    GuidedQuestionPage,
    KnowledgePage,
    PhrasePage,
    ReferralPage,
    ServicePage,
    StandardSectionPage,
)
from kb.desk.phone.rule import PhoneRule
from kb.desk.presentation import PageView
from kb.desk.screens.article import article_facts
from kb.desk.screens.links import page_links
from kb.desk.screens.parts import body_groups, facts_of_stream
from kb.desk.screens.referral import referral_facts
from kb.desk.screens.say import say_of
from kb.desk.screens.service import channel_lines, document_lines, service_facts
from kb.desk.screens.shared import first_words
from kb.desk.screens.standard import clause_rows
from kb.desk.screens.text import inline, typeset
from kb.desk.screens.values import ChannelLine, Fact, Line, Say


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


def card_of(page: KnowledgePage, view: PageView, request: HttpRequest) -> Card:
    """The card of a hit: the panel, the facts that the client needs first, one internal line."""
    return Card(
        kind=str(page.get_kind_display()),
        code=page.code,
        words=first_words(page),
        title=page.title,
        url=page.url or "",
        say=say_of(view, page),
        facts=_card_facts(page, view, request),
        internal=_card_internal(page, view.phone),
    )


def _card_facts(page: KnowledgePage, view: PageView, request: HttpRequest) -> tuple[Fact, ...]:
    match page:
        case ServicePage():
            return _service_card_facts(page, view)
        case ExplanationPage():
            return (*article_facts(page, view), *_next_fact(page), *_basis_fact(page.legal_acts))
        case ContactPage():
            return (*facts_of_stream(page.facts), *_next_fact(page))
        case ReferralPage():
            competent = format_html_join(", ", "{}", ((child.value["text"],) for child in page.competent))
            first = (Fact(_("They will help"), competent, plain=True),) if competent else ()
            return (*first, *referral_facts(page, view, request))
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
    documents = tuple(Line(line.html) for line in document_lines(page))
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


def _card_internal(page: KnowledgePage, phone: PhoneRule) -> SafeString:
    if isinstance(page, PhrasePage) and page.when:
        return typeset(page.when)
    if isinstance(page, ServicePage) and page.personal_data_note:
        return typeset(page.personal_data_note)
    for child in getattr(page, "internal", ()):
        return phone.passage(child.value, inline(child.value["text"]))
    for group in body_groups(getattr(page, "body", ()), PhoneRule()):
        if group.internal:
            first = next((child for child in group.children if child.block_type != "heading"), None)
            if first is not None:
                return phone.passage(first.value, typeset(first.block.index_lines(first.value)[0]))
    return SafeString("")

"""From a checked entry to the fields of its page: one function for each type."""

import json
from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

from kb.content.choices import Audience, Visibility
from kb.content.loading import schema
from kb.content.loading.references import References
from kb.content.models import (
    ContactPage,
    ExplanationPage,
    ExplanationValue,
    GuidedQuestionPage,
    KnowledgePage,
    PhrasePage,
    ReferralPage,
    ServiceChannel,
    ServiceDeadline,
    ServiceFee,
    ServicePage,
    StandardSectionPage,
)

#: A block as StreamField stores it: its name and its raw value.
Block = tuple[str, Any]


def fill(page: KnowledgePage, data: schema.PageEntry, references: References) -> None:
    """Set every field that the file speaks of; nobody has verified it, so ``verified_on`` is left alone."""
    _common(page, data, references)
    match page, data:
        case ServicePage(), schema.ServiceEntry():
            _service(page, data, references)
            _service_streams(page, data, references)
        case ExplanationPage(), schema.ExplanationEntry():
            _article(page, data, references)
            page.values = [_value(row) for row in data.values]
        case ContactPage(), schema.ContactPageEntry():
            _article(page, data, references)
            for name in ("company", "staff_topics", "hours", "special_days", "cash_desks", "emergency"):
                setattr(page, f"show_{name}", name in data.shows)
        case PhrasePage(), schema.PhraseEntry():
            page.when = data.when
            page.wordings = stream(("wording", {"channel": row.channel, "text": row.text}) for row in data.wordings)
            page.internal = _internal(data.internal, references)
        case GuidedQuestionPage(), schema.GuidedEntry():
            page.stop_rule = data.stop_rule
            page.nodes = stream(("node", _node(row, references)) for row in data.nodes)
        case ReferralPage(), schema.ReferralEntry():
            _referral(page, data, references)
        case StandardSectionPage(), schema.StandardEntry():
            _standard(page, data, references)
        case _:
            raise TypeError(f"{type(page).__name__} cannot be filled from {type(data).__name__}")


# --- streams --------------------------------------------------------------------------------------------------


def stream(blocks: Iterable[Block], new_id: Callable[[], str] = lambda: str(uuid4())) -> str:
    """Value of a StreamField in its stored form."""
    return json.dumps([{"type": name, "id": new_id(), "value": value} for name, value in blocks])


def items(values: Iterable[Any]) -> list[dict[str, Any]]:
    """Value of a ListBlock in its stored form."""
    return [{"type": "item", "id": str(uuid4()), "value": value} for value in values]


def _internal(rows: list[schema.MarkedText], references: References) -> str:
    return stream(("internal", _marked(row, references)) for row in rows)


def _marked(row: schema.MarkedText, references: References) -> dict[str, Any]:
    return {
        "text": references.rich(row.text),
        "sample": row.sample,
        "needs_identification": row.needs_identification,
    }


def _legal_acts(rows: list[schema.ActUse], references: References) -> str:
    acts = ((references.act(row.act), row.note) for row in rows)
    return stream(("act", {"act": act.pk, "note": note}) for act, note in acts if act)


# --- what every page has --------------------------------------------------------------------------------------


def _common(page: KnowledgePage, data: schema.PageEntry, references: References) -> None:
    page.title = page.draft_title = data.title
    page.slug = data.slug
    page.short_answer = data.short_answer
    page.client_words = "\n".join(data.client_words)
    page.tags.set(data.tags)
    page.standard_refs = ", ".join(data.standard_refs)
    page.sample = data.sample
    page.source = data.source
    page.source_checked_on = data.source_checked
    page.owner_unit = references.unit(data.owner_unit)
    page.review_by = data.review_by
    page.review_interval_months = data.review_interval_months
    page.related = stream(("page", page_id) for page_id in references.existing_pages(data.related))


# --- service --------------------------------------------------------------------------------------------------


def _service(page: ServicePage, data: schema.ServiceEntry, references: References) -> None:
    page.for_household = Audience.HOUSEHOLD in data.audience
    page.for_business = Audience.BUSINESS in data.audience
    page.for_manager = Audience.MANAGER in data.audience
    page.channels = [
        ServiceChannel(
            channel=channel,
            availability=row.available,
            how=row.how,
            contact=references.contact(row.contact),
            id_required=row.id_required,
            id_documents=row.id_documents,
            sample=row.sample,
            sort_order=order,
        )
        for order, (channel, row) in enumerate(data.channels.by_channel())
    ]
    page.deadlines = [_deadline(row, order, references) for order, row in enumerate(data.deadlines)]
    page.fees = [_fee(row, order) for order, row in enumerate(data.fees)]
    page.decides_unit = references.unit(data.decides.unit)
    page.decides_note = data.decides.text
    page.decides_sample = data.decides.sample
    page.client_text = data.client_text
    page.public_url = data.public_url or ""
    page.public_url_note = data.public_url_note
    page.personal_data_note = data.personal_data


def _deadline(row: schema.DeadlineEntry, order: int, references: References) -> ServiceDeadline:
    return ServiceDeadline(
        label=row.label,
        kind=row.kind,
        amount=row.amount,
        unit=row.unit or "",
        starts=row.starts,
        legal_act=references.act(row.legal_act),
        basis=row.basis,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        sample=row.sample,
        sort_order=order,
    )


def _fee(row: schema.FeeEntry, order: int) -> ServiceFee:
    return ServiceFee(
        kind=row.kind,
        amount=row.amount,
        text=row.text,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        sample=row.sample,
        sort_order=order,
    )


def _service_streams(page: ServicePage, data: schema.ServiceEntry, references: References) -> None:
    page.documents = stream(
        ("document", {"kind": row.kind, "text": row.text, "detail": row.detail, "sample": row.sample})
        for row in data.documents
    )
    page.ask = stream(("question", {"text": text}) for text in data.ask)
    page.steps = stream(("step", _marked(row, references)) for row in data.steps)
    page.exceptions = stream(("exception", _exception(row, references)) for row in data.exceptions)
    page.faq = stream(("qa", _question(row, references)) for row in data.faq)
    page.refer_to = stream(("referral", value) for row in data.refer_to if (value := _refer_to(row, references)))
    page.internal = _internal(data.internal, references)
    page.legal_acts = _legal_acts(data.legal_acts, references)


def _exception(row: schema.ExceptionEntry, references: References) -> dict[str, Any]:
    return {
        "condition": row.condition,
        "then": references.rich(row.then),
        "decides": row.decides,
        "ground": row.ground,
        "sample": row.sample,
    }


def _question(row: schema.FaqEntry, references: References) -> dict[str, Any]:
    return {
        "question": row.question,
        "answer": references.rich(row.answer),
        "page": references.page(row.page),
    }


def _refer_to(row: schema.ReferEntry, references: References) -> dict[str, Any] | None:
    """None where a person deleted both the page and the unit."""
    page, unit = references.page(row.page), references.unit(row.unit)
    if page is None and unit is None:
        return None
    return {"when": row.when, "page": page, "unit": unit.pk if unit else None}


# --- explanation and contact page -----------------------------------------------------------------------------


def _article(page: ExplanationPage | ContactPage, data: schema.ArticleEntry, references: References) -> None:
    page.facts = stream(
        ("fact", {"label": row.label, "text": references.rich(row.text), "sample": row.sample}) for row in data.facts
    )
    page.body = stream(_body(row, references) for row in data.body)
    page.legal_acts = _legal_acts(data.legal_acts, references)


def _body(row: schema.BodyEntry, references: References) -> Block:
    """The one block that ``row`` is; what is internal in the file stays internal."""
    client, internal = {"visibility": Visibility.CLIENT}, {"visibility": Visibility.INTERNAL}
    if row.heading is not None:
        return "heading", {"text": row.heading}
    if row.text is not None:
        return "text", {"text": references.rich(row.text), **client}
    if row.items is not None:
        return "list", {"items": items(references.rich(item) for item in row.items), **client}
    if row.warning is not None:
        return "warning", {"text": references.rich(row.warning), **client}
    if row.internal is not None:
        return "text", {"text": references.rich(row.internal), **internal}
    lines = row.internal_list or []
    return "list", {"items": items(references.rich(item) for item in lines), **internal}


def _value(row: schema.ValueEntry) -> ExplanationValue:
    return ExplanationValue(
        label=row.label,
        text=row.text,
        note=row.note,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        sample=row.sample,
    )


# --- guided question, referral, standard ----------------------------------------------------------------------


def _node(row: schema.NodeEntry, references: References) -> dict[str, Any]:
    answers = (
        {
            "says": answer.says,
            "leads": answer.leads,
            "next": answer.next,
            "outcome": references.page(answer.outcome),
        }
        for answer in row.answers
    )
    return {"key": row.key, "question": row.question, "why": row.why, "answers": items(answers)}


def _referral(page: ReferralPage, data: schema.ReferralEntry, references: References) -> None:
    page.institution = references.institutions.get(data.institution)
    page.competent = stream(("item", {"text": text}) for text in data.competent)
    page.not_competent = stream(
        ("item", {"text": row.text, "page": references.page(row.who), "who": row.who_text})
        for row in data.not_competent
    )
    page.take_along = stream(("item", {"text": row.text, "sample": row.sample}) for row in data.take_along)
    page.reach = data.reach
    page.decides_in = data.decides_in or ""
    page.from_us = stream(("item", {"text": row.text, "page": references.page(row.page)}) for row in data.from_us)
    page.internal = _internal(data.internal, references)


def _standard(page: StandardSectionPage, data: schema.StandardEntry, references: References) -> None:
    page.group = data.group
    page.binding = data.binding
    page.intro = data.intro
    page.clauses = stream(
        (
            "clause",
            {
                "row": row.row,
                "heading": row.heading,
                "text": row.text,
                "approved": "",
                "binding": data.binding,
                "practice": row.practice,
                "guidance": items(references.existing_pages(row.guidance)),
            },
        )
        for row in data.clauses
    )

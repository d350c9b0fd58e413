"""Fields of each page type as plain data, for ``/api/pages/CODE``. Internal text is not given out."""

from datetime import date
from typing import Any

from kb.content.blocks.passages import client_lines, plain
from kb.content.dated import in_force
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
from kb.desk.presentation import PageView
from kb.desk.screens.links import is_open


def fields_of(page: KnowledgePage, view: PageView, day: date) -> dict[str, Any]:
    """The fields of the page's own type; an unknown type has none."""
    match page:
        case ServicePage():
            return _service(page, view)
        case ExplanationPage():
            return {
                "facts": client_lines(page.facts),
                "values": [
                    {"label": row.label, "text": row.text, "sample": row.sample}
                    for row in in_force(page.values.all(), day)
                ],
            }
        case ContactPage():
            return {"facts": client_lines(page.facts)}
        case PhrasePage():
            return {
                "wordings": [
                    {"channel": child.value["channel"], "text": child.value["text"]} for child in page.wordings
                ]
            }
        case ReferralPage():
            return _referral(page)
        case GuidedQuestionPage():
            return {"questions": _questions(page)}
        case StandardSectionPage():
            return {"standard_refs": page.standard_ref_list, "clauses": _clauses(page)}
    return {}


def _service(page: ServicePage, view: PageView) -> dict[str, Any]:
    return {
        "audience": [audience.value for audience in page.audiences],
        "channels": [
            {
                "channel": row.channel,
                "available": row.availability,
                "how": row.how,
                "contact": row.contact.value if row.contact else None,
                "id_required": row.id_required,
                "id_documents": row.id_documents,
            }
            for row in page.channels.all()
        ],
        "deadlines": [
            {
                "label": term.deadline.label,
                "text": term.deadline.term_text,
                "amount": term.deadline.amount,
                "unit": term.deadline.unit or None,
                "due": term.due.due.isoformat() if term.due else None,
                "sample": term.deadline.sample,
            }
            for term in view.answer.terms
        ],
        "fees": [{"text": str(fee), "sample": fee.sample} for fee in view.answer.fees],
        "documents": client_lines(page.documents),
        "decides": page.decides,
        "refer_to": client_lines(page.refer_to),
        "public_url": page.public_url or None,
    }


def _referral(page: ReferralPage) -> dict[str, Any]:
    institution = page.institution
    if institution is None:
        return {}
    return {
        "institution": institution.name,
        "competent": client_lines(page.competent),
        "not_competent": client_lines(page.not_competent),
        "take_along": client_lines(page.take_along),
        "address": institution.address_list,
        "web": institution.web,
        "phones": [{"number": row.number, "unverified": row.unverified} for row in institution.phones.all()],
        "decides_in": page.decides_in,
        "checked_on": institution.checked_on.isoformat() if institution.checked_on else None,
    }


def _questions(page: GuidedQuestionPage) -> list[dict[str, Any]]:
    return [
        {
            "key": child.value["key"],
            "question": child.value["question"],
            "answers": [
                {
                    "says": answer["says"],
                    "next": answer["next"] or None,
                    "outcome": _code(answer["outcome"]),
                }
                for answer in child.value["answers"]
            ],
        }
        for child in page.nodes
    ]


def _code(page: KnowledgePage | None) -> str | None:
    """None for a page that not every employee may read: its code would confirm that it is there."""
    return page.code if page and is_open(page) else None


def _clauses(page: StandardSectionPage) -> list[dict[str, Any]]:
    return [
        {"row": child.value["row"], "binding": child.value["binding"], "text": plain(child.value["text"])}
        for child in page.clauses
    ]

"""Texts to copy for the client, by channel. Only client-safe lines; refused where the answer may not be given."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.calendar.sentences import fill_plain
from kb.content.choices import TrustState
from kb.content.models import KnowledgePage, PhrasePage, ServicePage
from kb.content.trust import Trust
from kb.desk.answer import Answer
from kb.desk.reference import Company

SAMPLE_LINE = "PARAUGS"
#: Characters of one short message. Latvian letters are not in its alphabet and would halve it: they are folded.
SMS_LIMIT = 160
#: Characters of each message where a text needs several.
SMS_PART = 153


@dataclass(frozen=True, slots=True)
class Copy:
    """One text to copy. ``counter`` («152/160») is given for short messages, of exactly what is copied.

    ``over``: the text takes more than one message.
    """

    label: str
    text: str
    key: str = ""
    counter: str = ""
    over: bool = False
    main: bool = False
    done: str = ""


@dataclass(frozen=True, slots=True)
class Copies:
    """Texts on offer, or the reason why there are none."""

    texts: tuple[Copy, ...]
    blocked_reason: str = ""


def copies_of(page: KnowledgePage, answer: Answer, trust: Trust, received: date, company: Company) -> Copies:
    """E-mail, letter and short message for the client who applies on ``received`` (rows B4c, B5a)."""
    reason = blocked_reason(trust)
    if reason:
        return Copies((), reason)
    head = [SAMPLE_LINE] if trust.state == TrustState.SAMPLE else []
    email = _long_text(page, answer, received, "email")
    letter = _long_text(page, answer, received, "letter")
    signature = [company.name, f"{company.phone}, {company.email}"]
    sms = fold_letters("\n".join([*head, *answer.plain]))
    done = _("Copied")
    return Copies(
        (
            Copy(_("Copy for e-mail"), "\n".join([*head, *email, "", *signature]), key="c", main=True, done=done),
            Copy(_("For a letter"), "\n".join([*head, *letter, "", *signature, company.address]), done=done),
            Copy(_("For a text message"), sms, counter=sms_counter(sms), over=len(sms) > SMS_LIMIT, done=done),
        )
    )


def blocked_reason(trust: Trust) -> str:
    """Why nothing may be copied, empty where it may."""
    if trust.state == TrustState.SAMPLE and not settings.DEMO_ACCOUNTS:
        return _("A sample: nobody has confirmed it.")
    if trust.state == TrustState.OVERDUE:
        return _("The check is overdue.")
    if trust.state == TrustState.WITHDRAWN:
        return _("The page is withdrawn.")
    if trust.state == TrustState.DRAFT:
        return _("A draft is not for clients.")
    return ""


def sms_counter(text: str) -> str:
    """«152/160»; of a text that needs several messages also how many: «188/160, 2 messages»."""
    if len(text) <= SMS_LIMIT:
        return f"{len(text)}/{SMS_LIMIT}"
    parts = -(-len(text) // SMS_PART)
    return ngettext("%(length)d/%(limit)d, %(count)d message", "%(length)d/%(limit)d, %(count)d messages", parts) % {
        "length": len(text),
        "limit": SMS_LIMIT,
        "count": parts,
    }


def fold_letters(text: str) -> str:
    """Text in the alphabet of short messages: no diacritics, plain quotes and dashes."""
    for letter, instead in (("„", '"'), ("”", '"'), ("“", '"'), ("–", "-"), ("…", "...")):
        text = text.replace(letter, instead)
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _long_text(page: KnowledgePage, answer: Answer, received: date, channel: str) -> list[str]:
    if isinstance(page, PhrasePage):
        wording = [child.value["text"] for child in page.wordings if child.value["channel"] == channel]
        if wording:
            return list(wording[0].splitlines())
    if isinstance(page, ServicePage) and page.client_text:
        filled = fill_plain(page.client_text, received=received, due=answer.due, dated=True)
        return list(filled.splitlines())
    return list(answer.plain)

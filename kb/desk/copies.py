"""Texts to copy for the client, by channel. Only client-safe lines; refused where the answer may not be given."""

import re
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from kb.calendar.sentences import fill_plain
from kb.content.choices import TrustState
from kb.content.models import KnowledgePage, PhrasePage, ServicePage
from kb.content.trust import Trust
from kb.desk.answer import Answer
from kb.desk.reference import Company

SAMPLE_LINE = "PARAUGS"
SMS_GSM = 160
SMS_UNICODE = 70
_GSM = re.compile(r"^[A-Za-z0-9 \r\n@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!\"#¤%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà]*$")


@dataclass(frozen=True, slots=True)
class Copy:
    """One text to copy. ``counter`` («152/160») is given for short messages, of exactly what is copied."""

    label: str
    text: str
    key: str = ""
    counter: str = ""
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
    sms = "\n".join([*head, *answer.plain])
    done = _("Copied")
    return Copies(
        (
            Copy(_("Copy for e-mail"), "\n".join([*head, *email, "", *signature]), key="c", main=True, done=done),
            Copy(_("For a letter"), "\n".join([*head, *letter, "", *signature, company.address]), done=done),
            Copy(_("For a text message"), sms, counter=sms_counter(sms), done=done),
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
    """Characters of the limit of one message: 160 in the GSM alphabet, 70 where a letter needs Unicode."""
    return f"{len(text)}/{SMS_GSM if _GSM.match(text) else SMS_UNICODE}"


def _long_text(page: KnowledgePage, answer: Answer, received: date, channel: str) -> list[str]:
    if isinstance(page, PhrasePage):
        wording = [child.value["text"] for child in page.wordings if child.value["channel"] == channel]
        if wording:
            return list(wording[0].splitlines())
    if isinstance(page, ServicePage) and page.client_text:
        filled = fill_plain(page.client_text, received=received, due=answer.due, dated=True)
        return list(filled.splitlines())
    return list(answer.plain)

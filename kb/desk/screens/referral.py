"""The screen of another institution: what it decides, what not, how to reach it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kb.content.models import ReferralPage
from kb.content.models.organisation import Institution
from kb.desk.hours_text import week_texts
from kb.desk.institution_now import institution_now, weekly_of
from kb.desk.presentation import PageView
from kb.desk.screens.links import open_link
from kb.desk.screens.parts import internal_items
from kb.desk.screens.shared import shared_parts
from kb.desk.screens.text import marked, phone_line, to_be_checked, typeset
from kb.desk.screens.values import Fact, Line, Link, Screen
from kb.formats.dates import short_date
from kb.qr import bare


@dataclass(frozen=True, slots=True)
class NotCompetent:
    text: SafeString
    who: str
    link: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralScreen(Screen):
    competent: tuple[SafeString, ...]
    not_competent: tuple[NotCompetent, ...]


def referral_screen(page: ReferralPage, view: PageView, request: HttpRequest) -> ReferralScreen:
    return ReferralScreen(
        **shared_parts(page, view),
        facts=referral_facts(page, view, request),
        internal=internal_items(page.internal, view.phone),
        competent=tuple(typeset(child.value["text"]) for child in page.competent),
        not_competent=tuple(
            NotCompetent(typeset(child.value["text"]), child.value["who"], open_link(child.value["page"]))
            for child in page.not_competent
        ),
    )


def referral_facts(page: ReferralPage, view: PageView, request: HttpRequest) -> tuple[Fact, ...]:
    """How to reach the institution. What is not known is said, so that nobody guesses."""
    institution: Institution | None = page.institution
    facts: list[Fact | None] = []
    if institution:
        facts += _institution_facts(institution, None if view.other_day else request)
    take = tuple(Line(marked(child.value["text"], child.value["sample"]), icon="doc") for child in page.take_along)
    facts += [
        Fact(_("How to get there"), typeset(page.reach), plain=True) if page.reach else None,
        Fact(_("Decides"), typeset(page.decides_in)) if page.decides_in else None,
        Fact(_("To take along"), lines=take) if take else None,
        _from_us(page),
    ]
    if institution and (institution.checked_on or institution.source):
        seen = short_date(institution.checked_on) if institution.checked_on else ""
        source = " ".join(part for part in (seen, institution.source) if part)
        facts.append(Fact(_("Seen"), source, plain=True, internal=True))
    return tuple(fact for fact in facts if fact)


def _institution_facts(institution: Institution, request: HttpRequest | None) -> list[Fact | None]:
    """Without ``request`` nothing is said of this moment."""
    places = tuple(Line(typeset(line), icon="place") for line in institution.address_list)
    return [
        Fact(_("Address"), lines=places) if places else None,
        Fact(_("Website"), bare(institution.web), url=institution.web_url) if institution.web else None,
        _phones(institution),
        Fact(_("E-mail"), institution.email, url=f"mailto:{institution.email}") if institution.email else None,
        _hours(institution, request),
    ]


def _hours(institution: Institution, request: HttpRequest | None) -> Fact:
    """In the words that are kept, else by weekday; whether it is open now where that is known."""
    weekly = weekly_of(institution)
    unsure = institution.hours_unverified
    now = institution_now(weekly, request, sample=unsure) if request else None
    by_weekday = "; ".join(f"{days} {hours}" for days, hours in week_texts(weekly) if hours)
    words = institution.hours or by_weekday
    if not words:
        return Fact(_("Receives"), _("Not known."), sub=institution.hours_note, unknown=True)
    if not weekly:
        return Fact(_("Receives"), typeset(words), sub=institution.hours_note)
    mark = to_be_checked() if unsure else ""
    lines = [Line(format_html("<b>{}</b> {}", now.text, mark), "clock", now=True)] if now else []
    lines.append(Line(format_html("<b>{}</b> {}", typeset(words), "" if now else mark), internal=unsure))
    if institution.hours_note:
        lines.append(Line(typeset(institution.hours_note)))
    return Fact(_("Receives"), lines=tuple(lines))


def _phones(institution: Institution) -> Fact:
    phones = tuple(institution.phones.all())
    if not phones:
        return Fact(_("Phone"), _("Not known."), sub=_("Do not say it from memory."), unknown=True)
    lines = tuple(Line(phone_line(row.number, row.note, row.unverified), "phone", row.unverified) for row in phones)
    return Fact(_("Phone"), lines=lines, internal=all(row.unverified for row in phones))


def _from_us(page: ReferralPage) -> Fact | None:
    lines = []
    for child in page.from_us:
        link = open_link(child.value["page"])
        text = typeset(child.value["text"])
        lines.append(Line(format_html('<a href="{}">{}</a>', link.url, text) if link else text, "doc"))
    return Fact(_("From us"), lines=tuple(lines)) if lines else None

"""The screen of another institution: what it decides, what not, how to reach it."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kb.calendar.latvian_dates import numeric
from kb.content.models import ReferralPage
from kb.content.models.organisation import Institution
from kb.desk.presentation import PageView
from kb.desk.screens.links import open_link
from kb.desk.screens.parts import internal_items
from kb.desk.screens.shared import shared_parts
from kb.desk.screens.text import bare, marked, phone_line, typeset
from kb.desk.screens.values import Fact, Line, Link, Screen


@dataclass(frozen=True, slots=True)
class NotCompetent:
    text: SafeString
    who: str
    link: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralScreen(Screen):
    competent: tuple[SafeString, ...]
    not_competent: tuple[NotCompetent, ...]


def referral_screen(page: ReferralPage, view: PageView) -> ReferralScreen:
    return ReferralScreen(
        **shared_parts(page, view),
        facts=referral_facts(page),
        internal=internal_items(page.internal, view.phone),
        competent=tuple(typeset(child.value["text"]) for child in page.competent),
        not_competent=tuple(
            NotCompetent(typeset(child.value["text"]), child.value["who"], open_link(child.value["page"]))
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
        source = " ".join(part for part in (seen, institution.source) if part)
        facts.append(Fact(_("Seen"), source, plain=True, internal=True))
    return tuple(fact for fact in facts if fact)


def _institution_facts(institution: Institution) -> list[Fact | None]:
    places = tuple(Line(typeset(line), icon="place") for line in institution.address_list)
    hours = Fact(_("Receives"), typeset(institution.hours), sub=institution.hours_note)
    no_hours = Fact(_("Receives"), _("Not known."), sub=institution.hours_note, unknown=True)
    return [
        Fact(_("Address"), lines=places) if places else None,
        Fact(_("Website"), bare(institution.web), url=institution.web_url) if institution.web else None,
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


def _from_us(page: ReferralPage) -> Fact | None:
    lines = []
    for child in page.from_us:
        link = open_link(child.value["page"])
        text = typeset(child.value["text"])
        lines.append(Line(format_html('<a href="{}">{}</a>', link.url, text) if link else text, "doc"))
    return Fact(_("From us"), lines=tuple(lines)) if lines else None

"""The list «Izmaiņas, kas jāizziņo» as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kb.desk.copies import Copy
from kb.desk.hours_changes.changes import AHEAD, Change, changes
from kb.desk.hours_changes.marking import is_refused
from kb.desk.hours_changes.wording import announcement
from kb.desk.models import HoursAnnounced, Place
from kb.desk.reference import Company, reference
from kb.formats.dates import short_date

#: Changes that have come are kept in sight this long.
BEHIND = timedelta(days=30)
#: From this many days before the last day to announce, the list warns.
SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of the checklist. ``other_wording``: ticked, but the hours have changed since."""

    place: Place
    label: str
    done: bool
    other_wording: bool
    by: str
    at: datetime | None
    number: int


@dataclass(frozen=True, slots=True)
class State:
    """How far a change is announced: word, look (ok, warn, danger or nothing) and what follows."""

    look: str
    word: str
    detail: str


@dataclass(frozen=True, slots=True)
class ChangeCard:
    key: str
    anchor: str
    title: str
    on: date
    announce_by: date
    proposed: bool
    sample: bool
    text: str
    copy: Copy | None
    refused: bool
    state: State
    places: tuple[PlaceRow, ...]
    history: tuple[HoursAnnounced, ...]


@dataclass(frozen=True, slots=True)
class ChangesScreen:
    ahead: tuple[ChangeCard, ...]
    behind: tuple[ChangeCard, ...]


def changes_screen(today: date) -> ChangesScreen:
    """Changes ahead of ``today`` and those that came in the last month, each with its checklist. One query."""
    known = reference()
    found = changes(today - BEHIND, today + AHEAD, known)
    history: dict[str, list[HoursAnnounced]] = {}
    for row in HoursAnnounced.objects.filter(change__in=[change.key for change in found]):
        history.setdefault(row.change, []).append(row)
    cards = tuple(_card(change, history.get(change.key, []), known.company, today) for change in found)
    return ChangesScreen(
        ahead=tuple(card for card in cards if card.on >= today),
        behind=tuple(reversed([card for card in cards if card.on < today])),
    )


def anchor_of(change: Change) -> str:
    """The id of its card in the page."""
    return slugify(change.key.replace(":", "-"))


def _card(change: Change, history: list[HoursAnnounced], company: Company, today: date) -> ChangeCard:
    places = tuple(_place(place, change, history) for place in Place)
    text = announcement(change.lines, company, sample=change.sample)
    refused = is_refused(change)
    return ChangeCard(
        key=change.key,
        anchor=anchor_of(change),
        title=change.title,
        on=change.on,
        announce_by=change.announce_by,
        proposed=change.proposed,
        sample=change.sample,
        text=text,
        copy=None if refused else Copy(_("Copy the announcement"), text, done=_("Copied")),
        refused=refused,
        state=_state(change, places, today),
        places=places,
        history=tuple(sorted(history, key=lambda row: (row.at, row.pk))),
    )


def _place(place: Place, change: Change, history: Iterable[HoursAnnounced]) -> PlaceRow:
    rows = [row for row in history if row.place == place]
    last = rows[-1] if rows else None
    ticked = last is not None and last.done
    holds = last is not None and last.done and last.wording == change.wording
    return PlaceRow(
        place=place,
        label=str(place.label),
        done=holds,
        other_wording=ticked and not holds,
        by=last.by_name if last and last.done else "",
        at=last.at if last and last.done else None,
        number=len(rows) + 1,
    )


def _state(change: Change, places: tuple[PlaceRow, ...], today: date) -> State:
    missing = sum(not row.done for row in places)
    if not missing:
        last = max(timezone.localtime(row.at).date() for row in places if row.at)
        if last > change.announce_by:
            return State("warn", _("Announced late"), _("on %(date)s") % {"date": short_date(last)})
        return State("ok", _("Announced"), _("on %(date)s") % {"date": short_date(last)})
    last_day = {"date": short_date(change.announce_by)}
    if today > change.announce_by:
        return State("danger", _("Late"), _("It had to be announced by %(date)s") % last_day)
    by = _("by %(date)s") % last_day
    return State("warn" if today >= change.announce_by - SOON else "", _("To be announced"), by)

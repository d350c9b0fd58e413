"""Changes as a page prints them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kb.content.word_differences import Fate, Piece
from kb.desk.changes.differences import Difference, differences_of
from kb.desk.changes.since import Change, changes_since
from kb.desk.phone.mode import client_mode
from kb.desk.screens.text import capital, typeset
from kb.formats.dates import short_date

#: Words kept around a change, and how many kept ones in a row are worth shortening.
AROUND, LONG = 6, 16
#: Words of a sentence in the short list.
SHORT_WORDS = 16


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field: label and its lines that differ."""

    label: str
    internal: bool
    lines: tuple[SafeString, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """``summary``: the first difference alone; ``withheld``: there is more, kept back while the client is on the phone.

    ``new``, ``known``, ``notes`` and ``material`` as in Change.
    """

    title: str
    url: str
    code: str
    on: str
    new: bool
    known: bool
    withheld: bool
    answer: SafeString
    fields: tuple[FieldRow, ...]
    notes: tuple[SafeString, ...] = ()
    material: bool = False

    @property
    def summary(self) -> FieldRow | None:
        return self.fields[0] if self.fields else None


def change_rows(since: datetime, request: HttpRequest, limit: int) -> tuple[list[ChangeRow], bool]:
    """At most ``limit`` rows, and whether there are more."""
    changes = changes_since(since, request.user, limit + 1)
    return [_row(change, by_phone=client_mode(request).phone) for change in changes[:limit]], len(changes) > limit


def field_rows(older: int, newer: int) -> tuple[FieldRow, ...]:
    """What differs for readers between two revisions of a page; empty where one of them is gone."""
    found = differences_of([(older, newer)]).get((older, newer), ())
    return tuple(_field(difference) for difference in found)


def difference_html(pieces: Sequence[Piece]) -> SafeString:
    """Safe HTML with what was and what is, in words for whoever does not see the strokes; long kept text shortened."""
    last = len(pieces) - 1
    marked = [_piece(piece, number == 0, number == last) for number, piece in enumerate(pieces)]
    return format_html_join(" ", "{}", ((html,) for html in marked))


def _piece(piece: Piece, first: bool, last: bool) -> SafeString:
    if piece.fate == Fate.KEPT:
        return typeset(_shortened(piece.text, first=first, last=last))
    if piece.fate == Fate.REMOVED:
        return format_html('<del><span class="visually-hidden">{} </span>{}</del>', _("was:"), typeset(piece.text))
    return format_html('<ins><span class="visually-hidden">{} </span>{}</ins>', _("is:"), typeset(piece.text))


def _shortened(text: str, *, first: bool, last: bool) -> str:
    words = text.split()
    if len(words) <= LONG:
        return text
    head = [] if first else words[:AROUND]
    tail = [] if last else words[-AROUND:]
    return " ".join([*head, "…", *tail])


def _row(change: Change, *, by_phone: bool) -> ChangeRow:
    """By phone the client's own data is withheld here whoever was identified: news is not what is being asked."""
    told = [found for found in change.differences if not (by_phone and found.personal)]
    words = change.short_answer.split()
    answer = change.short_answer if len(words) <= SHORT_WORDS else " ".join([*words[:SHORT_WORDS], "…"])
    return ChangeRow(
        title=change.title,
        url=change.url,
        code=change.code,
        on=short_date(timezone.localtime(change.at).date()),
        new=change.new,
        known=change.known,
        withheld=len(told) < len(change.differences),
        answer=typeset(answer) if change.new else SafeString(""),
        fields=tuple(_field(found) for found in told),
        notes=tuple(typeset(note) for note in change.notes),
        material=change.material,
    )


def _field(found: Difference) -> FieldRow:
    return FieldRow(capital(str(found.label)), found.internal, tuple(difference_html(line) for line in found.lines))

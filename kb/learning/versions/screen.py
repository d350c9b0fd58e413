"""Versions as their pages print them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kb.content.word_differences import Fate, Piece
from kb.learning.models import StandardVersion
from kb.learning.versions.difference import difference
from kb.learning.versions.in_force import VersionRow, newest_version, version_on, versions
from kb.learning.versions.text import StandardText, text_from
from kb.qr import bare, public_url, qr_svg


@dataclass(frozen=True, slots=True)
class ChangedRow:
    row: str
    lines: tuple[SafeString, ...]


@dataclass(frozen=True, slots=True)
class ChangedSection:
    """``state``: in words that the section is new or gone, else empty."""

    code: str
    title: str
    state: str
    rows: tuple[ChangedRow, ...]


@dataclass(frozen=True, slots=True)
class ListedVersion:
    """``notes``: what its editors said of the changes, with the code of the section."""

    version: VersionRow
    url: str
    current: bool
    notes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class VersionScreen:
    """``before``: the number of the version it is compared with; None where it is the first."""

    version: StandardVersion
    text: StandardText
    changes: tuple[ChangedSection, ...]
    before: int | None
    newest: VersionRow
    today: date
    qr: SafeString
    address: str


@dataclass(frozen=True, slots=True)
class VersionsScreen:
    """``asked``: the day that was asked for, ``found`` what was in force then."""

    rows: tuple[ListedVersion, ...]
    asked: date | None
    found: VersionRow | None


def versions_screen(asked: date | None) -> VersionsScreen:
    notes = _notes()
    known = versions()
    rows = tuple(
        ListedVersion(row, reverse("standard_version", args=[row.number]), row == known[0], notes.get(row.pk, ()))
        for row in known
    )
    return VersionsScreen(rows, asked, version_on(asked) if asked else None)


def version_screen(version: StandardVersion, request: HttpRequest) -> VersionScreen:
    """The text of a version, compared with the one before it."""
    earlier = StandardVersion.objects.filter(number__lt=version.number).first()
    text = text_from(version.text)
    url = public_url(reverse("standard_version", args=[version.number]))
    newest = newest_version()
    assert newest is not None  # noqa: S101  (there is at least this one)
    return VersionScreen(
        version=version,
        text=text,
        changes=changed_sections(text_from(earlier.text), text) if earlier else (),
        before=earlier.number if earlier else None,
        newest=newest,
        today=timezone.localdate(),
        qr=qr_svg(url),
        address=bare(url),
    )


def changed_sections(old: StandardText, new: StandardText) -> tuple[ChangedSection, ...]:
    """The difference between two texts, ready to print."""
    return tuple(
        ChangedSection(
            change.code,
            change.title,
            _("new section") if change.new else _("the section is no longer in the standard") if change.gone else "",
            tuple(ChangedRow(row.row, tuple(_html(line) for line in row.lines)) for row in change.rows),
        )
        for change in difference(old, new)
    )


def _html(pieces: Sequence[Piece]) -> SafeString:
    """What was and what is, in words for whoever does not see the strokes. Nothing is left out."""
    return format_html_join(" ", "{}", ((_piece(piece),) for piece in pieces))


def _piece(piece: Piece) -> SafeString:
    if piece.fate == Fate.REMOVED:
        return format_html('<del><span class="visually-hidden">{} </span>{}</del>', _("was:"), piece.text)
    if piece.fate == Fate.ADDED:
        return format_html('<ins><span class="visually-hidden">{} </span>{}</ins>', _("is:"), piece.text)
    return format_html("{}", piece.text)


def _notes() -> dict[int, tuple[tuple[str, str], ...]]:
    """By version, from its publications; first publications say nothing of a change."""
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    through = StandardVersion.changes.through.objects.filter(publishedchange__first=False)
    rows = through.order_by("publishedchange__code", "pk")
    fields = ("standardversion_id", "publishedchange__code", "publishedchange__title", "publishedchange__note")
    for version_id, code, title, note in rows.values_list(*fields):
        found[version_id] = (*found.get(version_id, ()), (code, note or title))
    return found

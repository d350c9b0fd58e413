"""Sentences with a date in them: what stands for «today» and for the due date, filled in.

A short answer may say «Ja iesniegsiet {šodien}, atbildēsim līdz {termiņš}.» On screen today is «šodien»; on paper and
in a copied text the date stands instead, because the text is read on another day.
"""

from dataclasses import dataclass
from datetime import date

from kb.calendar.latvian_dates import day_month_dative, day_month_locative, weekday_dative

TODAY = "{šodien}"
DUE = "{termiņš}"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a filled sentence; the due date is emphasised where it is shown."""

    text: str
    emphasised: bool = False


def needs_due_date(text: str) -> bool:
    return DUE in text


def due_phrase(due: date, *, since: date | None = None) -> str:
    """«otrdienai, 8. decembrim», to be read after «līdz»; with the year where it is not that of ``since``."""
    year = f"{due.year}. gada " if since and due.year != since.year else ""
    return f"{weekday_dative(due)}, {year}{day_month_dative(due)}"


def fill(text: str, *, received: date, due: date | None, dated: bool) -> list[Part]:
    """Parts of ``text`` with the placeholders replaced. ``dated``: name the day instead of saying «šodien».

    Without a due date the placeholder reads «noteiktajam termiņam», so that no brace ever reaches a client.
    """
    today = day_month_locative(received) if dated else "šodien"
    parts: list[Part] = []
    for index, piece in enumerate(text.replace(TODAY, today).split(DUE)):
        if index:
            parts.append(Part(due_phrase(due), emphasised=True) if due else Part("noteiktajam termiņam"))
        if piece:
            parts.append(Part(piece))
    return parts


def fill_plain(text: str, *, received: date, due: date | None, dated: bool) -> str:
    return "".join(part.text for part in fill(text, received=received, due=due, dated=dated))

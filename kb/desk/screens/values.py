"""The plain values that every screen is made of.

Whatever is not for the client is in a field of its own or carries ``internal``, so that a template cannot mix the two
by mistake.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from kb.desk.copies import Copy


@dataclass(frozen=True, slots=True)
class TrustMark:
    """Icon, word and dates beside an answer. ``until``: the next check, or since when it is overdue."""

    state: str
    label: str
    on: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class PhoneNotice:
    """What the employee is told while the client is on the phone; ``may_identify``: identity can be proven here."""

    lead: str
    text: str
    may_identify: bool
    sample: bool


@dataclass(frozen=True, slots=True)
class Say:
    """The panel with the sentence to say. ``print_lines`` name the day, because paper is read on another day."""

    lines: tuple[SafeString, ...]
    print_lines: tuple[SafeString, ...]
    trust: TrustMark | None
    copy: tuple[Copy, ...] = ()
    code: str = ""
    subject: str = ""
    blocked_reason: str = ""
    sample: bool = False
    new_url: str = ""
    new_text: str = ""
    phone: PhoneNotice | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line with an icon in front. ``internal`` keeps it from the client's sheet, ``now`` from every sheet."""

    html: SafeString
    icon: str = ""
    internal: bool = False
    now: bool = False


@dataclass(frozen=True, slots=True)
class ChannelLine:
    state: str
    label: str
    detail: str | SafeString = ""
    sample: bool = False


@dataclass(frozen=True, slots=True)
class TermLine:
    """A deadline: the date it falls on where it has one, else only the words. The first date is ``large``."""

    rule: SafeString
    large: bool
    due: str
    weekday: str
    received: str
    today: bool
    sample: bool
    another_day_url: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the facts: a value, or lines, channels or terms. ``note`` beside the value is for employees."""

    label: str
    value: str | SafeString = ""
    sub: str | SafeString = ""
    note: str = ""
    plain: bool = False
    sample: bool = False
    unknown: bool = False
    url: str = ""
    print_label: str = ""
    lines: tuple[Line, ...] = ()
    channels: tuple[ChannelLine, ...] = ()
    inline: bool = False
    terms: tuple[TermLine, ...] = ()
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    url: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class LegalLine:
    """An act for the client; ``note`` and whole ``internal`` lines are for employees."""

    title: SafeString
    note: str = ""
    seen: date | None = None
    internal: bool = False


@dataclass(frozen=True, slots=True)
class BodyGroup:
    """Passages that follow one another and are for the same reader."""

    internal: bool
    children: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands only on paper: head, band of an answer that may not be given away, foot with the QR code."""

    company: str
    right: str
    band: str
    qr: SafeString
    first: str
    second: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What every kind of page prints."""

    say: Say
    facts: tuple[Fact, ...] = ()
    internal: tuple[SafeString, ...] = ()
    legal: tuple[LegalLine, ...] = ()
    related: tuple[Link, ...] = ()
    standard_rows: tuple[Link, ...] = ()
    tags: tuple[Link, ...] = ()
    foot: tuple[str, ...] = ()
    paper: Paper
    body: tuple[BodyGroup, ...] = ()

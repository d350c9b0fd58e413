"""What a person confirms, and what they have confirmed, as the pages print it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from kb.learning.acknowledging.waiting import Waiting, waiting_for
from kb.learning.models import Acknowledgement, StandardVersion
from kb.learning.versions.in_force import VersionRow, newest_version
from kb.learning.versions.screen import ChangedSection, changed_sections
from kb.learning.versions.text import StandardText, text_from


@dataclass(frozen=True, slots=True)
class ConfirmScreen:
    """``waiting`` None: there is nothing to confirm; ``done`` is then the record of the newest version, if any.

    ``last``: the number of the version confirmed last; None where this is the first. ``changes`` are then what differs
    from it, else empty and ``text`` is all of it.
    """

    version: VersionRow | None
    waiting: Waiting | None
    done: Acknowledgement | None
    last: int | None
    changes: tuple[ChangedSection, ...]
    text: StandardText | None


@dataclass(frozen=True, slots=True)
class MineScreen:
    waiting: Waiting | None
    records: tuple[Acknowledgement, ...]
    printed: datetime


def confirm_screen(user: Any) -> ConfirmScreen:
    """The difference is to what this person confirmed last, however many versions lie between."""
    version, waiting = newest_version(), waiting_for(user)
    last = Acknowledgement.objects.filter(account=user.pk).select_related("version").order_by("version__number").last()
    if waiting is None:
        done = last if last and version and last.version_id == version.pk else None
        return ConfirmScreen(version, None, done, None, (), None)
    text = text_from(StandardVersion.objects.get(pk=waiting.version.pk).text)
    if last is None:
        return ConfirmScreen(version, waiting, None, None, (), text)
    changes = changed_sections(text_from(last.version.text), text)
    return ConfirmScreen(version, waiting, None, last.version.number, changes, text)


def mine_screen(user: Any) -> MineScreen:
    """Everything this person has confirmed, the last first."""
    records = Acknowledgement.objects.filter(account=user.pk).select_related("version").order_by("-number")
    return MineScreen(waiting_for(user), tuple(records.defer("version__text", "version__plain")), timezone.localtime())

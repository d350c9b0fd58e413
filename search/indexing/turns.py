"""Whose turn it is to do what is done once for all hosts: publishing by schedule, forgetting, reminders.

Each host has a worker. One of them has the turn and keeps it with every round; when it is silent, the next one that
asks takes over. The database decides, with one conditional update.
"""

import secrets
import socket
from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

#: A worker that has not finished a round for this long has lost its turn.
LONGEST = timedelta(minutes=10)
#: After a round, how long the others leave it alone: more than the minute to its next one.
BETWEEN = timedelta(seconds=90)
_ONLY = "jobs"


class WorkerTurn(models.Model):
    """One row: who has the turn, until when, and for which night the jobs of the night are done."""

    name = models.CharField(max_length=20, primary_key=True)
    holder = models.CharField(max_length=120, blank=True)
    until = models.DateTimeField(default=timezone.now)
    night_done = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name}: {self.holder}"


def new_holder() -> str:
    """A name for this worker that no other has, also after it was started anew."""
    return f"{socket.gethostname()[:80]} {secrets.token_hex(8)}"


def take(holder: str) -> bool:
    """Whether ``holder`` may do the jobs now; if so nobody else may for LONGEST or until ``finish``."""
    WorkerTurn.objects.get_or_create(name=_ONLY)
    now = timezone.now()
    free = WorkerTurn.objects.filter(Q(until__lte=now) | Q(holder=holder), name=_ONLY)
    return free.update(holder=holder, until=now + LONGEST) == 1


def night_is_done(night: date) -> bool:
    return WorkerTurn.objects.filter(name=_ONLY, night_done=night).exists()


def finish_night(night: date) -> None:
    WorkerTurn.objects.filter(name=_ONLY).update(night_done=night)


def finish(holder: str) -> None:
    """The round is over; ``holder`` keeps the turn for its next one."""
    WorkerTurn.objects.filter(name=_ONLY, holder=holder).update(until=timezone.now() + BETWEEN)

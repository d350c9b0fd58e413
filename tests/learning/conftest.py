"""Tests of learning happen on Tuesday, 24 November 2026, at ten in the morning in Riga, over a small standard."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction

from kb.content.choices import ChangeKind
from kb.content.models import StandardSectionPage
from kb.learning.models import StandardVersion
from kb.learning.versions.making import make_due_version
from tests import factories

RIGA = ZoneInfo("Europe/Riga")
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=RIGA)

Change = Callable[..., StandardVersion | None]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """``clock.move_to(…)`` goes to another moment; time does not flow by itself."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def sections(site: Any) -> dict[str, StandardSectionPage]:
    """Two sections of the standard, by code. In a test within one transaction they are in no version yet."""
    made = {}
    with transaction.atomic():
        for code, title in (("B1", "Profesionalitāte"), ("B5", "Konfidencialitāte")):
            row = factories.clause(f"{code}a", heading=f"{title}.", text="Darbinieks atbild precīzi un ātri.")
            page = factories.StandardSectionPageFactory(code=code, title=title, clauses=[row])
            made[code] = factories.publish(page)
    return made


@pytest.fixture
def standard(sections: dict[str, StandardSectionPage]) -> StandardVersion:
    """The first version of the standard."""
    make_due_version()
    return StandardVersion.objects.get()


@pytest.fixture
def change(sections: Any, django_capture_on_commit_callbacks: Any) -> Change:
    """``change("B5", "new text")`` publishes a material change as an editor does; gives the version it made, if any."""

    def publish(code: str, text: str, kind: str = ChangeKind.MATERIAL, note: str = "") -> StandardVersion | None:
        before = StandardVersion.objects.count()
        page = StandardSectionPage.objects.get(code=code)
        page.clauses = [factories.clause(f"{code}a", heading=f"{page.title}.", text=text)]
        page.change_kind, page.change_note = kind, note
        with django_capture_on_commit_callbacks(execute=True):
            factories.publish(page)
        return StandardVersion.objects.first() if StandardVersion.objects.count() > before else None

    return publish


@pytest.fixture
def people(db: None) -> Callable[..., list[Any]]:
    """``people(3)`` are three employees who came long ago."""

    def make(number: int, role: str = "darbinieks") -> list[Any]:
        joined = datetime(2026, 1, 5, 9, 0, tzinfo=RIGA)
        return [factories.make_user(role, f"{role}-{n}", date_joined=joined) for n in range(number)]

    return make

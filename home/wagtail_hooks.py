"""The start page as part of the sample content, and its reasons for contact for other screens."""

from pathlib import Path
from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from kb.desk.reasons import Reason


@hooks.register("kb_load_sample_root")
def load_root(folder: Path, report: Any) -> None:
    from home.sample import load_root

    load_root(folder, report)


@hooks.register("kb_load_sample")
def load_home(folder: Path, report: Any) -> None:
    from home.sample import load_home

    load_home(folder, report)


@hooks.register("kb_reasons")
def reasons(request: HttpRequest) -> list[Reason]:
    from home.models import HomePage
    from home.start import reasons_of

    page = HomePage.objects.live().first()
    return reasons_of(page, request) if page else []

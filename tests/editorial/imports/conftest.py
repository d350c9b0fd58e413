"""Sections of the standard in the words of the sample, and files as people upload them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile

from kb.content.loading.folder import SAMPLE_FOLDER
from kb.content.models import StandardSectionPage
from kb.editorial.models import ImportRun
from tests import factories

#: A standard of the same shape as the company's, in other words: two columns whose order was lost, headings over two
#: lines, a title with letters set apart, notes with stars, contacts at the end.
STANDARD = Path(__file__).with_name("standard_like.txt").read_bytes()
CODES = ["A", *(f"B{n}" for n in range(1, 8)), *(f"C{n}" for n in range(1, 9)), *(f"D{n}" for n in range(1, 5))]


@pytest.fixture
def sections(site: Any) -> dict[str, StandardSectionPage]:
    """The published sections by code; none has an approved wording yet."""
    found = {}
    for code in CODES:
        data = yaml.safe_load((SAMPLE_FOLDER / "pages" / f"{code}.yaml").read_text())
        clauses = [
            factories.clause(row["row"], heading=row["heading"], text=row["text"], practice=row["practice"])
            for row in data["clauses"]
        ]
        found[code] = factories.StandardSectionPageFactory(
            code=code, title=data["title"], short_answer=data["short_answer"], intro=data["intro"], clauses=clauses
        )
    return found


@pytest.fixture
def upload() -> Callable[..., Any]:
    """``upload(browser, "standard", "standarts.txt", data)`` is what the form sends."""

    def send(browser: Any, subject: str, name: str, data: bytes) -> Any:
        return browser.post("/admin/imports/", {"subject": subject, "file": SimpleUploadedFile(name, data)})

    return send


@pytest.fixture
def uploaded(upload: Callable[..., Any]) -> Callable[..., ImportRun]:
    """The same, and the import that it began."""

    def send(browser: Any, subject: str, name: str, data: bytes) -> ImportRun:
        answer = upload(browser, subject, name, data)
        assert answer.status_code == 302, answer.context["form"].errors
        return ImportRun.objects.latest("pk")

    return send


@pytest.fixture
def said() -> Callable[..., list[str]]:
    """Messages that the admin shows after a request."""

    def texts(answer: Any) -> list[str]:
        return [str(message) for message in answer.context["messages"]]

    return texts

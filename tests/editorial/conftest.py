"""The browser of a reader, a page to speak of, and searches as the log keeps them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kb.content.models import ServicePage
from search.log.models import SearchQuery
from search.log.record import key_text
from tests import factories

PART = {"X-Requested-With": "fetch"}


@pytest.fixture
def owner(site: Any) -> Any:
    """An editor who answers for the page."""
    return factories.make_user("redaktors", "ipasniece", first_name="Anna", last_name="Paraudziņa")


@pytest.fixture
def page(site: Any, owner: Any) -> ServicePage:
    made = factories.ServicePageFactory(title="Parāda atmaksas grafiks", code="P11", content_owner=owner)
    return factories.publish(made)  # type: ignore[no-any-return]


@pytest.fixture
def said() -> Callable[..., Any]:
    """``said(browser, "kluda", words="…")`` sends a form as the script does, with ``part=False`` as without one."""

    def send(browser: Any, slug: str, code: str = "P11", part: bool = True, **fields: Any) -> Any:
        return browser.post(f"/atsauksme/{code}/{slug}/", fields, headers=PART if part else {})

    return send


@pytest.fixture
def searched(db: None) -> Callable[..., SearchQuery]:
    """``searched("dvielu zavetajs", by="a", zero=True)`` is one search in the log, an hour ago."""

    def make(text: str, by: str = "a", **fields: Any) -> SearchQuery:
        values = {"results": 0 if fields.get("zero") else 3, "mode": "embedded", "ms": 5, "zero": False}
        created = timezone.now() - timedelta(hours=1)
        return SearchQuery.objects.create(
            **{"token": by, "text": text, "key_text": key_text(text), "created": created, **values, **fields}
        )

    return make

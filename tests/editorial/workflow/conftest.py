"""The page editor as a browser sends it, and people with their browsers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from tests import factories

Pressed = Callable[..., HttpResponse]


def edit_url(page: Page) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def opened(browser: Client, page: Page, url: str = "") -> dict[str, Any]:
    """The form of the editor as it stands, ready to be sent again."""
    answer = browser.get(url or edit_url(page))
    assert answer.status_code == 200, answer.status_code
    fields: dict[str, Any] = querydict_from_html(answer.content.decode(), form_id="page-edit-form").dict()
    return fields | _streams(page)


def _streams(page: Page) -> dict[str, Any]:
    """Streams are drawn by script and stand in no HTML: those of the factories' pages, as the script sends them."""
    data: dict[str, Any] = {}
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            children = getattr(page, field.name)
            data[field.name] = streamfield([(child.block_type, _values(child.value)) for child in children])
            for number, child in enumerate(children):
                data[field.name][str(number)]["id"] = child.id
    return nested_form_data(data)


def _values(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, inside in value.items():
        if isinstance(inside, ListValue):
            found[name] = {"count": "0"}
        elif inside is True:
            found[name] = "on"
        elif inside:
            found[name] = str(inside)
    return found


@pytest.fixture
def press() -> Pressed:
    """``press(browser, page, "action-submit", title="…")`` opens the editor, types, and presses the button.

    ``form=`` sends a form that was opened earlier.
    """

    def send(browser: Client, page: Page, button: str, form: dict[str, Any] | None = None, **typed: Any) -> Any:
        data = dict(form if form is not None else opened(browser, page))
        return browser.post(edit_url(page), data | {button: "1"} | typed)

    return send


@pytest.fixture
def decide(press: Pressed) -> Pressed:
    """``decide(browser, page, "approve")`` presses the button of the editor that decides."""

    def send(browser: Client, page: Page, name: str, form: dict[str, Any] | None = None, **typed: Any) -> Any:
        return press(browser, page, "action-workflow-action", form=form, **{"workflow-action-name": name, **typed})

    return send


@pytest.fixture
def section(site: Any) -> Any:
    """A section of the standard that is live."""
    return factories.publish(factories.StandardSectionPageFactory(code="B6", title="Attieksme"))


@pytest.fixture
def service(site: Any) -> Any:
    return factories.publish(factories.ServicePageFactory(code="P40", title="Plombēšana"))


#: What an editor says of a change when they submit it.
SAID = {"change_kind": "material", "change_note": "Termiņš ir īsāks."}

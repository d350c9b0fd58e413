"""Every address of the resolver, opened as nobody and as each role, compared with docs/permissions.md."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client, TestCase
from wagtail.documents import get_document_model
from wagtail.models import Collection, Page
from wagtail.snippets.models import get_snippet_models

from search.indexing.worker import beat
from tests import factories
from tests.accounts import addresses

ANONYMOUS = "anonymous"
#: Wagtail 8.0.1 fails on an empty form that its own page does not send.
FAILS_WHEN_EMPTY = {"/admin/choose-external-link/": "500"}


class Actor:
    """A browser that stays logged in, whatever address it opens (one of them ends the session)."""

    def __init__(self, role: str) -> None:
        self.client = Client(raise_request_exception=False)
        if role != ANONYMOUS:
            self.client.force_login(factories.make_user(role), backend="django.contrib.auth.backends.ModelBackend")
        session = self.client.cookies.get("sessionid")
        self.key = session.value if session else ""

    def answer(self, path: str, method: str = "get") -> str:
        if self.key:
            self.client.cookies["sessionid"] = self.key
        return addresses.answer_of(getattr(self.client, method)(path))


class TestEveryAddress(TestCase):
    examples: addresses.Examples

    @classmethod
    def setUpTestData(cls) -> None:
        cls.examples = addresses.make_examples()

    @pytest.fixture(autouse=True)
    def _ready(self, index: Any) -> None:
        beat(index.target)

    def test_every_address_has_exactly_one_row_and_every_row_an_address(self) -> None:
        every = addresses.every_address()
        rows = addresses.read_rows("Every address")
        covering = {address: [row.address for row in rows if row.covers(address)] for address in every}

        without = [address for address, found in covering.items() if not found]
        doubly = {address: found for address, found in covering.items() if len(found) > 1}
        idle = [row.address for row in rows if not any(row.covers(address) for address in every)]

        assert (without, doubly, idle) == ([], {}, [])

    def test_every_case_of_the_table_is_tried(self) -> None:
        assert [row.address for row in addresses.read_rows("Cases")] == list(self.examples.special)

    def test_nobody_gets_what_the_table_says(self) -> None:
        self._compare(ANONYMOUS)

    def test_an_employee_gets_what_the_table_says(self) -> None:
        self._compare("darbinieks")

    def test_a_new_hire_gets_what_the_table_says(self) -> None:
        self._compare("jaunais")

    def test_an_editor_gets_what_the_table_says(self) -> None:
        self._compare("redaktors")

    def test_an_approver_gets_what_the_table_says(self) -> None:
        self._compare("apstiprinatajs")

    def test_a_supervisor_gets_what_the_table_says(self) -> None:
        self._compare("vaditaja")

    def test_an_administrator_gets_what_the_table_says(self) -> None:
        self._compare("admin")

    def test_a_supervisor_changes_nothing_by_posting_to_any_address_of_the_admin(self) -> None:
        actor = Actor("vaditaja")
        before = self._state()

        answers = {
            address: actor.answer(self.examples.path(address), "post")
            for address in addresses.every_address()
            if address.startswith("/admin/")
        }

        assert {address: answer for address, answer in answers.items() if answer.startswith("5")} == FAILS_WHEN_EMPTY
        assert self._state() == before

    def _compare(self, role: str) -> None:
        """Open everything; each difference is listed as (expected, got)."""
        actor = Actor(role)
        expected, got = {}, {}
        rows = addresses.read_rows("Every address")
        for address in addresses.every_address():
            row = next((row for row in rows if row.covers(address)), None)
            expected[address] = row.answers[role] if row else "no row"
            got[address] = actor.answer(self.examples.path(address))
        for row in addresses.read_rows("Cases"):
            expected[row.address] = row.answers[role]
            got[row.address] = actor.answer(self.examples.special[row.address])

        differ = {name: (expected[name], got[name]) for name in expected if expected[name] != got[name]}

        assert differ == {}
        assert [name for name, answer in got.items() if answer.startswith("5")] == []

    def _state(self) -> dict[str, Any]:
        """What an editor could change."""
        models = [*get_snippet_models(), get_document_model(), get_user_model(), Collection, Group]
        state: dict[str, Any] = {model.__name__: sorted(model.objects.values_list("pk", flat=True)) for model in models}
        fields = ("pk", "path", "live", "locked", "has_unpublished_changes", "latest_revision_id")
        return state | {"pages": list(Page.objects.order_by("pk").values_list(*fields))}

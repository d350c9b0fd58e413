"""A person's new name stands at once on the pages that name the person."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.content.models import ContentVersion
from tests import factories
from tests.factories import PASSWORD, ServicePageFactory, SiteTree, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.database]

Browser = Callable[..., Client]


@pytest.fixture
def owner(site: SiteTree) -> Any:
    return make_user("redaktors", "anna", first_name="Anna", last_name="Kalna")


def test_pages_show_the_new_name_of_their_owner_and_their_deputy(owner: Any, signed_in: Browser) -> None:
    deputy = make_user("redaktors", "berta", first_name="Berta", last_name="Upe")
    page = factories.publish(ServicePageFactory(content_owner=owner, deputy=deputy))
    browser = signed_in()
    assert "Anna Kalna" in browser.get(page.url).content.decode()
    owner.last_name, deputy.first_name = "Liepa", "Baiba"
    owner.save()
    deputy.save(update_fields=["first_name"])
    html = browser.get(page.url).content.decode()
    assert "Anna Liepa" in html
    assert "Baiba Upe" in html
    assert "Kalna" not in html


def test_pages_no_longer_show_who_was_deleted(owner: Any, signed_in: Browser) -> None:
    page = factories.publish(ServicePageFactory(content_owner=owner))
    browser = signed_in()
    assert "Anna Kalna" in browser.get(page.url).content.decode()
    owner.delete()
    assert "Anna Kalna" not in browser.get(page.url).content.decode()


def test_what_is_no_name_leaves_the_pages_as_they_are(owner: Any) -> None:
    before = ContentVersion.current()
    owner.email = "anna@example.lv"
    owner.save()
    owner.set_password("cita-parole-8134")
    owner.save()
    make_user("darbinieks", "jauna-persona")
    assert ContentVersion.current() == before


def test_logging_in_asks_nothing_about_names_and_changes_no_version(owner: Any, client: Client) -> None:
    before = ContentVersion.current()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.post("/ieiet/", {"username": "anna", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(owner.pk)
    assert ContentVersion.current() == before
    assert not [query for query in queries if query["sql"].startswith('SELECT "auth_user"."username", "auth_user"."fi')]


def test_a_name_that_was_not_saved_in_the_end_is_not_announced(owner: Any) -> None:
    owner.first_name = "Ilze"
    before = ContentVersion.current()
    owner.save(update_fields=["email"])
    assert ContentVersion.current() == before

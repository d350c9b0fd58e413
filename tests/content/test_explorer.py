"""The list of pages in the admin: code, owner, review date and state of each, read together."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.factories import ServicePageFactory

pytestmark = pytest.mark.django_db


def asked_for_owners(browser, address):
    """How often the tables of people and units were asked, and what the list says."""
    with CaptureQueriesContext(connection) as asked:
        html = browser.get(address).content.decode()
    owners = [one for one in asked if 'FROM "auth_user"' in one["sql"] or 'FROM "content_unit"' in one["sql"]]
    return len(owners), html


def test_owners_of_many_pages_are_read_with_as_many_questions_as_those_of_few(site, signed_in):
    browser = signed_in("redaktors")
    people = [factories.make_user("redaktors", f"persona{number}") for number in range(6)]
    units = [factories.UnitFactory(name=f"Daļa {number}") for number in range(6)]

    def add(count):
        for number in range(count):
            ServicePageFactory(content_owner=people[number], owner_unit=None)
            ServicePageFactory(content_owner=None, owner_unit=units[number])

    add(1)
    address = f"/admin/pages/{ServicePageFactory().get_parent().pk}/"
    browser.get(address)
    few, _html = asked_for_owners(browser, address)
    add(6)
    many, html = asked_for_owners(browser, address)
    assert "persona5" in html
    assert "Daļa 5" in html
    assert many == few

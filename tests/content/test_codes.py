"""Codes: the next free one of a kind, also when two editors are at it at once."""

import pytest
from django.core.exceptions import ValidationError

from kb.content.choices import Kind
from kb.content.models import ServicePage
from tests.factories import ServicePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def draft(title):
    """A page as the editor's form has checked it, not yet saved."""
    page = ServicePage(title=title, slug=title.lower(), live=False)
    page.minimal_clean()
    return page


def test_a_new_page_gets_the_next_free_code_of_its_kind(site):
    ServicePageFactory(code="P28")
    assert ServicePageFactory().code == "P29"


def test_two_pages_made_at_once_get_codes_of_their_own(site):
    first, second = draft("Pirmais"), draft("Otrais")
    assert first.code == second.code
    for page in (first, second):
        site.collections[Kind.SERVICE].refresh_from_db()
        site.collections[Kind.SERVICE].add_child(instance=page)
    assert (first.code, second.code) == ("P01", "P02")
    assert sorted(ServicePage.objects.values_list("code", flat=True)) == ["P01", "P02"]


def test_a_code_that_was_typed_is_never_changed(site):
    ServicePageFactory(code="P05")
    with pytest.raises(ValidationError):
        ServicePageFactory(code="P05")

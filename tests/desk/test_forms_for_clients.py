"""Forms that hang on a service are offered to whoever may open them, and named to nobody else."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import CollectionViewRestriction

from kb.accounts import roles
from tests import factories
from tests.factories import ServicePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(site):
    closed = factories.make_collection("Tikai vadītājiem")
    restriction = CollectionViewRestriction.objects.create(collection=closed, restriction_type="groups")
    restriction.groups.set(Group.objects.filter(name=roles.SUPERVISOR))
    documents = [
        factories.make_document(title="Iesnieguma veidlapa"),
        factories.make_document("slegta.pdf", collection=closed, title="Slēgtā veidlapa"),
    ]
    return factories.publish(ServicePageFactory(code="P11", forms=[("form", document) for document in documents]))


def test_an_open_form_is_offered_and_a_closed_one_not_named(service, signed_in):
    page = signed_in().get(service.url).content.decode()
    assert "Iesnieguma veidlapa" in page
    assert "Slēgtā veidlapa" not in page


def test_whoever_may_open_the_closed_form_gets_it_too_and_nobody_gets_their_page(service, signed_in):
    assert "Slēgtā veidlapa" in signed_in("vaditaja").get(service.url).content.decode()
    assert "Slēgtā veidlapa" not in signed_in().get(service.url).content.decode()


def test_the_card_beside_the_results_names_open_forms_only(service, signed_in):
    card = signed_in("vaditaja").get("/meklet/karte/P11/").content.decode()
    assert "Slēgtā veidlapa" not in card

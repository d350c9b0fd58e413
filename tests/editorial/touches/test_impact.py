"""What a change touches, shown in the form before it is saved."""

from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail import hooks

from kb.content.models import InstitutionPhone
from kb.editorial.touches.impact import MOST, impact_of
from tests import factories
from tests.factories import (
    ContactPageFactory,
    ContactPointFactory,
    ExplanationPageFactory,
    GlossaryTermFactory,
    InstitutionFactory,
    LegalActFactory,
    ReferralPageFactory,
    ServicePageFactory,
    StandardSectionPageFactory,
    UnitFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@dataclass
class Line:
    title: str
    url: str = ""


def form(client, thing):
    address = f"/admin/snippets/content/{thing._meta.model_name}/edit/{thing.pk}/"
    return client.get(address).content.decode()


def test_the_form_of_an_institution_names_the_pages_that_rely_on_it(site, signed_in):
    institution = InstitutionFactory(phones=[InstitutionPhone(number="112")])
    ReferralPageFactory(title="Kam nodot", code="I01", institution=institution)
    ServicePageFactory(title="Cita", code="P01")
    html = form(signed_in("redaktors"), institution)
    assert "1 lapa uz to balstās" in html
    assert "I01 Kam nodot" in html and "P01 Cita" not in html


def test_a_unit_is_followed_over_the_facts_that_name_it(site, signed_in):
    unit = UnitFactory()
    ServicePageFactory(title="Pieder daļai", code="P01", owner_unit=unit)
    contacts = ContactPageFactory(title="Kontakti", code="K01")
    impact = impact_of(unit, signed_in("redaktors").person)
    assert {page.code for page in impact.pages} == {"P01", "K01"}
    assert contacts.code in impact.paper[0].title


def test_a_contact_changes_the_contact_pages_and_the_sheet_for_the_wall(site, signed_in):
    ContactPageFactory(title="Kontakti", code="K01")
    html = form(signed_in("redaktors"), ContactPointFactory())
    assert "K01 Kontakti" in html and "/lapa/K01/siena/" in html


def test_a_term_names_the_pages_whose_text_has_it(site, signed_in, index):
    ExplanationPageFactory(title="Par siltummezglu", code="E01", short_answer="Siltummezgls sadala siltumu mājā.")
    index.drain()
    html = form(signed_in("redaktors"), GlossaryTermFactory(term="siltummezgls"))
    assert "1 lapā ir šis vārds" in html and "E01 Par siltummezglu" in html


def test_a_service_with_dated_values_names_what_leads_to_it(site, signed_in):
    page = ServicePageFactory()
    ExplanationPageFactory(title="Skaidrojums", code="E01", related=[("page", page)])
    html = signed_in("redaktors").get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "E01 Skaidrojums" in html and "1 lapa uz to balstās" in html


def test_a_section_of_the_standard_names_the_printed_standard_and_what_others_add(site, signed_in):
    section = StandardSectionPageFactory(code="B6")
    asked = []

    def acknowledgements(pages):
        asked.extend(page.code for page in pages)
        return [Line("12 darbinieki apliecinās no jauna", "/apliecinat/")]

    with hooks.register_temporarily("kb_touches", acknowledgements):
        html = signed_in("redaktors").get(f"/admin/pages/{section.pk}/edit/").content.decode()
    assert "B6" in asked
    assert "izdrukātais standarts (B6)" in html and "12 darbinieki apliecinās no jauna" in html


def test_what_a_great_many_pages_rely_on_is_counted_and_asks_the_database_as_seldom(site, signed_in):
    act, editor = LegalActFactory(), signed_in("redaktors").person
    unit = UnitFactory()
    for _ in range(3):
        ServicePageFactory(owner_unit=unit)
    impact_of(unit, editor)
    with CaptureQueriesContext(connection) as few:
        impact_of(unit, editor)
    for _ in range(MOST):
        ServicePageFactory(owner_unit=unit)
    with CaptureQueriesContext(connection) as many:
        impact = impact_of(unit, editor)
    assert (len(impact.pages), impact.more) == (MOST, 3)
    assert len(many) <= len(few)
    assert impact_of(act, editor).is_nothing


def test_a_form_for_something_new_says_nothing(site, signed_in):
    html = signed_in("redaktors").get("/admin/snippets/content/institution/add/").content.decode()
    assert "balstās" not in html


def test_a_draft_names_pages_that_may_say_the_same_and_can_be_saved_all_the_same(site, signed_in, index):
    ServicePageFactory(title="Parāda atmaksas grafiks", code="P11", client_words="gribu nomaksu\npa daļām")
    ServicePageFactory(title="Skaitītāja pārbaude", code="P12")
    index.drain()
    client = signed_in("redaktors")
    draft = ServicePageFactory(title="Parāda grafiks", client_words="gribu nomaksu pa daļām", live=False)
    draft.save_revision(user=client.person)
    html = client.get(f"/admin/pages/{draft.pk}/edit/").content.decode()
    assert "Līdzīgas lapas" in html and "P11 Parāda atmaksas grafiks" in html
    assert "P12 Skaitītāja pārbaude" not in html
    other = ServicePageFactory(title="Rēķina kopija", live=False)
    other.save_revision(user=client.person)
    assert "Līdzīgas lapas" not in client.get(f"/admin/pages/{other.pk}/edit/").content.decode()
    assert factories.publish(other).live

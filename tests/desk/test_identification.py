"""The table of proofs is read from the services: channel, kind of information, proof."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.accounts import roles
from tests import factories
from tests.desk.reading import inside, outside, words
from tests.factories import ServicePageFactory, channel

pytestmark = pytest.mark.django_db
ADDRESS = "/identifikacija/"
PASSPORT = {"id_required": True, "id_documents": "Pase vai eID karte"}


def matrix(reader):
    return reader.get(ADDRESS).context["matrix"]


@pytest.fixture
def reader(site, signed_in):
    return signed_in()


def test_each_channel_says_what_proves_identity_and_for_how_many_services(reader):
    for phone in ("general", "no"):
        ServicePageFactory(channels=[channel(**PASSPORT), channel("phone", phone)])
    ServicePageFactory(channels=[channel(), channel("phone", id_required=True, id_documents="Numurs", sample=True)])
    rows = {row.label: row for row in matrix(reader).channels}
    in_person, phone, post = rows["Klātienē"], rows["Pa tālruni"], rows["Pa pastu"]
    assert (in_person.general, in_person.without_proof) == (3, 1)
    assert [(proof.text, proof.services, proof.sample) for proof in in_person.proofs] == [
        ("Pase vai eID karte", 2, False)
    ]
    assert (phone.general, phone.without_proof) == (2, 1)
    assert [(proof.text, proof.services, proof.sample) for proof in phone.proofs] == [("Numurs", 1, True)]
    assert (post.general, post.proofs) == (0, ())


def test_each_service_has_its_row_with_what_may_be_told(reader):
    ServicePageFactory(code="P02", title="Otrs", channels=[channel(**PASSPORT)], personal_data_note="Parādu nesakiet.")
    ServicePageFactory(code="P01", title="Pirmais")
    first, second = matrix(reader).services
    assert (first.code, second.code, second.note) == ("P01", "P02", "Parādu nesakiet.")
    assert [(cell.availability, cell.proof) for cell in second.cells] == [
        ("yes", "Pase vai eID karte"),
        ("", ""),
        ("", ""),
        ("", ""),
    ]


def test_a_change_of_a_service_changes_the_table(reader):
    page = ServicePageFactory(channels=[channel(**PASSPORT)])
    assert "Pase vai eID karte" in reader.get(ADDRESS).content.decode()
    page.channels.update(id_documents="Pilnvara")
    text = reader.get(ADDRESS).content.decode()
    assert "Pilnvara" in text
    assert "Pase vai eID karte" not in text


def test_drafts_and_services_closed_to_the_reader_are_left_out(reader, signed_in):
    factories.restrict(ServicePageFactory(code="P90"), roles.SUPERVISOR)
    ServicePageFactory(code="P91", live=False)
    assert [row.code for row in matrix(reader).services] == []
    assert [row.code for row in matrix(signed_in("vaditaja")).services] == ["P90"]


def test_the_table_is_for_employees_and_prints_as_their_sheet(reader):
    ServicePageFactory(channels=[channel(**PASSPORT)], personal_data_note="Parādu nesakiet.")
    html = reader.get(ADDRESS).content.decode()
    assert "Parādu nesakiet." in inside(html)
    assert "Parādu nesakiet." not in outside(html)
    assert '<body class="for-staff">' in html
    assert "Iekšējai lietošanai" in words(html)


def test_without_services_it_says_so(reader):
    assert "Pakalpojumu vēl nav." in words(reader.get(ADDRESS).content.decode())


def test_the_reason_on_the_phone_leads_to_the_table(reader):
    page = ServicePageFactory(channels=[channel("phone", "general")])
    reader.post("/klients/", {"client": "phone"})
    assert f'href="{ADDRESS}"' in reader.get(page.url).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_services(reader):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            reader.get(ADDRESS)
        return len(queries)

    asked()
    ServicePageFactory(channels=[channel()])
    asked()
    first = asked()
    for _ in range(6):
        ServicePageFactory(channels=[channel(**PASSPORT), channel("phone")])
    asked()
    assert asked() == first <= 12

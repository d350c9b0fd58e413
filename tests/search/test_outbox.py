"""Whatever an editor changes reaches the index, and nothing else does."""

import pytest
from django.db import connection, transaction
from wagtail.actions.move_page import MovePageAction

from kb.accounts import roles
from kb.content.choices import Kind
from kb.content.models import InstitutionPhone, KnowledgePage, ServicePage
from search.engines.base import Filters, Reader
from search.indexing.drift import find_drift
from search.models import OutboxRow
from search.service import search
from tests import factories
from tests.factories import ExplanationPageFactory, LegalActFactory, ReferralPageFactory, ServicePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]
EMPLOYEE = Reader(frozenset())


def codes(text: str, reader: Reader = EMPLOYEE) -> list[str]:
    return [hit.code for hit in search(text, reader, Filters()).hits]


def test_a_published_page_is_found(site, index):
    page = factories.publish(ServicePageFactory(title="Plombēšana"))
    index.drain()
    assert codes("plombēšana") == [page.code]


def test_a_draft_is_not_found_and_a_published_change_is(site, index):
    page = factories.publish(ServicePageFactory(title="Plombēšana"))
    index.drain()
    page.title = "Skaitītāja plombas atjaunošana"
    page.save_revision()
    index.drain()
    assert codes("atjaunošana") == []
    page.save_revision().publish()
    index.drain()
    assert codes("atjaunošana") == [page.code]


def test_an_unpublished_page_is_no_longer_found(site, index):
    page = factories.publish(ServicePageFactory(title="Plombēšana"))
    index.drain()
    page.unpublish()
    index.drain()
    assert codes("plombēšana") == []


def test_a_deleted_page_is_no_longer_found(site, index):
    page = factories.publish(ServicePageFactory(title="Plombēšana"))
    index.drain()
    page.delete()
    index.drain()
    assert codes("plombēšana") == []
    assert index.engine.count() == 0


def test_a_moved_page_is_found_at_its_new_address(site, index):
    page = factories.publish(ServicePageFactory(title="Plombēšana"))
    index.drain()
    MovePageAction(page, site.collections[Kind.EXPLANATION], pos="last-child").execute(skip_permission_checks=True)
    index.drain()
    hit = search("plombēšana", EMPLOYEE).hits[0]
    assert hit.url == KnowledgePage.objects.get(pk=page.pk).url
    assert find_drift(index.engine).number == 0


def test_a_collection_with_a_new_address_takes_its_pages_along(site, index):
    page = factories.publish(ServicePageFactory(title="Plombēšana"))
    index.drain()
    collection = site.collections[Kind.SERVICE]
    collection.slug = "pakalpojumi-jauni"
    collection.save_revision().publish()
    index.drain()
    assert "/pakalpojumi-jauni/" in search("plombēšana", EMPLOYEE).hits[0].url
    assert find_drift(index.engine).number == 0
    assert page.pk in dict(index.engine.hashes())


def test_a_page_restricted_to_editors_is_found_by_editors_alone(site, index):
    page = factories.publish(ServicePageFactory(title="Plombēšana"))
    index.drain()
    restriction = factories.restrict(page, roles.EDITOR)
    editors = Reader(frozenset({f"g:{restriction.groups.get().pk}"}))
    assert codes("plombēšana") == [], "the database is asked again even before the index knows"
    index.drain()
    assert codes("plombēšana") == []
    assert codes("plombēšana", editors) == [page.code]
    restriction.delete()
    index.drain()
    assert codes("plombēšana") == [page.code]


def test_a_restriction_of_a_collection_covers_the_pages_under_it(site, index):
    factories.publish(ServicePageFactory(title="Plombēšana"))
    index.drain()
    factories.restrict(site.collections[Kind.SERVICE], roles.EDITOR)
    index.drain()
    assert codes("plombēšana") == []
    assert find_drift(index.engine).number == 0


def test_a_new_number_of_an_institution_finds_its_page(site, index):
    page = factories.publish(ReferralPageFactory(title="Regulators"))
    index.drain()
    page.institution.web = "regulators.example"
    page.institution.save()
    index.drain()
    assert codes("regulators.example") == [page.code]
    assert find_drift(index.engine).number == 0


def test_a_renamed_unit_reaches_the_pages_it_decides_on(site, index):
    unit = factories.UnitFactory(name="Abonentu daļa")
    page = factories.publish(ServicePageFactory(title="Plombēšana", decides_unit=unit))
    index.drain()
    unit.name = "Klientu birojs"
    unit.save()
    index.drain()
    assert codes("klientu birojs") == [page.code]
    assert find_drift(index.engine).number == 0


def test_a_deleted_legal_act_no_longer_finds_the_pages_that_named_it(site, index):
    """With the act Wagtail forgets which pages those were."""
    act = LegalActFactory(title="Enerģētikas likums")
    page = factories.publish(
        ServicePageFactory(title="Plombēšana", legal_acts=[("act", {"act": act, "note": "12. pants"})])
    )
    index.drain()
    assert codes("enerģētikas likums") == [page.code]
    act.delete()
    index.drain()
    assert codes("enerģētikas likums") == []
    assert find_drift(index.engine).number == 0


def test_a_deleted_number_of_an_institution_no_longer_finds_its_page(site, index):
    page = factories.publish(ReferralPageFactory(title="Regulators"))
    phone = InstitutionPhone.objects.create(institution=page.institution, number="67000000")
    index.drain()
    assert codes("67000000") == [page.code]
    phone.delete()
    index.drain()
    assert codes("67000000") == []
    assert find_drift(index.engine).number == 0


def test_pages_closed_a_moment_ago_count_nowhere(site, index):
    """Though they stand on a later page of the results, or a filter leaves them out."""
    page = factories.publish(ServicePageFactory(title="Plombēšana"))
    closed = factories.publish(ExplanationPageFactory(title="Kas nav plombēšana"))
    index.drain()
    everything, services = Filters(), Filters(kind="service")
    assert search("plombēšana", EMPLOYEE, everything, size=1).total == 2
    factories.restrict(closed, roles.EDITOR)
    found = search("plombēšana", EMPLOYEE, everything, size=1)
    assert [hit.code for hit in found.hits] == [page.code]
    assert (found.total, found.pages, found.facets.kinds) == (1, 1, {"service": 1})
    assert search("plombēšana", EMPLOYEE, services, size=1).facets.kinds == {"service": 1}
    assert search("plombēšanna", EMPLOYEE, everything, size=1).did_you_mean == "", "perhaps corrected by its words"


def test_a_change_that_is_rolled_back_leaves_no_row(site, index):
    before = OutboxRow.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        factories.publish(ServicePageFactory(title="Plombēšana"))
        raise RuntimeError
    assert OutboxRow.objects.count() == before


def test_rows_are_forgotten_once_the_index_has_them(site, index):
    factories.publish(ServicePageFactory(title="Plombēšana"))
    assert OutboxRow.objects.exists()
    index.drain()
    assert not OutboxRow.objects.exists()


def test_draining_twice_changes_nothing(site, index):
    page = factories.publish(ServicePageFactory(title="Plombēšana"))
    index.drain()
    OutboxRow.objects.create(target=index.target, kind=OutboxRow.Kind.PAGE, object_id=str(page.pk))
    before = dict(index.engine.hashes())
    index.drain()
    assert dict(index.engine.hashes()) == before


def test_a_page_that_cannot_be_read_does_not_hold_up_the_others(site, index, monkeypatch):
    broken = factories.publish(ExplanationPageFactory(title="Bojāta"))
    factories.publish(ServicePageFactory(title="Plombēšana"))
    whole = type(broken).index_body

    def index_body(self, day):
        if self.pk == broken.pk:
            raise ValueError("broken stream")
        return whole(self, day)

    monkeypatch.setattr(type(broken), "index_body", index_body)
    index.drain()
    assert codes("plombēšana") != []
    rows = OutboxRow.objects.all()
    assert {row.object_id for row in rows} == {str(broken.pk)}
    assert all("broken stream" in row.error and not row.parked for row in rows)


def test_a_page_whose_stored_form_is_broken_does_not_hold_up_the_others(site, index):
    """What a page points at is read for many pages at once, from the form in which the page is stored."""
    pages = [factories.publish(ServicePageFactory(title=f"Plombēšana {number}")) for number in range(5)]
    broken = pages[2]
    stored = '[{"type": "form", "value": "nav skaitlis", "id": "1"}]'
    table, key = ServicePage._meta.db_table, ServicePage._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET forms = %s WHERE {key} = %s", [stored, broken.pk])
    index.drain()
    assert set(codes("plombēšana")) == {page.code for page in pages} - {broken.code}
    assert {row.object_id for row in OutboxRow.objects.all()} == {str(broken.pk)}
    assert find_drift(index.engine).stale == (broken.pk,)


def test_a_row_that_never_succeeds_is_set_aside_with_its_error(site, index, monkeypatch, caplog):
    page = factories.publish(ExplanationPageFactory(title="Bojāta"))

    def index_body(self, day):
        raise ValueError("broken stream")

    monkeypatch.setattr(type(page), "index_body", index_body)
    for _ in range(20):
        OutboxRow.objects.update(not_before="2020-01-01T00:00Z")
        index.drain()
    assert all(row.parked for row in OutboxRow.objects.all())
    assert "set aside" in caplog.text


def test_the_document_text_of_a_dated_value_is_chosen_when_shown(site, index):
    from datetime import date

    page = ServicePageFactory(
        title="Plombēšana",
        deadlines=[
            factories.deadline(1, "months", valid_to=date(2026, 2, 28)),
            factories.deadline(10, "working_days", valid_from=date(2026, 3, 1)),
        ],
    )
    factories.publish(page)
    index.drain()
    import time_machine

    with time_machine.travel("2026-02-20 10:00"):
        assert search("plombēšana", EMPLOYEE).hits[0].deadline == "1 mēnesis"
    with time_machine.travel("2026-11-25 10:00"):
        assert search("plombēšana", EMPLOYEE).hits[0].deadline == "10 darbdienas"

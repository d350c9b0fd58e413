"""Attached forms: their words find the page, for whoever may open them and for nobody else. On both engines."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from kb.accounts import roles
from kb.content.attached.reading import read_next
from search import failover
from search.breaker import Breaker
from search.engines.base import Filters, Reader, SearchEngine
from search.engines.registry import elasticsearch_engine, embedded_engine, forget_engines
from search.explain import explain
from search.indexing.drift import find_drift
from search.indexing.targets import register
from search.indexing.worker import drain
from search.service import search, suggest
from tests.elasticsearch_node import patient
from tests.factories import (
    ExplanationPageFactory,
    ServicePageFactory,
    make_collection,
    make_document,
    publish,
)
from tests.files import docx_file, pdf_file

pytestmark = [pytest.mark.django_db]
EMPLOYEE = Reader(frozenset())
SUPERUSER = Reader(None)

Follow = Callable[[], None]


@pytest.fixture(params=["embedded", "elasticsearch"])
def follow(
    request: pytest.FixtureRequest, site: Any, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Follow]:
    """``follow()`` does what the worker does: reads new files, then brings the index in use up to date."""
    settings.SEARCH_INDEX_PATH = tmp_path / "search.sqlite3"
    settings.MEDIA_ROOT = tmp_path / "media"
    if request.param == "elasticsearch":
        node = request.getfixturevalue("elasticsearch_node")
        settings.ELASTICSEARCH_HOSTS = list(node.hosts)
        settings.ELASTICSEARCH_INDEX_PREFIX = f"files-{tmp_path.name.lower().replace('_', '-')[-20:]}"
    forget_engines()
    monkeypatch.setattr(failover, "breaker", Breaker())
    remote = elasticsearch_engine()
    engine: SearchEngine = patient(remote) if remote else embedded_engine()
    engine.finish_rebuild(engine.begin_rebuild())
    target = register(engine)

    def once() -> None:
        drain_all()
        while read_next():
            pass
        drain_all()
        assert find_drift(engine).number == 0

    def drain_all() -> None:
        while drain(target, engine):
            pass
        engine.refresh()

    yield once
    embedded_engine()._forget()
    forget_engines()


@pytest.fixture
def shut(site: Any) -> Collection:
    """A collection for supervisors only."""
    collection = make_collection("Vadītājiem")
    close(collection)
    return collection


def close(collection: Collection, group: str = roles.SUPERVISOR) -> CollectionViewRestriction:
    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups")
    restriction.groups.set(Group.objects.filter(name=group))
    return restriction


def supervisor() -> Reader:
    return Reader(frozenset({f"g:{Group.objects.get(name=roles.SUPERVISOR).pk}"}))


def form(text: str = "Iesniegums par siltummezgla apsekošanu", name: str = "iesniegums.docx", **fields: Any) -> Any:
    return make_document(name, content=docx_file(text), **fields)


def page_with(*documents: Any, **fields: Any) -> Any:
    return publish(
        ServicePageFactory(title="Ēkas siltums", forms=[("form", document) for document in documents], **fields)
    )


def codes(text: str, reader: Reader = EMPLOYEE) -> list[str]:
    return [hit.code for hit in search(text, reader, Filters()).hits]


def test_a_page_is_found_by_the_words_of_its_form_in_any_case(follow):
    page = page_with(form())
    follow()
    assert codes("siltummezglu apsekošana") == [page.code]
    assert codes("siltummezgla apsekosanu") == [page.code]


def test_the_result_says_in_which_file_the_words_stand(follow):
    page_with(form("Klients\nSiltummezgla <apsekošana> & pārbaude", title="Iesnieguma paraugs"))
    follow()
    snippet = search("apsekošanu", EMPLOYEE).hits[0].snippet
    assert "Iesnieguma paraugs" in snippet
    assert "Siltummezgla &lt;<mark>apsekošana</mark>&gt; &amp; pārbaude" in snippet


def test_a_page_is_found_by_a_pdf_that_its_text_links_to(follow):
    document = make_document("noteikumi.pdf", content=pdf_file("Pirmā lapa", "Ķīmiskā ska-\nlošana"))
    text = f'<p><a linktype="document" id="{document.pk}">Noteikumi</a></p>'
    page = publish(ExplanationPageFactory(title="Sistēma", body=[("text", {"text": text, "visibility": "client"})]))
    follow()
    assert codes("ķīmiskās skalošanas") == [page.code]


def test_words_of_the_page_itself_weigh_more_than_words_of_a_file(follow):
    by_file = page_with(form())
    by_title = publish(ServicePageFactory(title="Siltummezgla apsekošana pirms apkures sezonas sākuma"))
    follow()
    assert codes("siltummezgla apsekošana") == [by_title.code, by_file.code]


def test_who_may_not_open_the_file_does_not_find_the_page_by_it(follow, shut):
    page = page_with(form(collection=shut), form("Pieteikums par plombēšanu", "pieteikums.docx"))
    follow()
    found = search("apsekošana", EMPLOYEE)
    assert (found.total, found.hits, found.facets.kinds, found.did_you_mean) == (0, (), {}, "")
    assert codes("ēka -apsekošana") == [page.code], "a word taken away says nothing either"
    assert codes("plombēšana") == [page.code]


def test_a_word_of_a_closed_file_is_taken_for_a_slip_by_those_who_may_not_open_it(follow, shut):
    """Whoever may open the file has typed a word that exists; for everybody else there is none but «apskošana»."""
    page_with(form(collection=shut))
    other = publish(ServicePageFactory(title="Apskošana"))
    follow()
    found = search("apsekošana", EMPLOYEE)
    assert ([hit.code for hit in found.hits], found.did_you_mean) == ([other.code], "apskošana")
    assert search("apsekošana", supervisor()).did_you_mean == ""


def test_words_of_files_are_neither_suggested_nor_what_a_slip_is_corrected_to(follow):
    page = page_with(form())
    follow()
    assert suggest("apsek", EMPLOYEE) == []
    assert [suggestion.code for suggestion in suggest("ēkas", EMPLOYEE)] == [page.code]
    found = search("apsekošsna", EMPLOYEE)
    assert (found.total, found.did_you_mean) == (0, "")


def test_whom_the_file_is_for_finds_the_page_by_it(follow, shut):
    page = page_with(form(collection=shut.add_child(name="Iekšējie")))
    follow()
    assert codes("apsekošanas", supervisor()) == [page.code]
    assert codes("apsekošanas", SUPERUSER) == [page.code]
    assert "Datnē" in search("apsekošanas", supervisor()).hits[0].snippet
    assert codes("ēka -apsekošana", supervisor()) == []
    assert codes("apsekošanas", Reader(frozenset({f"g:{Group.objects.get(name=roles.EDITOR).pk}"}))) == []


def test_nobody_finds_a_page_by_a_file_behind_a_password(follow):
    collection = make_collection("Ar paroli")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="password", password="x")
    page_with(form(collection=collection))
    follow()
    assert codes("apsekošana") == codes("apsekošana", SUPERUSER) == []


def test_no_question_can_be_worded_to_reach_a_restricted_file(follow, shut):
    page_with(form("plombasaite", collection=shut))
    follow()
    group = Group.objects.get(name=roles.SUPERVISOR).pk
    for mark in (f"\ue000{group}\ue001", "\ue000\ue001", f"{group}", f"g:{group} ", f"{group} "):
        assert codes(f"{mark}plombasaite") == codes(f'"{mark}plombasait"') == []


def test_a_collection_closed_a_moment_ago_is_closed_before_the_index_knows(follow):
    collection = make_collection("Vēl vaļā")
    page = page_with(form(collection=collection))
    follow()
    assert codes("apsekošana") == [page.code]
    restriction = close(collection)
    found = search("apsekošana", EMPLOYEE)
    assert (found.hits, found.total, found.facets.kinds) == ((), 0, {})
    assert codes("ēkas siltums") == [page.code], "the page itself is as open as before"
    follow()
    assert codes("apsekošana") == []
    assert codes("apsekošana", supervisor()) == [page.code]
    restriction.delete()
    follow()
    assert codes("apsekošana") == [page.code]


def test_what_is_closed_is_asked_once_for_each_question(follow):
    page_with(form("Iesniegums par apsekošanu"), form("Apsekošanas akts", "akts.docx"))
    follow()
    search("plombēšana", EMPLOYEE)  # what a process remembers for one version of the content
    with CaptureQueriesContext(connection) as queries:
        assert "apsekošanu" in search("apsekošana", EMPLOYEE).hits[0].snippet
    asked = [query for query in queries if "collectionviewrestriction" in query["sql"]]
    assert len(asked) == 1


def test_closing_a_collection_is_written_down_as_seldom_for_many_files_as_for_one(follow):
    def statements(number):
        collection = make_collection(f"Krājums {number}")
        for _ in range(number):
            form(collection=collection)
        with CaptureQueriesContext(connection) as queries:
            close(collection)
        return len(queries)

    assert statements(20) == statements(1)


def test_a_file_moved_between_collections_is_found_by_whom_the_new_one_is_for(follow, shut):
    document = form()
    page = page_with(document)
    follow()
    document.collection = shut
    document.save()
    assert codes("apsekošana") == []
    follow()
    assert (codes("apsekošana"), codes("apsekošana", supervisor())) == ([], [page.code])


def test_files_moved_many_at_once_in_the_admin_follow_too(follow, shut, signed_in):
    document = form()
    page = page_with(document)
    follow()
    address = reverse("wagtail_bulk_action", args=["wagtaildocs", "document", "add_to_collection"])
    signed_in("admin").post(f"{address}?id={document.pk}&next=/admin/", {"collection": shut.pk})
    document.refresh_from_db()
    assert document.collection == shut
    follow()
    assert (codes("apsekošana"), codes("apsekošana", supervisor())) == ([], [page.code])


def test_a_replaced_file_is_found_by_its_new_words_alone(follow):
    document = form()
    page = page_with(document)
    follow()
    document.file = ContentFile(docx_file("Pieteikums par plombēšanu"), "iesniegums.docx")
    document._set_document_file_metadata()
    document.save()
    follow()
    assert codes("apsekošana") == []
    assert codes("plombēšana") == [page.code]


def test_the_words_of_a_deleted_document_find_nothing(follow):
    document = form()
    page_with(document)
    follow()
    document.delete()
    follow()
    assert codes("apsekošana") == []


def test_a_form_taken_off_the_page_no_longer_finds_it_and_one_in_a_draft_not_yet(follow):
    first, second = form(), form("Pieteikums par plombēšanu", "pieteikums.docx")
    page = page_with(first)
    follow()
    page.forms = [("form", second)]
    page.save_revision()
    follow()
    assert (codes("apsekošana"), codes("plombēšana")) == ([page.code], [])
    publish(page)
    follow()
    assert (codes("apsekošana"), codes("plombēšana")) == ([], [page.code])


def test_the_explanation_for_editors_shows_words_without_their_groups(follow, shut):
    page = page_with(form(collection=shut))
    follow()
    explained = explain("apsekošana", page.code, supervisor())
    assert explained.asked is not None
    assert explained.asked.clauses[0].score > 0
    assert "\ue000" not in explained.clauses[0].keys

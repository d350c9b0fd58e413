"""The page that says how the search is, in plain words."""

from io import StringIO

import pytest
from django.core.management import call_command

from kb import __version__
from kb.backup.last import note_backup
from search import server_state
from search.indexing.drift import find_drift
from search.indexing.worker import beat
from search.models import IndexTarget, OutboxRow
from tests import factories
from tests.factories import ServicePageFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/meklesana/stavoklis/"


def shown(browser):
    return " ".join(browser.get(ADDRESS).content.decode().split())


@pytest.fixture
def page(site, index):
    page = factories.publish(ServicePageFactory(title="Plombēšana"))
    index.drain()
    return page


def lose(page, index):
    """The page vanishes from the index although nobody asked for it."""
    from search.engines.base import Write

    index.engine.apply([Write(page.pk, None, 10**9)])


def test_an_editor_sees_the_state_in_latvian(page, index, signed_in):
    beat(index.target, error="disks ir pilns")
    text = shown(signed_in("redaktors"))
    assert "Šī servera indekss" in text
    assert "strādā" in text
    assert "disks ir pilns" in text
    assert "vēl nav salīdzināts" in text


def test_a_silent_worker_and_waiting_changes_are_named(page, index, signed_in):
    page.save_revision().publish()
    text = shown(signed_in("redaktors"))
    assert "nav manīts" in text
    assert OutboxRow.objects.exists()


def test_the_button_compares_and_has_the_difference_repaired(page, index, signed_in):
    lose(page, index)
    editor = signed_in("redaktors")

    assert "embedded atšķiras 1 lapās" in editor.post(ADDRESS, follow=True).content.decode()
    target = IndexTarget.objects.get(pk=index.target.pk)
    assert (target.last_drift, OutboxRow.objects.count()) == (1, 1)
    assert target.last_drift_at is not None

    OutboxRow.objects.update(object_id=str(page.pk))
    index.engine._forget()


def test_the_page_shows_what_the_last_comparison_found(page, index, signed_in):
    editor = signed_in("redaktors")
    assert "sakrīt ar datubāzi" in editor.post(ADDRESS, follow=True).content.decode()
    assert "vēl nav salīdzināts" not in shown(editor)
    assert find_drift(index.engine).number == 0


def test_search_status_remembers_what_it_found(page, index):
    lose(page, index)
    with pytest.raises(SystemExit):
        call_command("search_status", stdout=StringIO())
    assert IndexTarget.objects.get(pk=index.target.pk).last_drift == 1


def test_an_index_that_is_missing_is_said_and_not_compared(page, index, signed_in):
    index.engine._forget()
    index.engine.path.unlink()
    editor = signed_in("redaktors")
    assert "nē" in shown(editor)
    assert "embedded nevar salīdzināt" in editor.post(ADDRESS, follow=True).content.decode()


@pytest.mark.parametrize("role", ["apstiprinatajs", "vaditaja"])
def test_without_the_right_to_synonyms_nothing_is_compared(page, index, signed_in, role):
    lose(page, index)
    answer = signed_in(role).post(ADDRESS)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert not OutboxRow.objects.exists()


def test_the_menu_has_the_search_for_editors_alone(site, index, signed_in):
    assert ADDRESS in signed_in("redaktors").get("/admin/").content.decode()
    assert ADDRESS not in signed_in("vaditaja").get("/admin/").content.decode()


def test_the_page_says_how_the_server_is_and_when_it_was_last_saved(
    page, index, signed_in, monkeypatch, settings, tmp_path
):
    settings.DATA_DIR = tmp_path
    editor = signed_in("redaktors")
    before = shown(editor)
    assert f"Zināšanu bāzes versija</th> <td>{__version__}</td>" in before
    assert "šeit nav zināma – <strong>pajautājiet servera uzturētājiem" in before
    note_backup()
    monkeypatch.setattr(server_state, "LITTLE", 2)  # of a disk that is larger than itself
    after = shown(editor)
    assert "pajautājiet servera uzturētājiem" not in after
    assert "maz; pasakiet servera uzturētājiem" in after

"""Somebody deletes what another has open in a form: whoever saves is told, and gets back what they typed."""

import re

import pytest
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from kb.content.models import GlossaryTerm
from tests import factories
from tests.editorial.workflow.conftest import edit_url, opened

pytestmark = pytest.mark.django_db
EXCEPTION = {"condition": "Klients ir prombūtnē", "then": rich_text("<p>Gaida <b>divas</b> dienas.</p>")}


@pytest.fixture
def service(site):
    return factories.publish(factories.ServicePageFactory(code="P40", title="Plombēšana"))


@pytest.fixture
def gone(service, signed_in):
    """Anna has the form open, Berta deletes the page."""
    anna, berta = signed_in("redaktors", "anna"), factories.make_user("admin", "berta")
    form = opened(anna, service)
    Page.objects.get(pk=service.pk).delete(user=berta)
    return anna, service, form


def test_whoever_saves_is_told_who_deleted_the_page_and_gets_their_text_back(gone):
    anna, service, form = gone
    typed = {"title": "Plombu nomaiņa", "short_answer": "Atnāks <meistars>.", "client_words": "noplīsa plomba\nplombe"}
    answer = anna.post(edit_url(service), form | typed | {"action-submit": "1"})
    html = answer.content.decode()
    assert answer.status_code == 410
    assert re.search(r"„Plombēšana” vairs nav: \d\d\.\d\d\.\d{4}\. plkst\. \d\d:\d\d dzēsa berta\.", html)
    for text in ("Plombu nomaiņa", "Atnāks &lt;meistars&gt;.", "noplīsa plomba\nplombe"):
        assert text in html
    assert "Nosaukums</label>" in html
    assert "csrfmiddlewaretoken</label>" not in html


def test_rows_and_passages_come_back_with_their_place(gone):
    anna, service, form = gone
    rows = {name: "Zvanot uz 8005" for name in form if name.startswith("channels-") and name.endswith("-how")}
    exceptions = nested_form_data({"exceptions": streamfield([("exception", EXCEPTION | {"decides": "Vadītāja"})])})
    assert rows
    html = anna.post(edit_url(service), form | rows | exceptions).content.decode()
    assert "Zvanot uz 8005" in html
    assert "Kanāli 1, " in html
    assert "Klients ir prombūtnē" in html
    assert "Gaida divas dienas." in html
    assert "Izņēmumi 1, Tad</label>" in html


def test_what_saves_itself_stops_and_says_why(gone):
    anna, service, form = gone
    answer = anna.post(edit_url(service), form | {"title": "Jauns"}, headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error_code"] == "invalid_revision"
    assert "„Plombēšana” vairs nav" in answer.json()["error_message"]


def test_a_new_page_whose_place_was_deleted_is_not_lost_either(service, signed_in):
    anna, parent = signed_in("redaktors", "anna"), service.get_parent()
    address = f"/admin/pages/add/content/servicepage/{parent.pk}/"
    form = opened(anna, service, address)
    Page.objects.get(pk=parent.pk).delete(user=factories.make_user("admin", "berta"))
    answer = anna.post(address, form | {"title": "Pavisam jauna"})
    assert answer.status_code == 410
    html = answer.content.decode()
    assert "Pavisam jauna" in html
    assert "zem kuras šai lapai jāatrodas" in html


def test_a_word_of_the_glossary_is_not_lost(site, signed_in):
    anna = signed_in("redaktors", "anna")
    term = GlossaryTerm.objects.create(term="ISM", plain="Siltuma mezgls")
    address = f"/admin/snippets/content/glossaryterm/edit/{term.pk}/"
    assert anna.post(f"/admin/snippets/content/glossaryterm/delete/{term.pk}/").status_code == 302
    answer = anna.post(address, {"term": "ISM", "plain": "Individuālais siltuma mezgls"})
    assert answer.status_code == 410
    assert "Individuālais siltuma mezgls" in answer.content.decode()


def test_what_never_was_there_is_not_found_as_before(site, signed_in):
    answer = signed_in("redaktors").post("/admin/pages/999999/edit/", {"title": "Nekas"})
    assert answer.status_code == 404
    assert signed_in().post("/admin/pages/999999/edit/", {"title": "Nekas"}).status_code in (302, 403)


def test_a_reader_without_the_admin_learns_nothing_of_it(gone, signed_in):
    _anna, service, form = gone
    answer = signed_in().post(edit_url(service), form)
    assert answer.status_code in (302, 403)
    assert "Plombēšana" not in answer.content.decode()

"""Addresses of the desk that are not pages: a lasting address by code, a topic, the card of a hit."""

import pytest

from kb.accounts import roles
from kb.content.choices import Kind
from tests import factories
from tests.desk.reading import words
from tests.factories import ExplanationPageFactory, ServicePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def said(response):
    html = response.content.decode()
    return html[html.index("<main") : html.index("</main>")]


@pytest.fixture
def reader(site, signed_in):
    return signed_in()


@pytest.mark.parametrize("code", ["P11", "p11"])
def test_a_lasting_address_leads_to_where_the_page_is(reader, code):
    page = ServicePageFactory(code="P11")
    response = reader.get(f"/lapa/{code}/")
    assert (response.status_code, response.url) == (302, page.url)


def test_a_lasting_address_follows_a_page_that_moved(reader, site):
    page = ServicePageFactory(code="P11")
    page.move(site.collections[Kind.EXPLANATION], pos="last-child")
    page.refresh_from_db()
    assert reader.get("/lapa/P11/").url == page.url


def test_a_lasting_address_of_nothing_or_of_a_draft_is_not_found(reader):
    draft = ServicePageFactory(live=False)
    for code in ("P999", draft.code, "<x>"):
        assert reader.get(f"/lapa/{code}/").status_code == 404


def test_a_restricted_page_is_not_found_by_its_code(reader, signed_in):
    page = ServicePageFactory(code="P11")
    factories.restrict(page, roles.SUPERVISOR)
    for address in ("/lapa/P11/", "/meklet/karte/P11/", "/api/pages/P11"):
        assert reader.get(address).status_code == 404
    response = signed_in("vaditaja").get("/lapa/P11/")
    assert (response.status_code, response["Cache-Control"]) == (302, "private, no-store")


def test_a_password_opens_nothing_by_code(reader):
    page = ServicePageFactory(code="P11")
    factories.PageViewRestriction.objects.create(page=page, restriction_type="password", password="vārti")
    assert reader.get("/lapa/P11/").status_code == 404


def test_a_topic_lists_the_pages_that_have_it(reader):
    debt, _other = ServicePageFactory(title="Parāds"), ExplanationPageFactory(title="Tarifs")
    debt.tags.add("apkure")
    debt.save()
    slug = debt.tags.get().slug
    html = reader.get(f"/birka/{slug}/").content.decode()
    text = words(html[html.index("<main") : html.index("</main>")])
    assert text.startswith("TēmaApkure 1 lapa Parāds")
    assert "Tarifs" not in text


def test_a_topic_hides_what_is_closed(reader, signed_in):
    page = ServicePageFactory(title="Parāds")
    page.tags.add("apkure")
    page.save()
    address = f"/birka/{page.tags.get().slug}/"
    open_page = ExplanationPageFactory(title="Tarifs")
    open_page.tags.add("apkure")
    open_page.save()
    factories.restrict(page, roles.SUPERVISOR)
    html = reader.get(address).content.decode()
    assert "Tarifs" in html
    assert "Parāds" not in html
    assert "Parāds" in signed_in("vaditaja").get(address).content.decode()


def test_a_topic_of_closed_pages_alone_is_not_told_from_one_that_is_not_there(reader, signed_in):
    page = ServicePageFactory()
    page.tags.add("apkure")
    page.save()
    address = f"/birka/{page.tags.get().slug}/"
    factories.restrict(page, roles.SUPERVISOR)
    closed, unknown = reader.get(address), reader.get("/birka/nav/")
    assert closed.status_code == unknown.status_code == 404
    assert said(closed) == said(unknown)
    assert signed_in("vaditaja").get(address).status_code == 200


def test_a_closed_code_is_not_told_from_one_that_is_not_there(reader):
    page = ServicePageFactory(code="P11")
    factories.restrict(page, roles.SUPERVISOR)
    assert said(reader.get("/lapa/P11/")) == said(reader.get("/lapa/P12/"))
    assert said(reader.get("/meklet/karte/P11/")) == said(reader.get("/meklet/karte/P12/"))


def test_an_unknown_topic_or_a_page_past_the_end_is_not_found(reader):
    page = ServicePageFactory()
    page.tags.add("apkure")
    page.save()
    address = f"/birka/{page.tags.get().slug}/"
    for slug in ("nav", "%00", "%7f"):
        assert reader.get(f"/birka/{slug}/").status_code == 404
    for number in ("2", "0", "x"):
        assert reader.get(address, {"p": number}).status_code == 404


@pytest.mark.parametrize("kind", Kind)
def test_every_type_has_a_card(reader, kind):
    page = factories.make_page(kind, title="Uzskaite", short_answer="Saku tā.")
    text = words(reader.get(f"/meklet/karte/{page.code}/").content.decode())
    assert "Uzskaite" in text
    assert "Saku tā." in text

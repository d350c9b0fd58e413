"""Favourites and pages opened lately: a person's own, and nobody else's."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from kb.accounts import roles
from kb.desk.mine import fragments
from kb.desk.mine.favourites import MOST, TooMany, set_favourite
from kb.desk.mine.visits import KEPT, recent_of, record_visit
from kb.desk.models import Favourite, Visit
from tests import factories
from tests.factories import ServicePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def shown(site):
    return factories.publish(ServicePageFactory(title="Plombēšana"))


def press_star(browser, page, was="false", **headers):
    return browser.post(f"/izlase/{page.code}/", {"was": was, "next": page.url}, **headers)


def start(browser):
    return browser.get("/").content.decode()


def pressed(browser, page):
    return 'name="was" value="true" aria-pressed="true"' in browser.get(page.url).content.decode()


def test_the_star_puts_a_page_into_the_favourites_and_takes_it_out(shown, signed_in):
    reader = signed_in()
    assert not pressed(reader, shown)
    answer = press_star(reader, shown)
    assert (answer.status_code, answer["Location"]) == (303, shown.url)
    assert pressed(reader, shown)
    assert "Plombēšana" in start(reader)
    press_star(reader, shown, was="true")
    assert not pressed(reader, shown)
    assert "Plombēšana" not in start(reader)


def test_a_double_click_is_one(shown, signed_in):
    reader = signed_in()
    press_star(reader, shown)
    press_star(reader, shown)
    assert Favourite.objects.count() == 1
    press_star(reader, shown, was="true")
    press_star(reader, shown, was="true")
    assert Favourite.objects.count() == 0


def test_nobody_sees_the_favourites_and_visits_of_another(shown, signed_in):
    first, second = signed_in("darbinieks", "anna"), signed_in("darbinieks", "berta")
    press_star(first, shown)
    record_visit(first.person, shown, timezone.now())
    assert start(first).count("Plombēšana") == 2
    assert "Plombēšana" not in start(second)
    assert "Plombēšana" not in second.get("/izlase/").content.decode()
    assert pressed(first, shown)
    assert not pressed(second, shown)
    second.post(f"/izlase/{shown.code}/nosaukums/", {"name": "Cita"})
    press_star(second, shown, was="true")
    assert [row.name for row in Favourite.objects.all()] == [""]


@pytest.mark.parametrize("hide", ["restrict", "unpublish"])
def test_a_page_that_may_not_be_seen_any_more_is_in_no_list(shown, signed_in, hide):
    reader = signed_in()
    press_star(reader, shown)
    record_visit(reader.person, shown, timezone.now())
    factories.restrict(shown, roles.SUPERVISOR) if hide == "restrict" else shown.unpublish()
    assert "Plombēšana" not in start(reader)
    assert "Plombēšana" not in reader.get("/izlase/").content.decode()
    assert recent_of(reader.person) == []
    for address in (f"/izlase/{shown.code}/", f"/izlase/{shown.code}/nosaukums/"):
        assert reader.post(address, {"was": "false", "name": "x"}).status_code == 404


def test_a_deleted_page_takes_its_favourites_and_visits_with_it(shown, signed_in):
    reader = signed_in()
    press_star(reader, shown)
    record_visit(reader.person, shown, timezone.now())
    shown.delete()
    assert (Favourite.objects.count(), Visit.objects.count()) == (0, 0)


def test_favourites_stand_in_the_order_of_their_names_as_latvians_have_it(site, signed_in):
    reader = signed_in()
    pages = [ServicePageFactory(title=title) for title in ("Šķirne", "Sūdzība", "Zvans", "Ārpus darba laika")]
    for page in pages:
        press_star(reader, page)
    reader.post(f"/izlase/{pages[2].code}/nosaukums/", {"name": "  Apkure   šodien "})
    html = reader.get("/izlase/").content.decode()
    order = ["Apkure šodien", "Ārpus darba laika", "Sūdzība", "Šķirne"]
    assert sorted(order, key=html.index) == order
    assert "Zvans" in html  # the title stays beside the own name


def test_a_name_may_be_taken_back_and_may_not_be_endless(shown, signed_in):
    reader = signed_in()
    press_star(reader, shown)
    name = f"/izlase/{shown.code}/nosaukums/"
    reader.post(name, {"name": "x" * 81})
    assert "80" in reader.get("/izlase/").content.decode().split('role="alert"')[1][:600]
    reader.post(name, {"name": "Ap\x00kure\x1b[31m"})
    assert Favourite.objects.get().name == "Apkure[31m"
    reader.post(name, {"name": "<script>"})
    assert "<script>" not in start(reader).split("<main")[1]
    assert "&lt;script&gt;" in start(reader)
    reader.post(name, {"name": ""})
    assert Favourite.objects.get().name == ""
    press_star(reader, shown, was="true")
    assert reader.post(name, {"name": "Nav"}).status_code == 404


def test_there_is_an_end_to_the_favourites(shown, signed_in):
    reader = signed_in()
    others = [ServicePageFactory() for _ in range(2)]
    Favourite.objects.bulk_create(Favourite(user=reader.person, page=page) for page in others)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kb.desk.mine.favourites.MOST", 2)
        with pytest.raises(TooMany):
            set_favourite(reader.person, shown, on=True)
        assert press_star(reader, shown, headers={"X-Requested-With": "fetch"}).status_code == 409
        assert press_star(reader, shown)["Location"] == "/izlase/"
        assert press_star(reader, others[0]).status_code == 303  # it is one already
    assert MOST >= 50


def test_a_script_learns_the_new_state(shown, signed_in):
    answer = press_star(signed_in(), shown, headers={"X-Requested-With": "fetch"})
    assert answer.json()["favourite"] is True


def test_the_way_back_leads_to_no_other_site(shown, signed_in):
    answer = signed_in().post(f"/izlase/{shown.code}/", {"was": "false", "next": "https://citur.example/"})
    assert answer["Location"] == "/"


def test_a_draft_and_its_preview_have_no_star(site, signed_in):
    draft = ServicePageFactory(live=False)
    draft.save_revision()
    editor = signed_in("redaktors")
    assert "data-star" not in editor.get(f"/admin/pages/{draft.pk}/view_draft/").content.decode()
    assert press_star(editor, draft).status_code == 404


def test_the_card_beside_the_results_has_the_star(shown, signed_in):
    reader = signed_in()
    press_star(reader, shown)
    card = reader.get(f"/meklet/karte/{shown.code}/").content.decode()
    assert 'aria-pressed="true"' in card
    assert "data-visit" not in card


# --- opened lately --------------------------------------------------------------------------------------------


def report(browser, body):
    return browser.post("/api/visits", json.dumps(body), content_type="application/json")


def test_a_page_that_was_opened_is_on_top_of_the_list(site, signed_in, clock):
    reader = signed_in()
    first, second = ServicePageFactory(title="Pirmā"), ServicePageFactory(title="Otrā")
    for page in (first, second, first):
        assert report(reader, {"code": page.code}).status_code == 204
        clock.shift(timedelta(minutes=1))
    assert [row.title for row in recent_of(reader.person)] == ["Pirmā", "Otrā"]
    assert "10.02" in start(reader)


def test_opening_a_page_leaves_what_was_rendered_of_the_favourites(shown, signed_in, monkeypatch):
    reader, rendered = signed_in(), []
    real = fragments.favourites_of
    monkeypatch.setattr(fragments, "favourites_of", lambda user: rendered.append(user) or real(user))
    reader.get("/")
    reader.post("/api/visits", {"code": shown.code}, content_type="application/json")
    assert shown.title in reader.get("/").content.decode()
    assert len(rendered) == 1
    reader.post(f"/izlase/{shown.code}/", {"was": "false"})
    reader.get("/")
    assert len(rendered) == 2


def test_ten_are_kept_and_no_more(site, signed_in, clock):
    reader = signed_in()
    for number in range(KEPT + 2):
        record_visit(reader.person, ServicePageFactory(title=f"Lapa Nr. {number}"), timezone.now())
        clock.shift(timedelta(minutes=1))
    assert [row.title for row in recent_of(reader.person)] == [f"Lapa Nr. {number}" for number in range(11, 1, -1)]
    assert Visit.objects.count() == KEPT


def test_a_page_one_may_not_read_is_not_recorded_and_nobody_is_told(shown, signed_in):
    factories.restrict(shown, roles.SUPERVISOR)
    reader = signed_in()
    assert report(reader, {"code": shown.code}).status_code == 204
    assert report(reader, {"code": "P9999"}).status_code == 204
    assert Visit.objects.count() == 0


@pytest.mark.parametrize("body", [{}, [], None, {"code": 5}, {"code": "p1\x00"}, {"code": ["P01"]}, "x" * 50])
def test_what_is_no_visit_is_refused(site, signed_in, body):
    assert report(signed_in(), body).status_code == 400

"""Notices: on every page in time, gone in time, hidden by whom they bother."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kb.desk.models import DismissedNotice
from tests import factories
from tests.factories import NoticeFactory, ServicePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WORDING = re.compile(r'name="wording" value="(\w+)"')
TEXT = "apkures nav Saules ielā."


@pytest.fixture
def shown(site):
    return factories.publish(ServicePageFactory(title="Plombēšana"))


def html(browser, address):
    return browser.get(address).content.decode()


def hide(browser, notice, wording, **headers):
    address = f"/pazinojumi/{notice.pk}/paslept/"
    return browser.post(address, {"wording": wording, "next": "/meklet/"}, **headers)


def wording_in(browser, address="/"):
    return WORDING.search(html(browser, address))[1]


@pytest.mark.parametrize("address", ["page", "/meklet/?q=siltums", "/termini/", "/izlase/", "/jaunumi/"])
def test_an_urgent_notice_is_on_every_page_with_the_next_request(shown, index, signed_in, address):
    reader = signed_in()
    address = shown.url if address == "page" else address
    assert TEXT not in html(reader, address)
    NoticeFactory(severity="urgent")
    assert TEXT in html(reader, address)


@pytest.mark.parametrize("severity", ["info", "warning"])
def test_what_is_not_urgent_is_on_the_start_page_alone(shown, signed_in, severity):
    NoticeFactory(severity=severity)
    reader = signed_in()
    assert TEXT in html(reader, "/")
    assert TEXT not in html(reader, shown.url)


def test_a_notice_ends_by_the_clock_on_a_page_that_is_kept(shown, signed_in, clock):
    NoticeFactory(severity="urgent", ends_at=timezone.now() + timedelta(minutes=5))
    reader = signed_in()
    assert TEXT in html(reader, shown.url)
    clock.shift(timedelta(minutes=6))
    assert TEXT not in html(reader, shown.url)


def test_a_notice_begins_by_the_clock_on_a_page_that_is_kept(shown, signed_in, clock):
    NoticeFactory(severity="urgent", starts_at=timezone.now() + timedelta(minutes=5))
    reader = signed_in()
    assert TEXT not in html(reader, shown.url)
    clock.shift(timedelta(minutes=6))
    assert TEXT in html(reader, shown.url)


def test_a_hidden_notice_is_hidden_from_one_person_on_every_page(shown, signed_in):
    notice = NoticeFactory(severity="urgent")
    first, second = signed_in("darbinieks", "anna"), signed_in("darbinieks", "berta")
    html(second, shown.url)
    answer = hide(first, notice, wording_in(first, shown.url))
    assert (answer.status_code, answer["Location"]) == (303, "/meklet/")
    for address in ("/", shown.url):
        assert TEXT not in html(first, address)
        assert TEXT in html(second, address)


def test_hiding_twice_is_hiding_once(shown, signed_in):
    notice, reader = NoticeFactory(), signed_in()
    wording = wording_in(reader)
    for _ in range(2):
        assert hide(reader, notice, wording, headers={"X-Requested-With": "fetch"}).status_code == 204
    assert DismissedNotice.objects.count() == 1


def test_a_notice_that_says_something_else_is_shown_again(shown, signed_in):
    notice, reader = NoticeFactory(), signed_in()
    hide(reader, notice, wording_in(reader))
    notice.text = "apkures nav arī Ganību ielā."
    notice.save()
    assert "Ganību ielā" in html(reader, "/")


def test_words_that_were_not_on_the_screen_are_not_hidden(shown, signed_in):
    notice, reader = NoticeFactory(), signed_in()
    wording = wording_in(reader)
    notice.text = "apkures nav arī Ganību ielā."
    notice.save()
    assert hide(reader, notice, wording, headers={"X-Requested-With": "fetch"}).status_code == 409
    assert "Ganību ielā" in html(reader, "/")


@pytest.mark.parametrize("fields", [{"dismissible": False}, {"emergency": True}])
def test_what_everybody_must_see_cannot_be_hidden(shown, signed_in, fields):
    from kb.desk.notices.shown import wording_of

    notice, reader = NoticeFactory(severity="urgent", **fields), signed_in()
    assert "data-hide-notice" not in html(reader, "/")
    assert hide(reader, notice, wording_of(notice)).status_code == 403
    assert TEXT in html(reader, "/")


def test_a_notice_that_is_gone_cannot_be_hidden(shown, signed_in):
    notice, reader = NoticeFactory(), signed_in()
    wording, pk = wording_in(reader), notice.pk
    notice.delete()
    assert reader.post(f"/pazinojumi/{pk}/paslept/", {"wording": wording}).status_code == 404


def test_an_emergency_stands_in_the_strip_and_not_among_the_notices(shown, signed_in):
    NoticeFactory(severity="urgent", emergency=True)
    page = html(signed_in(), shown.url)
    assert page.count(TEXT) == 1
    assert "strip--on" in page


# --- open pages -----------------------------------------------------------------------------------------------


def stamp_of(browser):
    return browser.get("/api/notices").json()["stamp"]


def test_the_stamp_is_that_of_the_page_until_something_about_notices_changes(shown, signed_in, clock):
    reader = signed_in()
    seen = stamp_of(reader)
    assert f'data-stamp="{seen}"' in html(reader, shown.url)
    factories.publish(shown)
    assert stamp_of(reader) == seen
    notice = NoticeFactory(ends_at=timezone.now() + timedelta(minutes=5))
    changed = stamp_of(reader)
    notice.text = "apkures nav arī Ganību ielā."
    notice.save()
    reworded = stamp_of(reader)
    assert len({seen, changed, reworded}) == 3
    clock.shift(timedelta(minutes=6))
    assert stamp_of(reader) == seen


def test_an_unchanged_stamp_is_answered_with_304_and_three_queries(shown, signed_in):
    NoticeFactory(severity="urgent")
    reader = signed_in()
    answer = reader.get("/api/notices")
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            same = reader.get("/api/notices", headers={"If-None-Match": answer["ETag"]})
        assert same.status_code == 304
    assert len(queries) <= 3
    assert "public" not in answer["Cache-Control"]


def test_the_part_brings_the_strip_and_what_the_page_shows(shown, signed_in):
    reader = signed_in()
    NoticeFactory(severity="warning", text="Kase slēgta.")
    NoticeFactory(severity="urgent")
    NoticeFactory(emergency=True, text="Trūkst siltuma visā pilsētā.")
    urgent, everything = html(reader, "/pazinojumi/"), html(reader, "/pazinojumi/?kuri=all")
    assert "Kase slēgta." not in urgent
    assert "Kase slēgta." in everything
    for part in (urgent, everything):
        assert TEXT in part
        assert "Trūkst siltuma visā pilsētā." in part
        assert "<html" not in part
    assert reader.get("/pazinojumi/?kuri=citi").status_code == 404

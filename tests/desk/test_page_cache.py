"""The page cache: one rendering serves many, and nobody sees what is another's or what was."""

import re
from datetime import date

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.test import RequestFactory
from wagtail.signals import page_published, page_unpublished

from kb.accounts import roles
from kb.content.choices import Kind
from kb.content.models import ContentVersion
from kb.desk import page_cache
from tests import factories
from tests.factories import CollectionPageFactory, ContactPointFactory, NoticeFactory, ServicePageFactory, UnitFactory

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture
def rendered(monkeypatch):
    """Addresses that Wagtail was asked to render, in order."""
    asked = []
    serve = page_cache.wagtail_serve
    monkeypatch.setattr(page_cache, "wagtail_serve", lambda request, path: asked.append(path) or serve(request, path))
    return asked


@pytest.fixture
def shown(site):
    return factories.publish(ServicePageFactory(title="Plombēšana", short_answer="Vecā atbilde."))


def html(browser, shown, **parameters):
    return browser.get(shown.url, parameters).content.decode()


def test_a_second_reader_of_the_same_role_gets_what_was_rendered_for_the_first(shown, signed_in, rendered):
    html(signed_in("darbinieks", "anna"), shown)
    html(signed_in("darbinieks", "berta"), shown)
    assert len(rendered) == 1


def test_two_people_of_the_same_role_get_their_own_names(shown, signed_in):
    first, second = signed_in("darbinieks", "anna"), signed_in("darbinieks", "berta")
    first.person.first_name, first.person.last_name = "Anna", "<Kalna>"
    first.person.save()
    assert "<b>Anna &lt;Kalna&gt;</b>" in html(first, shown)
    text = html(second, shown)
    assert "<b>berta</b>" in text
    assert "Anna" not in text
    assert "hole-" not in text


def test_two_people_get_their_own_tokens_and_each_works(shown, signed_in):
    first, second = signed_in("darbinieks", "anna"), signed_in("darbinieks", "berta")
    for browser in (first, second):
        browser.handler.enforce_csrf_checks = True
        html(browser, shown)
    tokens = {TOKEN.search(html(browser, shown))[1]: browser for browser in (first, second)}
    assert len(tokens) == 2
    for token, browser in tokens.items():
        assert browser.post("/iziet/", {"csrfmiddlewaretoken": token}).status_code == 302


def test_a_token_of_another_person_does_not_work(shown, signed_in):
    first, second = signed_in("darbinieks", "anna"), signed_in("darbinieks", "berta")
    second.handler.enforce_csrf_checks = True
    html(second, shown)
    token = TOKEN.search(html(first, shown))[1]
    assert second.post("/iziet/", {"csrfmiddlewaretoken": token}).status_code == 403


def test_a_published_change_is_seen_with_the_next_request(shown, signed_in):
    reader = signed_in()
    assert "Vecā atbilde." in html(reader, shown)
    shown.short_answer = "Jaunā atbilde."
    shown.save_revision()
    assert "Vecā atbilde." in html(reader, shown)
    shown.save_revision().publish()
    assert "Jaunā atbilde." in html(reader, shown)


def test_a_change_is_seen_where_the_process_that_made_it_ended_right_after_saving_it(shown, signed_in, monkeypatch):
    """Killed between the saving and what Wagtail tells others of it."""

    def end(**kwargs):
        raise SystemExit

    for signal in (page_published, page_unpublished):
        monkeypatch.setattr(signal, "send", end)
    reader = signed_in()
    assert "Vecā atbilde." in html(reader, shown)
    shown.short_answer = "Jaunā atbilde."
    with pytest.raises(SystemExit):
        shown.save_revision().publish()
    assert "Jaunā atbilde." in html(reader, shown)
    shown.refresh_from_db()
    with pytest.raises(SystemExit):
        shown.unpublish()
    assert reader.get(shown.url).status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        lambda: ContactPointFactory(kind="phone", value="63627905", emergency_label="Siltumtīkli"),
        lambda: (
            NoticeFactory(text="63627905", emergency=True)
            and ContactPointFactory(kind="phone", emergency_label="Dzīvība")
        ),
    ],
)
def test_a_changed_snippet_is_seen_with_the_next_request(shown, signed_in, change):
    reader = signed_in()
    assert "63627905" not in html(reader, shown)
    change()
    assert "63627905" in html(reader, shown)


def test_a_renamed_owner_is_seen_with_the_next_request(site, signed_in):
    unit = UnitFactory(name="Abonentu daļa")
    shown = ServicePageFactory(owner_unit=unit)
    reader = signed_in()
    assert "Abonentu daļa" in html(reader, shown)
    unit.name = "Klientu daļa"
    unit.save()
    assert "Klientu daļa" in html(reader, shown)


def test_a_page_is_rendered_anew_on_the_next_day_and_when_the_doors_close(site, shown, signed_in, rendered, clock):
    factories.OpeningHoursFactory()
    reader = signed_in()
    html(reader, shown)
    clock.move_to("2026-11-24T17:30:00+02:00")
    assert "Slēgts" in html(reader, shown)
    assert len(rendered) == 2


def test_a_restriction_shuts_out_with_the_next_request(shown, signed_in):
    reader = signed_in()
    html(reader, shown)
    restriction = factories.restrict(shown, roles.SUPERVISOR)
    assert reader.get(shown.url).status_code == 403
    restriction.delete()
    assert reader.get(shown.url).status_code == 200


def test_a_restricted_page_is_not_kept_at_all(shown, signed_in, rendered):
    factories.restrict(shown, roles.SUPERVISOR)
    supervisor = signed_in("vaditaja")
    for _ in range(2):
        response = supervisor.get(shown.url)
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"
    assert len(rendered) == 2
    assert signed_in("darbinieks").get(shown.url).status_code == 403


@pytest.mark.parametrize("first", ["vaditaja", "darbinieks"])
def test_lists_of_one_role_are_not_shown_to_another(site, shown, signed_in, first):
    factories.restrict(shown, roles.SUPERVISOR)
    browsers = {"vaditaja": signed_in("vaditaja"), "darbinieks": signed_in("darbinieks")}
    collection = site.collections[Kind.SERVICE]
    order = [first, *(browsers.keys() - {first})]
    seen = {role: "Plombēšana" in html(browsers[role], collection) for role in order}
    assert seen == {"vaditaja": True, "darbinieks": False}


def test_the_start_page_of_one_role_is_not_shown_to_another(site, shown, signed_in):
    factories.restrict(shown, roles.SUPERVISOR)
    site.root.pinned = [("page", shown)]
    site.root.save_revision().publish()
    assert "Plombēšana" in html(signed_in("vaditaja"), site.root)
    assert "Plombēšana" not in html(signed_in("darbinieks"), site.root)


def test_the_way_to_the_admin_is_only_for_those_who_may_edit(shown, signed_in):
    edit = f"/admin/pages/{shown.pk}/edit/"
    assert edit in html(signed_in("redaktors"), shown)
    assert edit not in html(signed_in("darbinieks"), shown)


def test_a_page_with_a_pending_message_is_neither_kept_nor_taken_from_the_cache(shown, signed_in, rendered):
    person = signed_in().person
    for messages in ([], [Message(constants.INFO, "Saglabāts")]):
        request = RequestFactory().get(shown.url)
        request.user, request.session, request._messages = person, {}, messages
        page_cache.serve(request, shown.url.strip("/"))
    assert len(rendered) == 2


@pytest.mark.parametrize("method", ["post", "head"])
def test_only_get_is_answered_from_the_cache(shown, signed_in, rendered, method):
    reader = signed_in()
    html(reader, shown)
    getattr(reader, method)(shown.url)
    assert len(rendered) == 2


def test_an_unknown_parameter_is_rendered_anew_and_the_known_ones_are_told_apart(shown, signed_in, rendered):
    reader = signed_in()
    for _ in range(2):
        html(reader, shown, utm="x")
    assert len(rendered) == 2
    for day in ("2026-12-01", "2026-12-02", "2026-12-01"):
        html(reader, shown, datums=day)
    assert len(rendered) == 4


def test_a_preview_shows_the_draft_and_leaves_the_cache_alone(shown, signed_in):
    editor = signed_in("redaktors")
    html(editor, shown)
    shown.short_answer = "Melnraksta atbilde."
    shown.save_revision()
    preview = editor.get(f"/admin/pages/{shown.pk}/view_draft/").content.decode()
    assert "Melnraksta atbilde." in preview
    assert "Melnraksta atbilde." not in html(editor, shown)


def test_an_error_page_names_the_person_and_not_a_hole(shown, signed_in):
    reader = signed_in("darbinieks", "anna")
    factories.restrict(shown, roles.SUPERVISOR)
    for address, status in ((shown.url, 403), (shown.url + "nav/", 404)):
        response = reader.get(address)
        assert response.status_code == status
        assert "hole-" not in response.content.decode()
        assert "<b>anna</b>" in response.content.decode()


def test_english_and_latvian_are_kept_apart(shown, signed_in):
    latvian, english = signed_in("darbinieks", "anna"), signed_in("darbinieks", "berta")
    english.cookies["django_language"] = "en"
    assert "Sakiet klientam" in html(latvian, shown)
    assert "Say to the client" in html(english, shown)
    assert "Sakiet klientam" in html(latvian, shown)


def test_a_moved_page_leads_from_its_old_address_to_the_new_one(site, shown, signed_in):
    reader = signed_in()
    html(reader, shown)
    old = shown.url
    shown.move(CollectionPageFactory(title="Cits", slug="cits"), pos="last-child")
    shown.refresh_from_db()
    assert reader.get(shown.url).status_code == 200
    assert reader.get(old).url == shown.url


def test_rendering_does_not_raise_the_version(shown, signed_in):
    before = ContentVersion.current()
    html(signed_in(), shown, datums=date(2026, 12, 1))
    assert ContentVersion.current() == before

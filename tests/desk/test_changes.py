"""What has changed since I was last here."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Revision

from kb.accounts import roles
from kb.content.choices import Kind, Visibility
from kb.desk.changes import since
from kb.desk.changes.since import changes_since
from kb.desk.mine.presence import seen_now
from tests import factories
from tests.factories import ServicePageFactory, channel, deadline, fee

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NIGHT = timedelta(hours=15)


@pytest.fixture
def shown(site):
    """Published long before anybody looks."""
    page = ServicePageFactory(
        title="Plombēšana",
        short_answer="Plombēsim 10 darbdienu laikā.",
        deadlines=[deadline(10)],
        fees=[fee()],
        steps=[("step", {"text": "<p>Pārbauda plombas numuru.</p>", "sample": False})],
        internal=[("internal", {"text": "<p>Ieraksta žurnālā.</p>", "sample": False})],
    )
    return factories.publish(page)


@pytest.fixture
def reader(shown, signed_in, clock):
    """Somebody who was here yesterday."""
    browser = signed_in()
    clock.shift(timedelta(minutes=1))
    seen_now(browser.person, timezone.now())
    clock.shift(NIGHT)
    return browser


def change(page, clock, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    fresh = factories.publish(page)
    clock.shift(timedelta(minutes=1))
    return fresh


def news(browser, address="/jaunumi/"):
    """The main part of the page, white space folded; a session of yesterday has ended, so the person logs in."""
    browser.force_login(browser.person, backend="django.contrib.auth.backends.ModelBackend")
    return " ".join(browser.get(address).content.decode().split("<main")[1].split("</main")[0].split())


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_changed_term_is_shown_with_what_was_and_what_is(reader, shown, clock):
    change(shown, clock, deadlines=[deadline(15)], short_answer="Plombēsim 15 darbdienu laikā.")
    found = news(reader)
    was, now = (
        '<del><span class="visually-hidden">bija: </span>10',
        '<ins><span class="visually-hidden">tagad: </span>15',
    )
    assert found.count(f"{was}</del> {now}</ins>") == 2
    assert "Plombēšana" in news(reader, "/")
    assert "bija: 10 tagad: 15" in words(news(reader, "/"))


def test_every_kind_of_text_is_compared(reader, shown, clock):
    change(
        shown,
        clock,
        fees=[fee(kind="text", text="pēc cenrāža")],
        channels=[channel(), channel("phone", how="zvanot uz 63600000")],
        steps=[("step", {"text": "<p>Pārbauda plombas numuru un foto.</p>", "sample": False})],
        internal=[("internal", {"text": "<p>Ieraksta reģistrā.</p>", "sample": False})],
        personal_data_note="Tikai īpašniekam.",
    )
    found = words(news(reader))
    for text in ("pēc cenrāža", "uz 63600000", "un foto.", "reģistrā.", "Tikai īpašniekam."):
        assert text in found


def test_what_is_not_for_the_client_is_marked_so(reader, shown, clock):
    change(
        shown,
        clock,
        short_answer="Plombēsim šodien.",
        internal=[("internal", {"text": "<p>Ieraksta reģistrā.</p>", "sample": False})],
    )
    found = news(reader)
    inside = [part.split("</dd>")[0] for part in found.split("data-internal")[1:]]
    assert any("reģistrā." in part for part in inside)
    assert not any("Plombēsim" in part for part in inside)


def test_the_short_list_marks_internal_text_too(reader, shown, clock):
    change(shown, clock, internal=[("internal", {"text": "<p>Ieraksta reģistrā.</p>", "sample": False})])
    assert re.search(r"<span class=\"row__sub difference\" data-internal>[^\n]*reģistrā\.", news(reader, "/"))


def test_a_page_published_several_times_is_compared_with_what_was_read_last(reader, shown, clock):
    page = change(shown, clock, deadlines=[deadline(12)])
    change(page, clock, deadlines=[deadline(15)])
    found = words(news(reader))
    assert "bija: 10 tagad: 15" in found
    assert "12" not in found.split("Plombēšana")[1]


def test_a_new_page_is_shown_as_new(reader, site, clock):
    change(ServicePageFactory(title="Skaitītāja nomaiņa", short_answer="Nomaina bez maksas."), clock)
    found = words(news(reader))
    assert "Skaitītāja nomaiņa" in found
    assert "Jauna lapa. Nomaina bez maksas." in found


def test_a_draft_is_no_news(reader, shown, clock):
    shown.deadlines = [deadline(15)]
    shown.save_revision()
    assert "Plombēšana" not in news(reader)


def test_a_publication_that_readers_cannot_see_is_no_news(reader, shown, clock):
    change(shown, clock, review_by="2099-02-02")
    assert "Plombēšana" not in news(reader)
    assert "Lapās nekas nav mainījies." in news(reader)


def test_on_the_first_day_nothing_from_before_it_is_news(shown, signed_in, clock):
    clock.shift(timedelta(minutes=1))
    newcomer = signed_in("jaunais")
    for address in ("/", "/jaunumi/"):
        assert "Plombēšana" not in news(newcomer, address)
        assert "Pirmā diena šeit." in news(newcomer, address)


def test_what_changes_during_the_first_day_is_news(shown, signed_in, clock):
    newcomer = signed_in("jaunais")
    clock.shift(timedelta(minutes=1))
    news(newcomer, "/")
    clock.shift(timedelta(minutes=1))
    change(shown, clock, deadlines=[deadline(15)])
    assert "Plombēšana" in news(newcomer, "/")


def test_the_next_day_the_news_of_yesterday_are_gone_but_can_be_asked_for(reader, shown, clock):
    change(shown, clock, deadlines=[deadline(15)])
    assert "Plombēšana" in news(reader, "/")
    clock.shift(NIGHT)
    assert "Plombēšana" not in news(reader, "/")
    assert "bija: 10 tagad: 15" in words(news(reader, "/jaunumi/?no=2026-11-25"))


@pytest.mark.parametrize("day", ["rit", "1999-01-01", "2099-01-01", "2026-13-01", "2026-11-25T10:00"])
def test_a_day_that_is_none_is_said(reader, day):
    news(reader)
    answer = reader.get("/jaunumi/", {"no": day})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("hide", ["restrict", "unpublish"])
def test_a_page_one_may_not_read_is_no_news(reader, shown, clock, signed_in, hide):
    change(shown, clock, deadlines=[deadline(15)])
    assert "Plombēšana" in news(reader)
    factories.restrict(shown, roles.SUPERVISOR) if hide == "restrict" else shown.unpublish()
    assert "Plombēšana" not in news(reader)
    assert "Plombēšana" not in news(reader, "/")


def test_a_version_that_is_gone_is_said_instead_of_guessed(reader, shown, clock):
    first = shown.latest_revision_id
    change(shown, clock, deadlines=[deadline(15)])
    Revision.objects.filter(pk=first).delete()
    found = news(reader)
    assert "Iepriekšējās redakcijas vairs nav" in found or "Jauna lapa." in found
    assert "bija:" not in found


def test_by_phone_data_of_the_client_is_withheld(reader, shown, clock):
    marked = {"text": "<p>Parāds ir 120 EUR.</p>", "sample": False, "needs_identification": True}
    change(shown, clock, steps=[("step", marked)])
    assert "120 EUR" in words(news(reader)).replace("\xa0", " ")
    reader.post("/klients/", {"client": "phone"})
    for address in ("/jaunumi/", "/"):
        found = words(news(reader, address)).replace("\xa0", " ")
        assert "120 EUR" not in found
    assert "satur klienta datus" in words(news(reader))


@pytest.mark.parametrize("marked_first", [True, False])
def test_what_is_marked_as_data_of_the_client_on_one_side_alone_is_withheld_by_phone(
    reader, shown, clock, marked_first
):
    def step(text, marked):
        return [("step", {"text": f"<p>{text}</p>", "sample": False, "needs_identification": marked})]

    change(shown, clock, steps=step("Parāds ir 120 EUR.", marked_first))
    clock.shift(timedelta(days=1))
    change(shown, clock, steps=step("Parāds ir 150 EUR.", not marked_first))
    address = "/jaunumi/?no=2026-11-26"
    assert "120 EUR" in words(news(reader, address)).replace("\xa0", " ")
    reader.post("/klients/", {"client": "phone"})
    found = words(news(reader, address)).replace("\xa0", " ")
    assert "120 EUR" not in found and "150 EUR" not in found
    assert "satur klienta datus" in found


def test_changes_behind_many_that_nobody_can_see_are_found(reader, site, clock, monkeypatch):
    monkeypatch.setattr(since, "BATCH", 2)
    seen = factories.publish(ServicePageFactory(title="Redzamā"))
    same = [factories.publish(ServicePageFactory()) for _ in range(5)]
    begin = timezone.now()
    clock.shift(timedelta(minutes=1))
    change(seen, clock, short_answer="Citādi.")
    for page in same:
        change(page, clock, review_interval_months=7)
    assert [row.title for row in changes_since(begin, reader.person, 1)] == ["Redzamā"]


def test_markup_in_a_text_stays_text(reader, shown, clock):
    change(shown, clock, short_answer="Raksta <script>alert(1)</script> un {termiņš}.")
    for address in ("/jaunumi/", "/"):
        assert "<script>" not in news(reader, address)
    assert "{" not in words(news(reader))


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.SERVICE])
def test_pages_of_every_type_are_compared(site, signed_in, clock, kind):
    page = factories.publish(factories.make_page(kind))
    browser = signed_in()
    clock.shift(timedelta(minutes=1))
    seen_now(browser.person, timezone.now())
    clock.shift(NIGHT)
    fields = {
        Kind.EXPLANATION: {"body": [("text", {"text": "<p>Rezultāts mainīts.</p>", "visibility": Visibility.CLIENT})]},
        Kind.CONTACT: {"facts": [("fact", {"label": "Kase", "text": "<p>Rezultāts mainīts.</p>"})]},
        Kind.REFERRAL: {"not_competent": [("item", {"text": "Rezultāts mainīts.", "who": "", "page": page})]},
        Kind.PHRASE: {"wordings": [("wording", {"channel": "spoken", "text": "Rezultāts mainīts."})]},
        Kind.STANDARD: {"clauses": [factories.clause("B1a", text="Rezultāts mainīts.", guidance=[page])]},
        Kind.GUIDED: {
            "nodes": [factories.question("q1", "Rezultāts mainīts.", ("Jā", ServicePageFactory()), ("Nē", page))]
        },
    }
    change(page, clock, **fields[kind])
    assert "Rezultāts mainīts." in words(news(browser))


def test_many_changes_are_compared_in_few_queries_and_once(reader, site, clock):
    pages = [
        factories.publish(ServicePageFactory(faq=[("qa", {"question": "?", "answer": "<p>!</p>"})])) for _ in "123"
    ]
    since = timezone.now()
    clock.shift(timedelta(minutes=1))
    for page in pages:
        change(page, clock, deadlines=[deadline(15)])
    with CaptureQueriesContext(connection) as first:
        assert len(changes_since(since, reader.person, 10)) == 3
    assert len(first) <= 10
    with CaptureQueriesContext(connection) as again:
        changes_since(since, reader.person, 10)
    assert len(again) <= 2

"""How often a page asks the database: 25 times at most where nothing is known yet, 12 where it was rendered before."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kb.accounts import roles
from kb.content.choices import Channel, Kind, Visibility
from kb.content.models import ContentVersion, ExplanationValue, InstitutionPhone
from kb.desk.mine.favourites import set_favourite
from kb.desk.mine.visits import record_visit
from tests import factories
from tests.factories import (
    ContactPointFactory,
    InstitutionFactory,
    LegalActFactory,
    NoticeFactory,
    OpeningHoursFactory,
    ServicePageFactory,
    SpecialDayFactory,
    UnitFactory,
    channel,
    deadline,
    fee,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
#: Of the 25, one reads the terms and names that are explained in texts, one whether the reader has starred the page;
#: two read the restrictions above the page, which nothing remembered may answer.
COLD, WARM = 25, 12
#: The end of a guided question shows two pages: the question and the card of the page reached.
COLD_OUTCOME = 27
#: The start page also reads what is the reader's own: presence, news, favourites, pages opened lately, tasks. Once
#: after each change of content it reads the learning paths, for editors the questions whose page has changed.
COLD_START = 30


@pytest.fixture(autouse=True)
def company(site):
    """What stands around every page: numbers, hours, days, a notice, a restricted page."""
    ContactPointFactory(emergency_label="Siltumtīkli")
    InstitutionFactory(phones=[InstitutionPhone(number="112", mark="fact", emergency_label="Dzīvība")])
    OpeningHoursFactory()
    SpecialDayFactory()
    NoticeFactory(page=ServicePageFactory())
    factories.restrict(ServicePageFactory(), roles.SUPERVISOR)


@pytest.fixture
def reader(signed_in):
    return signed_in()


def count(reader, address):
    with CaptureQueriesContext(connection) as queries:
        assert reader.get(address).status_code == 200
    return len(queries)


def cold_and_warm(reader, address):
    count(reader, address)  # what a process learns once: content types, site roots
    ContentVersion.bump()
    return count(reader, address), count(reader, address)


def assert_few(reader, address, cold=COLD, warm=WARM):
    asked_cold, asked_warm = cold_and_warm(reader, address)
    assert asked_cold <= cold
    assert asked_warm <= warm


def link(page):
    return f'<p><a linktype="page" id="{page.pk}">{page.title}</a></p>'


def rich_service():
    """A service that uses every relation a service can have."""
    pages = [ServicePageFactory() for _ in range(5)]
    act = LegalActFactory()
    person = factories.make_user("vaditaja", "atbildiga")
    return ServicePageFactory(
        content_owner=person,
        deputy=person,
        decides_unit=UnitFactory(),
        replaced_by=pages[0],
        related=[("page", page) for page in pages],
        channels=[channel(name, contact=ContactPointFactory(), how="zvanot") for name in Channel],
        deadlines=[deadline(legal_act=act), deadline(5, legal_act=LegalActFactory())],
        fees=[fee(), fee(kind="text", text="pēc cenrāža")],
        legal_acts=[("act", {"act": LegalActFactory(), "note": "1. pants"}) for _ in range(3)],
        faq=[("qa", {"question": "Vai?", "answer": link(page), "page": page}) for page in pages],
        refer_to=[("referral", {"when": "Ja", "page": page, "unit": UnitFactory()}) for page in pages],
        steps=[("step", {"text": link(page), "sample": False}) for page in pages],
        internal=[("internal", {"text": link(page), "sample": False}) for page in pages],
    )


def rich_page(kind):
    """A page of ``kind`` with several of everything it can point at."""
    pages = [ServicePageFactory() for _ in range(4)]
    acts = [("act", {"act": LegalActFactory(), "note": ""}) for _ in range(3)]
    body = [("text", {"text": link(page), "visibility": Visibility.CLIENT}) for page in pages]
    related = [("page", page) for page in pages]
    values = [ExplanationValue(label="Tarifs", text="60 EUR")]
    shown = [f"show_{name}" for name in ("company", "staff_topics", "hours", "special_days", "cash_desks", "emergency")]
    fields = {
        Kind.EXPLANATION: {"body": body, "legal_acts": acts, "values": values},
        Kind.CONTACT: {"body": body, "legal_acts": acts, **dict.fromkeys(shown, True)},
        Kind.REFERRAL: {
            "institution": InstitutionFactory(phones=[InstitutionPhone(number="1"), InstitutionPhone(number="2")]),
            "not_competent": [("item", {"text": "Nē", "who": "", "page": page}) for page in pages],
            "from_us": [("item", {"text": "Jā", "page": page}) for page in pages],
        },
        Kind.STANDARD: {"clauses": [factories.clause(f"B1{letter}", guidance=pages) for letter in "abcd"]},
        Kind.GUIDED: {
            "nodes": [factories.question("q1", "Kas?", *((f"Atbilde {n}", page) for n, page in enumerate(pages)))]
        },
    }
    return factories.make_page(kind, related=related, **fields.get(kind, {}))


def test_the_start_page_asks_seldom(site, reader):
    pages = [ServicePageFactory() for _ in range(6)]
    site.root.reasons = [("reason", {"words": "Auksti", "hint": "kāpēc", "page": page}) for page in pages]
    site.root.pinned = [("page", page) for page in pages]
    site.root.save_revision().publish()
    assert_few(reader, "/", cold=COLD_START)


@pytest.mark.parametrize("role", ["darbinieks", "redaktors", "apstiprinatajs"])
def test_the_start_page_asks_seldom_whatever_is_the_readers_own(site, signed_in, role):
    reader = signed_in(role)
    NoticeFactory(severity="urgent")
    for _ in range(6):
        page = ServicePageFactory(content_owner=reader.person, review_by=date(2026, 11, 20))
        set_favourite(reader.person, page, on=True)
        record_visit(reader.person, page, timezone.now())
    assert_few(reader, "/", cold=COLD_START)
    record_visit(reader.person, page, timezone.now())
    assert count(reader, "/") <= WARM  # the page is kept, what is the reader's own is asked for anew
    assert count(reader, "/") <= 6  # and kept as well


def test_where_a_notice_is_on_two_questions_more_say_what_this_reader_has_hidden(reader):
    page = rich_service()
    without = cold_and_warm(reader, page.url)
    NoticeFactory(severity="urgent")
    assert cold_and_warm(reader, page.url) <= (without[0] + 2, without[1] + 2)


def test_a_service_asks_seldom_whatever_it_points_at(reader):
    assert_few(reader, rich_service().url)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.SERVICE])
def test_a_page_of_every_type_asks_seldom(reader, kind):
    assert_few(reader, rich_page(kind).url)


def test_the_end_of_a_guided_question_asks_seldom(reader):
    node = factories.question("q1", "Kas?", ("Auksti", rich_service()), ("Silti", ServicePageFactory()))
    page = factories.GuidedQuestionPageFactory(nodes=[node])
    assert_few(reader, f"{page.url}?c=1", cold=COLD_OUTCOME)


def test_a_collection_and_the_whole_standard_ask_seldom(site, reader):
    guidance = [ServicePageFactory() for _ in range(5)]
    for number in range(2, 8):
        factories.StandardSectionPageFactory(clauses=[factories.clause(f"B{number}a", guidance=guidance)])
    assert_few(reader, site.collections[Kind.SERVICE].url)
    assert_few(reader, site.standard.url)


def test_the_number_does_not_grow_with_what_a_page_points_at(reader):
    small, large = ServicePageFactory(related=[("page", ServicePageFactory())]), rich_service()
    count(reader, small.url)
    ContentVersion.bump()
    first = count(reader, small.url)
    ContentVersion.bump()
    assert count(reader, large.url) - first <= 2


def test_an_editor_asks_no_more_than_a_reader(signed_in):
    assert_few(signed_in("redaktors"), rich_service().url)


def test_another_day_asks_no_more_than_today(reader):
    page = rich_service()
    count(reader, page.url)
    ContentVersion.bump()
    assert count(reader, f"{page.url}?datums={date(2026, 12, 1)}") <= COLD

"""The screen of figures and the reports behind it: what they count, who reads them, and how much they ask."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Revision

from kb.content.choices import Kind
from kb.content.models import KnowledgePage
from kb.editorial.checks.stored import check_waiting
from kb.editorial.choices import GapKind
from kb.editorial.models import DailyFigures, Gap
from kb.editorial.reports.admin import REPORTS
from kb.editorial.reports.charts import line, percent, stacked
from kb.editorial.reports.daily import write_figures
from kb.editorial.reports.pages import by_kind, in_use, not_in_use
from kb.editorial.reports.work import gap_figures
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OVERVIEW = "/admin/parskati/"
TODAY = timezone.localdate


def reports():
    return [f"/admin/reports/{slug}/" for slug in REPORTS]


def gap(kind=GapKind.ERROR, days=0, late=False, **fields):
    today = TODAY()
    return Gap.objects.create(
        kind=kind,
        subject=f"x:{uuid.uuid4()}",
        text="Termiņš",
        due_on=today - timedelta(days=1) if late else today + timedelta(days=3),
        first_at=timezone.now() - timedelta(days=days),
        **fields,
    )


@pytest.fixture
def some(site, searched):
    """A little of everything that is counted."""
    today = TODAY()
    verified = factories.publish(factories.ServicePageFactory(title="Pārbaudīta", code="P01", standard_refs="B6g, D1"))
    factories.publish(
        factories.ServicePageFactory(
            title="Nokavēta", code="P02", review_by=today - timedelta(days=1), short_answer="Drīzumā."
        )
    )
    factories.publish(factories.ExplanationPageFactory(title="Paraugs", code="E01", sample=True))
    factories.publish(factories.ExplanationPageFactory(title="Nekad", code="E02", verified_on=None))
    KnowledgePage.objects.exclude(code="E02").update(verified_on=today - timedelta(days=5))
    for number in range(3):
        searched("parāds", by=str(number), clicked_code="P01", clicked_rank=1)
    verified.copy_counts.create(day=today, channel="email", count=7)
    gap(days=4)
    gap(days=10, late=True)
    gap(GapKind.ZERO)
    later = factories.ExplanationPageFactory(title="Vēlāk", code="E03", live=False)
    later.go_live_at = timezone.now() + timedelta(days=5)
    later.save_revision(approved_go_live_at=later.go_live_at)
    check_waiting(60)
    return verified


def test_the_screen_says_how_the_knowledge_base_stands(some, signed_in):
    html = signed_in("redaktors").get(OVERVIEW).content.decode()
    for text in (
        "Pārbaudītas ir 25 % no 4 lapām",
        "P01 Pārbaudīta",
        "Teksti klientiem 30 dienās kopēti 7 reizes",
        "3 atvērtas, 1 nokavēta",
        "2 kļūdu ziņojumi ir atvērti, puse no tiem vismaz 7 dienas",
        "E03 Vēlāk",
        "3 lapas nav ne atvērtas, ne kopētas",
        "3 ieteikumi publicētajās lapās",
    ):
        assert text in html, text


@pytest.mark.parametrize("role", ["redaktors", "apstiprinatajs", "vaditaja", "admin"])
def test_editors_approvers_supervisors_and_administrators_read_every_report(some, signed_in, role):
    browser = signed_in(role)
    assert "/admin/parskati/" in browser.get("/admin/account/").content.decode()
    for address in (OVERVIEW, *reports()):
        assert browser.get(address).status_code == 200, address


@pytest.mark.parametrize("role", ["darbinieks", "jaunais"])
def test_employees_read_none(some, signed_in, role):
    browser = signed_in(role)
    for address in (OVERVIEW, *reports()):
        assert browser.get(address).status_code == 403


def taken_away(browser, address):
    """The report as CSV."""
    return b"".join(browser.get(f"{address}?export=csv").streaming_content).decode()


def test_a_file_names_page_types_as_the_screen_does(some, signed_in):
    used = taken_away(signed_in("redaktors"), "/admin/reports/lietotakas-lapas/")
    assert "P01,Pārbaudīta,Pakalpojums,3,7" in used


def test_every_report_is_given_out_as_csv_and_xlsx(some, signed_in):
    write_figures()
    browser = signed_in("redaktors")
    for address in reports():
        csv = browser.get(f"{address}?export=csv")
        assert csv["Content-Type"] == "text/csv"
        assert b"".join(csv.streaming_content).count(b"\n") >= 1, address
        xlsx = browser.get(f"{address}?export=xlsx")
        assert b"".join(xlsx.streaming_content).startswith(b"PK"), address


def test_no_report_names_an_employee(some, signed_in):
    page = KnowledgePage.objects.get(code="P02")
    owner = factories.make_user("redaktors", "ipasniece", first_name="Anna", last_name="Paraudziņa")
    KnowledgePage.objects.filter(pk=page.pk).update(content_owner=owner, deputy=owner, verifier=owner)
    Gap.objects.update(owner=owner)
    browser = signed_in("admin")
    for address in (OVERVIEW, *reports()):
        assert "Paraudziņa" not in browser.get(address).content.decode(), address
    for address in reports():
        assert "Paraudziņa" not in taken_away(browser, address), address


def test_a_reader_is_told_nothing_of_a_page_closed_to_them(some, signed_in):
    factories.restrict(some, "Administratori")
    supervisor, editor = signed_in("vaditaja"), signed_in("redaktors")
    for address in (
        OVERVIEW,
        "/admin/reports/lietotakas-lapas/",
        "/admin/reports/kopetie-teksti/",
        "/admin/reports/novecosana/",
    ):
        assert "P01" not in supervisor.get(address).content.decode(), address
        assert "P01" in editor.get(address).content.decode(), address


# --- how much is asked ----------------------------------------------------------------------------------------

MOST_QUERIES = 20


def asked(browser, address):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)


def more_pages(numbers, searched):
    for n in numbers:
        page = factories.publish(
            factories.ServicePageFactory(
                title=f"Lapa nr {n}",
                standard_refs="B6g",
                short_answer="Drīzumā.",
                client_text="Vēl.",
                related=[("page", factories.PhrasePageFactory(live=False, title=f"Frāze {n}"))],
            )
        )
        page.copy_counts.create(day=TODAY(), channel="email", count=n)
        searched("rēķins", by=str(n), clicked_code=page.code, clicked_rank=1)
        gap(GapKind.ERROR, days=n)
    check_waiting(60)


@pytest.mark.parametrize("role", ["redaktors", "vaditaja"])
def test_no_report_asks_the_database_more_than_twenty_times_however_many_pages_there_are(
    some, signed_in, searched, role
):
    browser = signed_in(role)
    factories.restrict(factories.ExplanationPageFactory(title="Slēgta", code="E09"), "Administratori")
    more_pages(range(2), searched)
    addresses = (
        OVERVIEW,
        *reports(),
        "/admin/reports/teksta-parbaudes/?rule=vague",
        "/admin/reports/novecosana/?kind=service",
    )
    for address in addresses:
        browser.get(address)
    few = {address: asked(browser, address) for address in addresses}
    more_pages(range(2, 14), searched)
    for address in addresses:
        browser.get(address)
    many = {address: asked(browser, address) for address in addresses}
    assert many == few
    assert max(many.values()) <= MOST_QUERIES, many


# --- what is counted ------------------------------------------------------------------------------------------


def test_pages_are_counted_by_the_state_that_readers_see(some):
    figures = by_kind(KnowledgePage.objects.all(), TODAY())
    counted = {row.kind: (row.verified, row.due, row.overdue, row.sample) for row in figures}
    assert counted == {Kind.SERVICE: (1, 0, 1, 0), Kind.EXPLANATION: (0, 1, 0, 1)}
    for page in KnowledgePage.objects.live():
        state = page.trust().state
        assert counted[Kind(page.kind)][["verified", "due", "overdue", "sample"].index(state.value)] == 1


def test_the_age_counts_from_verification_and_else_from_publication(site):
    today = TODAY()
    for days, code in ((10, "P01"), (100, "P02"), (200, "P03"), (400, "P04")):
        factories.ServicePageFactory(code=code, title=code, verified_on=today - timedelta(days=days))
    factories.publish(factories.ServicePageFactory(code="P05", title="P05", verified_on=None))
    (row,) = by_kind(KnowledgePage.objects.all(), today)
    assert row.ages == (2, 1, 1, 1)


def test_a_page_counts_as_used_when_it_was_opened_from_the_results_or_copied(some):
    pages = KnowledgePage.objects.all()
    assert [(page.code, page.clicks, page.copies) for page in in_use(pages, TODAY())] == [("P01", 3, 7)]
    assert [page.code for page in not_in_use(pages, TODAY())] == ["E01", "E02", "P02"]


def test_errors_are_counted_by_age_with_the_median():
    now = timezone.now()
    rows = [("error", TODAY(), now - timedelta(days=days)) for days in (0, 2, 3, 7, 8, 31)]
    figures = gap_figures([*rows, ("zero", TODAY() - timedelta(days=1), now)], TODAY())
    assert figures.error_ages == (2, 2, 1, 1)
    assert (figures.errors, figures.median_age) == (6, 5)
    assert [(row.kind, row.open, row.late) for row in figures.by_kind] == [("zero", 1, 1), ("error", 6, 0)]
    assert gap_figures([], TODAY()).median_age is None


def test_the_figures_of_a_day_are_written_once_however_often_they_are_asked_for(some):
    write_figures()
    figures = write_figures()
    assert DailyFigures.objects.count() == 1
    assert (figures.pages, figures.verified, figures.due, figures.overdue, figures.sample) == (4, 1, 1, 1, 1)
    assert (figures.open_gaps, figures.open_errors, figures.findings, figures.rows_covered) == (3, 2, 3, 2)


def test_the_share_over_time_is_drawn_and_stands_in_a_table(some, signed_in):
    day = TODAY() - timedelta(days=10)
    zeros = dict.fromkeys(["due", "overdue", "sample", "rows", "rows_covered", "open_gaps", "open_errors"], 0)
    DailyFigures.objects.create(day=day, pages=8, verified=6, broken_links=0, findings=0, **zeros)
    html = signed_in("vaditaja").get(OVERVIEW).content.decode()
    assert '<polyline points="0.0,30.0 600.0,90.0"/>' in html
    assert "(75 %) līdz" in html and '<td class="figures-number">75 %</td>' in html


def test_what_is_scheduled_is_listed_with_its_time(some, signed_in):
    Revision.objects.filter(approved_go_live_at__isnull=False).update(
        approved_go_live_at=timezone.make_aware(timezone.datetime(2099, 3, 1, 0, 0))
    )
    html = signed_in("redaktors").get("/admin/reports/ieplanotais/").content.decode()
    assert "01.03.2099. 00:00" in html and "tiek publicēta" in html


def test_charts_are_numbers():
    assert percent(199, 200) == 99 and percent(0, 0) == 0
    assert [(part.x, part.width) for part in stacked([1, 0, 3], ["a", "b", "c"], 4)] == [(0, 25), (25, 75)]
    drawn = line([(date(2026, 1, 1), 0), (date(2026, 1, 11), 100)])
    assert drawn.path == "0.0,120.0 600.0,0.0" and line([]).points == ()

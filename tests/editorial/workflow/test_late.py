"""A change that nobody decides on in three working days comes to the supervisor."""

from datetime import UTC, datetime

import pytest
import time_machine

from kb.accounts import roles
from kb.editorial.workflow.late import late_decisions
from tests import factories

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 13, 10, tzinfo=UTC)  # 18 November is a holiday
LAST_DAY, DAY_AFTER = datetime(2026, 11, 19, 10, tzinfo=UTC), datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.fixture
def waiting(site):
    """Submitted on a Friday; the third working day is the Thursday after the holiday."""
    author = factories.make_user("redaktors", "anna")
    with time_machine.travel(FRIDAY, tick=False):
        page = factories.ServicePageFactory(title="Plombēšana", live=False)
        page.save_revision(user=author)
        page.get_workflow().start(page, author)
    return page


def lines(person):
    return [(task.title, task.note, task.late, task.url) for task in late_decisions(person)]


def test_the_supervisor_has_it_after_the_third_working_day_and_nobody_else(waiting, signed_in):
    supervisor, editor = signed_in("vaditaja"), signed_in("redaktors")
    with time_machine.travel(LAST_DAY, tick=False):
        assert lines(supervisor.person) == []
    with time_machine.travel(DAY_AFTER, tick=False):
        expected = ("Neviens nav izlēmis: Plombēšana", "līdz 19.11.2026.", True, "/admin/reports/gaida-lemumu/")
        assert lines(supervisor.person) == [expected]
        assert lines(editor.person) == []


def test_the_list_says_who_submitted_it_and_until_when_it_is_to_be_decided(waiting, signed_in):
    with time_machine.travel(DAY_AFTER, tick=False):
        html = signed_in("vaditaja").get("/admin/reports/gaida-lemumu/").content.decode()
    table = html[html.index("<table") :]
    for words in ("Plombēšana", "anna", "19.11.2026.", "nokavēts"):
        assert words in table
    assert "/admin/izlemt/" not in table  # a supervisor asks; others decide


def test_whoever_may_decide_gets_there_from_the_list(waiting, signed_in):
    html = signed_in("redaktors").get("/admin/reports/gaida-lemumu/").content.decode()
    assert f"/admin/izlemt/{waiting.pk}/" in html


def test_a_closed_page_is_named_to_no_supervisor_who_may_not_open_it(waiting, signed_in):
    factories.restrict(waiting, roles.EDITOR)
    supervisor = signed_in("vaditaja")
    assert "Plombēšana" not in supervisor.get("/admin/reports/gaida-lemumu/").content.decode()
    with time_machine.travel(DAY_AFTER, tick=False):
        assert lines(supervisor.person) == []


def test_the_lists_ask_the_database_few_times(site, signed_in, django_assert_max_num_queries):
    author = factories.make_user("redaktors", "anna")
    for _number in range(12):
        page = factories.ServicePageFactory(live=False)
        page.save_revision(user=author)
        page.get_workflow().start(page, author)
    browser = signed_in("redaktors")
    for address in ("gaida-lemumu", "steidzami"):
        browser.get(f"/admin/reports/{address}/")
        with django_assert_max_num_queries(20):
            browser.get(f"/admin/reports/{address}/")

"""What waits for a person, on the start page."""

from datetime import date

import pytest

from kb.desk.mine.tasks import tasks_of
from tests import factories
from tests.factories import ServicePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def lines(browser):
    return [(task.title, task.note, task.late) for task in tasks_of(browser.person)]


def test_pages_of_mine_whose_check_is_due_wait_for_me_the_overdue_ones_first(site, signed_in):
    mine, other = signed_in("redaktors"), signed_in("redaktors", "cits")
    for title, day in (("Drīz", date(2026, 12, 1)), ("Nokavēta", date(2026, 11, 20)), ("Tālu", date(2027, 6, 1))):
        ServicePageFactory(title=title, content_owner=mine.person, review_by=day)
    ServicePageFactory(title="Cita", content_owner=other.person, review_by=date(2026, 11, 20))
    ServicePageFactory(title="Melnraksts", content_owner=mine.person, review_by=date(2026, 11, 20), live=False)
    assert lines(mine) == [
        ("Pārbaudīt: Nokavēta", "līdz 20.11.2026.", True),
        ("Pārbaudīt: Drīz", "līdz 01.12.2026.", False),
    ]
    html = mine.get("/").content.decode()
    assert html.index("Pārbaudīt: Nokavēta") < html.index("Pārbaudīt: Drīz")
    assert "Nokavēts:" in html


def test_a_new_owner_has_the_task_with_the_next_request(site, signed_in):
    first, second = signed_in("redaktors", "anna"), signed_in("redaktors", "berta")
    page = factories.publish(ServicePageFactory(content_owner=first.person, review_by=date(2026, 11, 20)))
    assert "Pārbaudīt:" in first.get("/").content.decode()
    page.content_owner = second.person
    factories.publish(page)
    assert "Pārbaudīt:" not in first.get("/").content.decode()
    assert "Pārbaudīt:" in second.get("/").content.decode()


def test_the_rest_of_many_tasks_can_be_opened(site, signed_in):
    editor = signed_in("redaktors")
    for number in range(7):
        ServicePageFactory(title=f"Nr. {number}", content_owner=editor.person, review_by=date(2026, 11, 1 + number))
    html = editor.get("/").content.decode()
    assert "Vēl 2" in html
    assert html.count("Pārbaudīt: Nr.") == 7


def test_nothing_stands_there_where_nothing_waits(site, signed_in):
    assert "Mani uzdevumi" not in signed_in().get("/").content.decode().split("<main")[1]

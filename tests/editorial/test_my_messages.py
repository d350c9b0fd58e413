"""The reporter sees what became of it."""

from datetime import timedelta

import pytest

from kb.editorial.choices import GapState
from kb.editorial.feedback.mine import unseen_answers
from kb.editorial.gaps.work import change
from kb.editorial.models import Feedback, Gap
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MINE = "/mani-zinojumi/"


def close(state, answer):
    """As an editor does."""
    gap = Gap.objects.get()
    gap.state, gap.answer = state, answer
    gap.full_clean()
    change(gap, factories.make_user("redaktors", f"redaktors-{gap.version}"))


@pytest.fixture
def reporter(page, signed_in, said):
    browser = signed_in()
    said(browser, "kluda", words="Nav teikts, kas maksā", passage="Bez maksas")
    return browser


def test_a_report_is_there_at_once_with_the_day_of_the_answer(reporter):
    html = reporter.get(MINE).content.decode()
    for text in ("Parāda atmaksas grafiks", "Nav teikts, kas maksā", "„Bez maksas”", "Jauns", "Atbilde līdz"):
        assert text in html


def test_the_answer_is_counted_until_it_has_been_read(reporter):
    assert unseen_answers(reporter.person) == 0
    close(GapState.DONE, "Pierakstīts klāt, paldies.")
    assert unseen_answers(reporter.person) == 1
    html = reporter.get(MINE).content.decode()
    assert "Izdarīts" in html and "Pierakstīts klāt, paldies." in html and "jauna atbilde" in html
    assert unseen_answers(reporter.person) == 0
    assert "jauna atbilde" not in reporter.get(MINE).content.decode()


def test_what_is_declined_has_its_reason(reporter):
    close(GapState.DECLINED, "Maksu nosaka pašvaldība.")
    html = reporter.get(MINE).content.decode()
    assert "Noraidīts" in html and "Maksu nosaka pašvaldība." in html


def test_an_answer_that_was_changed_is_new_again(reporter):
    close(GapState.DONE, "Labots.")
    reporter.get(MINE)
    close(GapState.DONE, "Labots arī cenrādī.")
    assert unseen_answers(reporter.person) == 1


def test_another_owner_or_date_of_a_closed_row_is_no_news(reporter):
    close(GapState.DONE, "Labots.")
    reporter.get(MINE)
    gap = Gap.objects.get()
    gap.owner, gap.due_on = factories.make_user("redaktors", "cita"), gap.due_on + timedelta(days=1)
    closed_at = gap.closed_at
    change(gap, gap.owner)
    assert (unseen_answers(reporter.person), gap.closed_at) == (0, closed_at)
    assert "jauna atbilde" not in reporter.get(MINE).content.decode()


def test_done_that_becomes_declined_is_news(reporter):
    close(GapState.DONE, "Maksu nosaka pašvaldība.")
    reporter.get(MINE)
    close(GapState.DECLINED, "Maksu nosaka pašvaldība.")
    assert unseen_answers(reporter.person) == 1


def test_an_answer_in_the_making_is_not_shown(reporter):
    close(GapState.IN_WORK, "Vēl jāpajautā juristam")
    assert "juristam" not in reporter.get(MINE).content.decode()
    assert unseen_answers(reporter.person) == 0


def test_a_report_or_question_is_never_closed_without_an_answer(reporter, signed_in):
    with pytest.raises(Exception, match="ziņotājs gaida atbildi"):
        close(GapState.DONE, "  ")


def test_everybody_who_said_that_a_page_did_not_help_gets_the_answer(page, signed_in, said):
    first, second = signed_in(), signed_in("jaunais")
    for browser in (first, second):
        said(browser, "nepalidz", reason="unclear")
    close(GapState.DONE, "Pārrakstīts vienkāršāk.")
    assert [unseen_answers(browser.person) for browser in (first, second)] == [1, 1]


def test_nobody_sees_what_others_wrote(reporter, signed_in):
    html = signed_in("jaunais").get(MINE).content.decode()
    assert "Nav teikts" not in html and "Vēl nekas nav ziņots" in html


def test_votes_that_a_page_helped_are_not_listed(page, signed_in, said):
    browser = signed_in()
    said(browser, "palidz")
    assert "Parāda atmaksas grafiks" not in browser.get(MINE).content.decode()


def test_a_page_that_is_closed_to_the_reporter_by_now_is_named_but_not_linked(reporter, page):
    factories.restrict(page, "Vadītāji")
    html = reporter.get(MINE).content.decode()
    assert "Parāda atmaksas grafiks" in html and f'href="{page.get_url()}"' not in html


def test_a_long_list_has_pages_and_a_few_queries(page, signed_in, django_assert_max_num_queries):
    browser = signed_in()
    gap = Gap.objects.create(kind="error", subject="x", text="x", due_on="2026-12-01", page=page)
    Feedback.objects.bulk_create(
        Feedback(kind="error", page=page, code="P11", title="T", reporter=browser.person, once=str(n), gap=gap)
        for n in range(45)
    )
    browser.get(MINE)
    with django_assert_max_num_queries(12):
        assert browser.get(MINE, {"p": "3"}).status_code == 200
    for beyond in ("4", "0", "abc"):
        assert browser.get(MINE, {"p": beyond}).status_code == 404

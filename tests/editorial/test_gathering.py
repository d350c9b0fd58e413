"""Searches that go wrong become rows of the queue, and the rows close when the search comes right."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail import hooks

from kb.editorial.choices import GapKind, GapState
from kb.editorial.gaps.gather import gather
from kb.editorial.gaps.succeed import close_found
from kb.editorial.gaps.work import take
from kb.editorial.models import Gap
from search.indexing.loop import _jobs_of_others
from search.log.models import SearchQuery
from search.models import SynonymGroup
from search.special_days import company_days
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def rows():
    return list(Gap.objects.order_by("pk").values_list("text", "kind", "times", "state"))


def test_what_three_people_find_nothing_for_is_one_row_whatever_its_endings_and_diacritics(searched):
    for by, text in (
        ("a", "dvielu zavetajs"),
        ("b", "dvieļu žāvētājs"),
        ("c", "dvielu zavetajs"),
        ("c", "žāvētāju dvieļi"),
    ):
        searched(text, by, zero=True)
    gather()
    assert rows() == [("dvielu zavetajs", GapKind.ZERO, 4, GapState.NEW)]


def test_what_two_people_asked_is_not_kept(searched):
    for by in ("a", "a", "a", "b"):
        searched("anna ozola saules ielā", by, zero=True)
    gather()
    assert rows() == []


def days_ago(number):
    return timezone.now() - timedelta(days=number)


def test_one_person_on_three_days_is_not_three_people(searched):
    for day, token in enumerate("abc", start=1):  # the token of a person changes every day
        searched("anna ozola saules ielā", token, zero=True, created=days_ago(day))
    gather()
    assert rows() == []


def test_one_person_on_five_days_is_not_five_who_open_nothing(searched):
    for day, token in enumerate("abcde", start=1):
        searched("rēķins uz latvija.lv", token, created=days_ago(day))
    gather()
    assert rows() == []


def test_once_three_ask_on_one_day_all_searches_of_the_thirty_days_count(searched):
    for day, token in enumerate("abc", start=1):
        searched("dvielu zavetajs", token, zero=True, created=days_ago(day))
    for token in "de":
        searched("dvielu zavetajs", token, zero=True, created=days_ago(2))
    gather()
    assert rows() == [("dvielu zavetajs", GapKind.ZERO, 5, GapState.NEW)]


def test_a_day_begins_at_midnight_in_riga(searched):
    evening = timezone.localtime(days_ago(3)).replace(hour=23, minute=0)  # still the same day in UTC an hour later
    for token, created in (("a", evening), ("b", evening + timedelta(hours=1)), ("c", evening + timedelta(hours=2))):
        searched("anna ozola saules ielā", token, zero=True, created=created)
    gather()
    assert rows() == []


def test_what_was_asked_again_in_other_words_is_a_row(searched):
    for by in "abc":
        searched("verifikācija skaitītājs", by, reformulated=True)
    gather()
    assert rows() == [("verifikācija skaitītājs", GapKind.REFORMULATED, 3, GapState.NEW)]


def test_what_nobody_ever_opens_a_result_of_is_a_row_once_five_have_asked(searched):
    for by in "abcd":
        searched("rēķins uz latvija.lv", by)
    gather()
    assert rows() == []
    searched("rēķinu uz latvija.lv", "e")
    gather()
    assert rows() == [("rēķins uz latvija.lv", GapKind.UNOPENED, 5, GapState.NEW)]


def test_what_somebody_opens_a_result_of_is_no_gap(searched):
    for by in "abcde":
        searched("karstā ūdens norma", by)
    searched("karstā ūdens norma", "f", clicked_code="E05", clicked_rank=1)
    gather()
    assert rows() == []


def test_searches_older_than_thirty_days_do_not_count(searched):
    for by in "abc":
        searched("dvielu zavetajs", by, zero=True, created=timezone.now() - timedelta(days=31))
    gather()
    assert rows() == []


def test_a_question_of_nothing_but_masked_numbers_is_left_out(searched):
    for by in "abc":
        searched("•••", by, zero=True)
    gather()
    assert rows() == []


def test_gathering_again_counts_up_and_opens_nothing_twice(searched):
    for by in "abc":
        searched("dvielu zavetajs", by, zero=True)
    gather()
    gather()
    searched("dvielu zavetajs", "d", zero=True)
    gather()
    assert rows() == [("dvielu zavetajs", GapKind.ZERO, 4, GapState.NEW)]


def test_a_row_that_another_host_opened_at_the_same_moment_is_left_to_it(searched, monkeypatch):
    for by in "abc":
        searched("dvielu zavetajs", by, zero=True)
    gather()
    monkeypatch.setattr(Gap.objects, "filter", lambda **_: Gap.objects.none())  # it was not there a moment ago
    gather()
    monkeypatch.undo()
    assert len(rows()) == 1


def test_the_worker_finds_ten_thousand_searches_in_a_handful_of_queries(searched, django_assert_max_num_queries):
    SearchQuery.objects.bulk_create(
        SearchQuery(
            token=f"t{number % 7}",
            text=f"vārds{number % 40}",
            key_text=f"vard{number % 40}",
            results=0,
            mode="embedded",
            ms=1,
            zero=True,
            created=timezone.now(),
        )
        for number in range(10_000)
    )
    company_days()  # the worker has known them since its first minute
    with django_assert_max_num_queries(5):
        gather()
    with django_assert_max_num_queries(2):
        gather()
    assert Gap.objects.count() == 40


# --- closing ------------------------------------------------------------------------------------------------------


@pytest.fixture
def gap(site, index, searched):
    """Nothing is found for «dvielu zavetajs», though there is a page on heated rails."""
    factories.publish(factories.ServicePageFactory(title="Apsildāms vannas istabas radiators", code="P40"))
    index.drain()
    for by in "abc":
        searched("dvielu zavetajs", by, zero=True)
    gather()
    close_found()
    gap = Gap.objects.get()
    assert gap.state == GapState.NEW
    return gap


def state_of(gap):
    gap.refresh_from_db()
    return gap.state


def test_a_row_closes_itself_once_a_synonym_makes_the_search_succeed(gap):
    SynonymGroup.objects.create(terms="dvielu zavetajs\nvannas istabas radiators")
    close_found()
    assert state_of(gap) == GapState.FOUND
    assert gap.closed_at is not None


def test_a_row_closes_itself_once_a_page_has_the_words(gap, index):
    factories.publish(factories.ServicePageFactory(title="Dvieļu žāvētāja pieslēgšana", code="P41"))
    index.drain()
    close_found()
    assert state_of(gap) == GapState.FOUND


def test_a_page_that_only_some_may_see_closes_nothing(gap, index):
    page = factories.publish(factories.ServicePageFactory(title="Dvieļu žāvētāja pieslēgšana", code="P41"))
    factories.restrict(page, "Vadītāji")
    index.drain()
    close_found()
    assert state_of(gap) == GapState.NEW


def test_a_row_closes_itself_once_somebody_asks_the_same_and_opens_a_result(site, index, searched):
    for by in "abc":
        searched("verifikācija skaitītājs", by, reformulated=True)
    gather()
    gap = Gap.objects.get()
    close_found()
    assert state_of(gap) == GapState.NEW
    searched("skaitītāju verifikācija", "d", clicked_code="P15", clicked_rank=1)
    close_found()
    assert state_of(gap) == GapState.FOUND


def test_two_hundred_rows_close_in_one_go_once_their_results_are_opened(site, searched, django_assert_max_num_queries):
    today = timezone.localdate()
    Gap.objects.bulk_create(
        Gap(kind=GapKind.UNOPENED, subject=f"search:vard{number}", text=f"vārds {number}", due_on=today)
        for number in range(200)
    )
    close_found()
    with django_assert_max_num_queries(3):
        close_found()
    for number in range(200):
        searched(f"vārds{number}", key_text=f"vard{number}", clicked_code="P15", clicked_rank=1)
    close_found()
    assert set(Gap.objects.values_list("state", flat=True)) == {GapState.FOUND}


def test_a_result_that_was_opened_before_it_went_wrong_proves_nothing(site, index, searched):
    searched("verifikācija skaitītājs", "z", clicked_code="P15", clicked_rank=1)
    for by in "abc":
        searched("verifikācija skaitītājs", by, reformulated=True)
    gather()
    close_found()
    assert state_of(Gap.objects.get()) == GapState.NEW


def test_while_no_index_answers_nothing_closes(gap, index):
    SynonymGroup.objects.create(terms="dvielu zavetajs\nvannas istabas radiators")
    index.engine._forget()
    index.engine.path.unlink()
    close_found()
    assert state_of(gap) == GapState.NEW


def test_a_row_in_work_closes_itself_as_well(gap):
    take(gap, factories.make_user("redaktors"))
    SynonymGroup.objects.create(terms="dvielu zavetajs\nvannas istabas radiators")
    close_found()
    assert state_of(gap) == GapState.FOUND


def test_a_row_that_an_editor_changes_at_that_moment_is_tried_again_later(gap, monkeypatch):
    SynonymGroup.objects.create(terms="dvielu zavetajs\nvannas istabas radiators")

    def meanwhile(read):
        take(Gap.objects.get(pk=read.pk), factories.make_user("redaktors"))
        return True

    monkeypatch.setattr("kb.editorial.gaps.succeed._finds", meanwhile)
    close_found()
    assert state_of(gap) == GapState.IN_WORK
    monkeypatch.undo()
    close_found()
    assert state_of(gap) == GapState.FOUND


def test_what_a_closed_row_has_counted_opens_no_other(gap):
    SynonymGroup.objects.create(terms="dvielu zavetajs\nvannas istabas radiators")
    close_found()
    gather()
    assert Gap.objects.count() == 1


def test_when_it_goes_wrong_again_a_new_row_opens(gap, searched):
    Gap.objects.update(state=GapState.DONE, closed_at=timezone.now())
    for by in "de":
        searched("dvielu zavetajs", by, zero=True)
    gather()
    assert Gap.objects.count() == 1
    searched("dvielu zavetajs", "f", zero=True)
    gather()
    assert [row[2:] for row in rows()] == [(3, GapState.DONE), (3, GapState.NEW)]


def test_rows_that_readers_wrote_never_close_themselves(page, signed_in, said, index):
    said(signed_in(), "kluda", words="Parāda atmaksas grafiks")
    close_found()
    assert Gap.objects.get().state == GapState.NEW


# --- the worker ---------------------------------------------------------------------------------------------------


def test_the_worker_gathers_and_closes_once_a_minute(gap):
    SynonymGroup.objects.create(terms="dvielu zavetajs\nvannas istabas radiators")
    _jobs_of_others("kb_every_minute")
    assert state_of(gap) == GapState.FOUND


def test_a_fault_in_a_job_is_logged_and_does_not_stop_the_worker(db, caplog):
    done = []

    def broken():
        raise ValueError("salūza")

    jobs = [("kb_every_minute", broken), ("kb_every_minute", lambda: done.append(1))]
    with hooks.register_temporarily(jobs), caplog.at_level(logging.ERROR, "search.worker"):
        _jobs_of_others("kb_every_minute")
    assert done == [1]
    assert "salūza" in caplog.text

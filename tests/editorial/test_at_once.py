"""Two at the same moment: a double click, two votes, two hosts whose workers gather, two editors at one row."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.contrib.search_promotions.models import SearchPromotion

from kb.editorial.choices import FeedbackKind, GapKind, GapState
from kb.editorial.feedback.send import Said, send
from kb.editorial.gaps.gather import gather
from kb.editorial.gaps.work import ChangedMeanwhile, change, pin
from kb.editorial.models import Feedback, Gap
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def at_once(*tasks: Callable[[], Any]) -> list[Any]:
    """Each in a thread of its own, let go together; returns what they gave or the exceptions they raised."""
    results: list[Any] = [None] * len(tasks)
    start = threading.Barrier(len(tasks))

    def run(number: int, task: Callable[[], Any]) -> None:
        start.wait()
        try:
            results[number] = task()
        except Exception as error:  # noqa: BLE001  (looked at by the test)
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ContentType.objects.clear_cache()
    return results


def test_a_double_click_sends_once(page):
    user = factories.make_user("darbinieks")
    said = Said(FeedbackKind.ERROR, words="Nepareizs laiks")
    sent = at_once(*[lambda: send(user, page, said)] * 4)
    assert [type(result) for result in sent] == [Feedback] * 4
    assert (Feedback.objects.count(), Gap.objects.count()) == (1, 1)


def test_votes_that_come_together_are_one_row_and_none_is_lost(page):
    people = [factories.make_user("darbinieks", f"darbinieks-{number}") for number in range(4)]
    said = Said(FeedbackKind.UNHELPFUL, reason="missing")
    at_once(*[lambda person=person: send(person, page, said) for person in people])
    gap = Gap.objects.get()
    assert (gap.times, gap.feedback.count()) == (4, 4)


def test_workers_of_two_hosts_open_one_row(site, searched):
    for by in "abc":
        searched("dvielu zavetajs", by, zero=True)
    assert not [result for result in at_once(gather, gather, gather) if isinstance(result, Exception)]
    assert Gap.objects.count() == 1


def test_of_two_pins_for_the_same_words_each_has_a_place_of_its_own(site):
    people = [factories.make_user("redaktors", f"redaktors-{number}") for number in range(2)]
    pages = [factories.ServicePageFactory(title=f"Lapa {number}") for number in range(2)]
    gaps = [
        Gap.objects.create(kind=GapKind.ZERO, subject=f"search:{number}", text="x", due_on="2026-12-01")
        for number in range(2)
    ]

    def pin_it(number: int) -> Callable[[], None]:
        return lambda: pin(gaps[number], "dvielu zavetajs", pages[number], people[number])

    assert at_once(pin_it(0), pin_it(1)) == [None, None]
    assert sorted(SearchPromotion.objects.values_list("sort_order", flat=True)) == [0, 1]


def test_of_two_editors_one_changes_the_row_and_the_other_is_told(page):
    gap = send(factories.make_user("darbinieks"), page, Said(FeedbackKind.ERROR, words="Nepareizi")).gap
    people = [factories.make_user("redaktors", f"redaktors-{number}") for number in range(2)]

    def close(person: Any, answer: str) -> Callable[[], None]:
        read = Gap.objects.get(pk=gap.pk)
        read.state, read.answer = GapState.DONE, answer
        return lambda: change(read, person)

    done = at_once(close(people[0], "Labots."), close(people[1], "Izlabots."))
    assert sorted(type(result).__name__ for result in done) == [ChangedMeanwhile.__name__, "NoneType"]
    gap.refresh_from_db()
    assert (gap.version, gap.answer) == (1, ["Labots.", "Izlabots."][done.index(None)])

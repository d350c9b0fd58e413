"""What the editorial work puts on the start page."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from kb.editorial.choices import GapState
from kb.editorial.models import Gap
from kb.editorial.tasks import gaps_to_close

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def start_page(browser):
    """As it is some seconds later: the list of tasks is kept that long."""
    cache.clear()
    return browser.get("/").content.decode()


def test_the_owner_of_a_page_finds_a_question_on_the_start_page(page, signed_in, said, owner):
    said(signed_in(), "jautajums", words="Vai grafiku var mainīt?")
    gap = Gap.objects.get()
    client = signed_in("apstiprinatajs")
    assert "Vai grafiku" not in start_page(client)
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    html = start_page(client)
    assert "Nepilnība: P11: Vai grafiku var mainīt?" in html
    assert f"/admin/nepilnibas/edit/{gap.pk}/" in html


def test_a_row_that_should_have_been_closed_is_late(page, signed_in, said, owner):
    said(signed_in(), "jautajums", words="Vai grafiku var mainīt?")
    assert [task.late for task in gaps_to_close(owner)] == [False]
    Gap.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert [task.late for task in gaps_to_close(owner)] == [True]


def test_the_reporter_finds_new_answers_on_the_start_page_until_they_are_read(page, signed_in, said):
    browser = signed_in()
    for words in ("Viena kļūda", "Otra kļūda"):
        said(browser, "kluda", words=words)
    assert "jaunas atbildes" not in start_page(browser)
    Gap.objects.update(state=GapState.DONE, answer="Labots.", closed_at=timezone.now())
    html = start_page(browser)
    assert "2 jaunas atbildes uz maniem ziņojumiem" in html and 'href="/mani-zinojumi/"' in html
    browser.get("/mani-zinojumi/")
    assert "jaunas atbildes" not in start_page(browser)

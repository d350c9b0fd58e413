"""Findings and links of all live pages, kept so that no report has to read the pages.

A page is looked through once it has been published, when the list of words has changed, and at least once a week: what
is in force changes with the days, and what is known with the contacts.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone, translation

from kb.content.document_pages import document_pages
from kb.content.models import KnowledgePage
from kb.editorial.checks.known import known_contacts
from kb.editorial.checks.rules import Finding, findings_in
from kb.editorial.checks.structure import missing_in
from kb.editorial.checks.texts import Text, texts_of
from kb.editorial.checks.words import Word, WordList
from kb.editorial.links.kinds import as_row
from kb.editorial.models import BureaucraticWord, PageCheck, PageFinding, PageLink

log = logging.getLogger("kb.checks")

#: Raise it with the rules: all pages are looked through anew.
VERSION = 1
AGAIN_AFTER = timedelta(days=7)
#: The worker has other things to do: so long at a time, and so many pages in one transaction.
SECONDS = 1.5
AT_ONCE = 20
#: Of one page no more is kept; whoever mends these sees the rest.
MOST_FINDINGS = 30
MOST_LINKS = 200


def check_waiting(seconds: float = SECONDS) -> int:
    """Look through pages that wait for it until ``seconds`` are over; returns how many it were."""
    rules, words, today = rules_in_use(), word_list(), timezone.localdate()
    done, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        pages = dict(waiting(rules, today).values_list("pk", "last_published_at")[:AT_ONCE])
        if not pages:
            break
        with transaction.atomic():
            _write(list(pages), words, today)
            PageCheck.objects.bulk_create(
                [PageCheck(page_id=pk, published_at=at, rules=rules, checked_on=today) for pk, at in pages.items()],
                update_conflicts=True,
                unique_fields=["page"],
                update_fields=["published_at", "rules", "checked_on"],
            )
        done += len(pages)
    return done


def waiting(rules: str, today: date) -> "QuerySet[KnowledgePage]":
    """Live pages whose published text has not been looked through with these rules, or not this week."""
    republished = Q(last_published_at__isnull=False) & (
        Q(page_check__published_at__isnull=True) | ~Q(page_check__published_at=F("last_published_at"))
    )
    old = Q(page_check__isnull=True) | ~Q(page_check__rules=rules) | Q(page_check__checked_on__lte=today - AGAIN_AFTER)
    pages: QuerySet[KnowledgePage] = KnowledgePage.objects.live().filter(old | republished).order_by("pk")
    return pages


def rules_in_use() -> str:
    """Changes with the rules and with every change of the list of words."""
    words = BureaucraticWord.objects.aggregate(number=Count("pk"), last=Max("changed_at"))
    return f"{VERSION} {words['number']} {words['last'] or ''}"


def word_list() -> WordList:
    """The editors' list."""
    return WordList([Word(word.term, word.instead, word.form_list) for word in BureaucraticWord.objects.all()])


@translation.override("lv")
def findings_of(page: KnowledgePage, texts: Sequence[Text], words: WordList, today: date) -> list[Finding]:
    """What there is to say of ``page`` as it stands in ``texts``. Places are named as editors see them."""
    return [*missing_in(page, today), *findings_in(texts, words, known_contacts)]


def _write(ids: Sequence[int], words: WordList, today: date) -> None:
    list(KnowledgePage.objects.select_for_update().filter(pk__in=ids).values_list("pk"))  # another host waits here
    found: list[PageFinding] = []
    links: list[PageLink] = []
    unread: set[int] = set()
    for page in document_pages(ids).values():
        try:
            with translation.override("lv"):
                texts = texts_of(page)
            its_found = _finding_rows(page, findings_of(page, texts, words, today)[:MOST_FINDINGS])
            its_links = list(_link_rows(page, texts))[:MOST_LINKS]
        except Exception:
            log.exception("%s could not be looked through; it is tried again next week", page.code)
            unread.add(page.pk)  # what was found before stays
        else:
            found += its_found
            links += its_links
    looked_through = set(ids) - unread
    PageFinding.objects.filter(page__in=looked_through).delete()
    PageLink.objects.filter(page__in=looked_through).delete()
    PageFinding.objects.bulk_create(found)
    PageLink.objects.bulk_create(links)


def _finding_rows(page: KnowledgePage, findings: Sequence[Finding]) -> list[PageFinding]:
    return [
        PageFinding(page=page, rule=one.rule, where=one.where[:160], excerpt=one.excerpt, detail=one.detail[:250])
        for one in findings
    ]


def _link_rows(page: KnowledgePage, texts: Sequence[Text]) -> Iterator[PageLink]:
    for text in texts:
        for link in text.links:
            row = as_row(page, text.where, link)
            if row is not None:
                yield row

"""What was searched for, without who searched: single searches for thirty days, then counts."""

from datetime import timedelta

from django.db import models
from django.db.models import Q

#: How long single searches are kept.
KEPT = timedelta(days=30)


class SearchQuery(models.Model):
    """One search of one person. Who it was is not here: ``token`` changes every day (see search.log.token).

    ``created`` is rounded to the hour. The exact time is needed for two minutes, to see that keystrokes and
    reformulations belong together; after that ``exact_at`` is emptied (see search.log.retention).
    """

    token = models.CharField(max_length=32)
    text = models.CharField(max_length=200)
    #: The keys of its words in alphabetical order: the same question in other forms and another order is one.
    key_text = models.CharField(max_length=200)
    results = models.PositiveIntegerField()
    mode = models.CharField(max_length=20)
    ms = models.PositiveIntegerField()
    #: Nothing was found although the usual engine answered.
    zero = models.BooleanField()
    #: The page where the search ended: place in the list from 1, and code. Empty: none was opened.
    clicked_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    clicked_code = models.CharField(max_length=8, blank=True)
    #: Nothing was opened and something else was asked within two minutes.
    reformulated = models.BooleanField(default=False)
    created = models.DateTimeField(db_index=True)
    exact_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["exact_at"], condition=Q(exact_at__isnull=False), name="search_query_recent"),
            models.Index(fields=["key_text", "id"], name="search_query_question"),
        ]

    def __str__(self) -> str:
        return self.text


class SearchQueryCount(models.Model):
    """How often one question was asked on one day, once the single searches are gone; see search.log.retention."""

    day = models.DateField()
    key_text = models.CharField(max_length=200)
    searches = models.PositiveIntegerField()
    zero = models.PositiveIntegerField()
    clicks = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "key_text"], name="search_query_count_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.key_text}"

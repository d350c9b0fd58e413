"""What the search keeps in the site's database: synonyms, index targets and the outbox; its log is in search.log."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from kb.content.models.atomic import AtomicModel
from search.log.models import SearchQuery as SearchQuery
from search.log.models import SearchQueryCount as SearchQueryCount


class SynonymGroup(AtomicModel):
    """Words that mean the same to a client. Read at query time: a change needs no reindexing."""

    key = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)
    terms = models.TextField(
        _("terms"), help_text=_("One a line; several words are fine. Each finds what the others find.")
    )
    one_way_to = models.CharField(
        _("only towards"),
        max_length=120,
        blank=True,
        help_text=_("Filled in: each term also finds this one, but not the other way round."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    panels = [FieldPanel("terms"), FieldPanel("one_way_to"), FieldPanel("note")]

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["terms"]

    def __str__(self) -> str:
        arrow = f" → {self.one_way_to}" if self.one_way_to else ""
        return ", ".join(self.term_list) + arrow

    @property
    def term_list(self) -> list[str]:
        return [line.strip() for line in self.terms.splitlines() if line.strip()]

    def clean(self) -> None:
        if not self.one_way_to and len(self.term_list) < 2:
            raise ValidationError({"terms": _("Two-way synonyms need at least two terms.")})
        if not self.term_list:
            raise ValidationError({"terms": _("Give at least one term.")})


class IndexTarget(models.Model):
    """One index that must follow the database: an engine's file or alias on one host, or one being built."""

    name = models.CharField(max_length=200, unique=True)
    building = models.BooleanField(default=False)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class OutboxRow(models.Model):
    """Something to look at again, for one target. It says what, never the contents: the worker reads the state of the
    database when it drains, so rows may be repeated or reordered without harm."""

    class Kind(models.TextChoices):
        PAGE = "page"
        SUBTREE = "subtree"
        SNIPPET = "snippet"

    # No constraint: a target that ends while an editor saves must not make the saving fail (see forget_orphans).
    target = models.ForeignKey(IndexTarget, models.CASCADE, related_name="rows", db_constraint=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    object_id = models.CharField(max_length=255)
    model = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    parked = models.BooleanField(default=False)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["target", "parked", "not_before", "id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


def forget_orphans() -> None:
    """Rows for targets that are gone: an index that was being built and is in use now, or was given up."""
    OutboxRow.objects.exclude(target__in=IndexTarget.objects.values("pk")).delete()


def record_change(kind: str, object_id: Any, model: str = "", delay_seconds: float = 0) -> None:
    """Write an outbox row for every target. Call it in the transaction of the change.

    ``delay_seconds`` announces a change that is about to happen elsewhere; the row is looked at only after that.
    """
    not_before = timezone.now() + timedelta(seconds=delay_seconds)
    with transaction.atomic():
        OutboxRow.objects.bulk_create(
            OutboxRow(target=target, kind=kind, object_id=str(object_id), model=model, not_before=not_before)
            for target in IndexTarget.objects.all()
        )

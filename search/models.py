"""What the search keeps in the site's database: synonyms, index targets and the outbox; its log is in search.log."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin

from kb.content.models import KnowledgePage
from kb.content.models.atomic import AtomicModel
from search.indexing.turns import WorkerTurn as WorkerTurn
from search.log.models import SearchQuery as SearchQuery
from search.log.models import SearchQueryCount as SearchQueryCount
from search.synonym_checks import synonym_problems
from search.synonyms import SynonymRow


class SynonymGroup(PreviewableMixin, AtomicModel):
    """Words that mean the same to a client. Read at query time: a change needs no reindexing.

    Its preview in the editor is not a page but what the change would do to the order of results.
    """

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

    @property
    def row(self) -> SynonymRow:
        return SynonymRow(tuple(self.term_list), self.one_way_to.strip())

    def clean(self) -> None:
        others = [group.row for group in SynonymGroup.objects.exclude(pk=self.pk)]
        if problems := synonym_problems(self.row, others):
            raise ValidationError(problems)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from search.synonym_preview import preview

        return preview(self, request)


class JudgedQuery(AtomicModel):
    """A question whose right pages editors know: what changes of synonyms and weights are measured on."""

    key = models.CharField(max_length=60, unique=True, null=True, blank=True, editable=False)
    query = models.CharField(_("question"), max_length=200, help_text=_("As an employee types it."))
    expected_codes = models.CharField(
        _("right pages"),
        max_length=200,
        help_text=_("Codes with spaces between. Any of them among the first three counts as found."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("question of the set")
        verbose_name_plural = _("set of questions")
        ordering = ["query"]

    def __str__(self) -> str:
        return self.query

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.expected_codes.upper().replace(",", " ").split())

    def clean(self) -> None:
        known = set(KnowledgePage.objects.filter(code__in=self.codes).values_list("code", flat=True))
        unknown = [code for code in self.codes if code not in known]
        if unknown:
            message = _("There is no page with the code %(codes)s.") % {"codes": ", ".join(unknown)}
            raise ValidationError({"expected_codes": message})
        self.expected_codes = " ".join(self.codes)


class IndexTarget(models.Model):
    """One index that must follow the database: an engine's file or alias on one host, or one being built."""

    name = models.CharField(max_length=200, unique=True)
    building = models.BooleanField(default=False)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)
    #: In how many pages the index differed when it was last compared with the database, and when that was.
    last_drift = models.PositiveIntegerField(null=True, blank=True)
    last_drift_at = models.DateTimeField(null=True, blank=True)
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
    record_changes(kind, [object_id], model, delay_seconds)


def record_changes(kind: str, object_ids: Iterable[Any], model: str = "", delay_seconds: float = 0) -> None:
    """The same for many things of one kind at once: the database is written to as seldom as for one."""
    not_before = timezone.now() + timedelta(seconds=delay_seconds)
    with transaction.atomic():
        targets = list(IndexTarget.objects.all())
        OutboxRow.objects.bulk_create(
            OutboxRow(target=target, kind=kind, object_id=str(object_id), model=model, not_before=not_before)
            for object_id in object_ids
            for target in targets
        )

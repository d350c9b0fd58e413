"""Paths as they are now: what can be done of them, and when their pages last changed. The same for everybody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from kb.content.access import EVERYBODY, opens
from kb.content.choices import ChangeKind
from kb.content.models.published_change import PublishedChange
from kb.content.versioned import versioned
from kb.learning.models import LearningPath, PathStep

#: Kinds of steps that ask questions.
ASKING = frozenset({PathStep.Kind.SITUATIONS, PathStep.Kind.QUIZ})


@dataclass(frozen=True, slots=True)
class Step:
    """A step that can be done. ``number`` counts from 1 within the path.

    ``names``: its page is open to everybody, so that it may be named. ``changed_at``: the last material change of the
    page that is to be read, with its ``change_note``. ``questions``: how many can be asked. ``mark``: per cent of right
    answers that pass; 0 where it is enough to answer.
    """

    pk: int
    path: int
    number: int
    kind: str
    title: str
    task: str
    code: str
    names: bool
    minutes: int
    day: int | None
    questions: int
    mark: int
    changed_at: datetime | None
    change_note: str

    @property
    def asks(self) -> bool:
        return self.kind in ASKING


@dataclass(frozen=True, slots=True)
class Path:
    """``groups``: keys of the groups it is for; none: it is for everybody who wants it."""

    pk: int
    title: str
    intro: str
    groups: frozenset[int]
    pass_mark: int
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


@versioned
def live_paths() -> tuple[Path, ...]:
    """Paths on offer, in the editors' order. Publishing a page and saving a path raise the content version."""
    steps: dict[int, list[PathStep]] = {}
    for row in _rows():
        steps.setdefault(row.path_id, []).append(row)
    if not steps:
        return ()
    found = LearningPath.objects.filter(live=True).prefetch_related("groups")
    return tuple(_path(path, steps.get(path.pk, [])) for path in found if steps.get(path.pk))


def _rows() -> "QuerySet[PathStep]":
    """Steps that can be done: what leads to a page that is not published, or asks nothing, is left out."""
    changes = PublishedChange.objects.filter(page=OuterRef("page"), kind=ChangeKind.MATERIAL, first=False)
    last = changes.order_by("-at")
    askable = Q(questions__items__question__live=True, questions__items__question__page__live=True)
    rows = PathStep.objects.filter(path__live=True).select_related("page", "questions")
    counted: QuerySet[PathStep] = rows.annotate(
        askable=Count("questions__items", filter=askable, distinct=True),
        changed_at=Subquery(last.values("at")[:1]),
        change_note=Subquery(last.values("note")[:1]),
    )
    reads = Q(kind__in=[PathStep.Kind.READ, PathStep.Kind.FIND], page__live=True)
    doable = reads | Q(kind__in=ASKING, askable__gt=0) | Q(kind=PathStep.Kind.MENTOR)
    return counted.filter(doable).order_by("path", "sort_order", "pk")


def _path(path: LearningPath, rows: list[PathStep]) -> Path:
    return Path(
        pk=path.pk,
        title=path.title,
        intro=path.intro,
        groups=frozenset(group.pk for group in path.groups.all()),
        pass_mark=path.pass_mark,
        steps=tuple(_step(row, path, number) for number, row in enumerate(rows, start=1)),
    )


def _step(row: Any, path: LearningPath, number: int) -> Step:
    reads = row.kind == PathStep.Kind.READ
    shown = row.page if row.page and row.kind in (PathStep.Kind.READ, PathStep.Kind.FIND) else None
    names = shown is not None and opens(shown.path, EVERYBODY)
    named = row.questions.title if row.kind in ASKING else shown.title if shown and reads and names else ""
    return Step(
        pk=row.pk,
        path=path.pk,
        number=number,
        kind=row.kind,
        title=row.title or named or str(row.get_kind_display()),
        task=row.task,
        code=shown.code if shown else "",
        names=names,
        minutes=row.minutes,
        day=row.day,
        questions=row.askable if row.kind in ASKING else 0,
        mark=path.pass_mark if row.kind == PathStep.Kind.QUIZ else 0,
        changed_at=row.changed_at if reads else None,
        change_note=row.change_note or "" if reads and names else "",
    )

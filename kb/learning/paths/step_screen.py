"""One step as its page prints it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from kb.content.access import opens, tokens_of
from kb.content.models import KnowledgePage
from kb.learning.models import PathStep
from kb.learning.paths.frame import Step
from kb.learning.paths.progress import Progress, State, StepProgress
from kb.learning.paths.words import KIND_WORDS
from kb.learning.quizzes.screen import QuestionsScreen, questions_screen
from search.results import Hit
from search.service import reader_of, search

#: Results of a search exercise.
SHOWN = 10


@dataclass(frozen=True, slots=True)
class PageToRead:
    """The page of a step; ``lines`` is the sentence to say."""

    code: str
    title: str
    url: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A search exercise: what was typed and what was found. ``asked``: something was typed."""

    query: str
    hits: tuple[Hit, ...]
    asked: bool


@dataclass(frozen=True, slots=True)
class StepScreen:
    """``problem``: what keeps the step from being passed. ``following``: where to go on once it is passed."""

    step: Step
    progress: Progress
    row: StepProgress
    kind: Any
    problem: str
    page: PageToRead | None
    finding: Finding | None
    questions: QuestionsScreen | None
    following: str
    back: str
    typed: str


def step_screen(request: HttpRequest, progress: Progress, step: Step, problem: str = "") -> StepScreen:
    """``problem`` is shown beside the form that was posted."""
    row = next(row for row in progress.steps if row.step == step)
    later = next((other for other in progress.steps if other.state != State.DONE and other.step != step), None)
    back = reverse("learning_path", args=[progress.path.pk])
    return StepScreen(
        step=step,
        progress=progress,
        row=row,
        kind=KIND_WORDS[step.kind],
        problem=problem,
        page=_page(request, step) if step.kind == PathStep.Kind.READ else None,
        finding=_finding(request) if step.kind == PathStep.Kind.FIND else None,
        questions=questions_screen(request, step) if step.asks else None,
        following=reverse("path_step", args=[later.step.pk]) if later else back,
        back=back,
        typed=request.POST.get("mentor", "")[:120],
    )


def _page(request: HttpRequest, step: Step) -> PageToRead | None:
    """None where the page is restricted to others: then it is not even named."""
    page = KnowledgePage.objects.live().filter(code=step.code).first()
    if page is None or not opens(page.path, tokens_of(request.user)):
        return None
    return PageToRead(page.code, page.title, reverse("page_by_code", args=[page.code]), tuple(page.answer_lines))


def _finding(request: HttpRequest) -> Finding:
    query = (request.POST if request.method == "POST" else request.GET).get("q", "")[:200].strip()
    hits = search(query, reader_of(request.user), size=SHOWN).hits if query else ()
    return Finding(query, hits, bool(query))

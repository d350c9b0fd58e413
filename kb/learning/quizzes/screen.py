"""Questions of a step as their page prints them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from kb.content.access import opens, tokens_of
from kb.learning.models import Answer, Attempt
from kb.learning.paths.frame import Step
from kb.learning.quizzes.asked import Asked, Option, asked
from kb.learning.quizzes.attempts import last_attempt, still_asked
from kb.learning.quizzes.kinds import QuestionKind

#: Numbers that a step can be given, as typed.
_PLACES = frozenset(str(number) for number in range(1, 9))


@dataclass(frozen=True, slots=True)
class OptionLine:
    """``chosen``: by this person. Of steps ``place`` is where they put it, ``right_place`` where it belongs."""

    option: Option
    chosen: bool
    place: int | None
    right_place: int


@dataclass(frozen=True, slots=True)
class AskedLine:
    """An option to choose. ``ticked`` and ``place``: as typed, where the form came back with a complaint."""

    option: Option
    ticked: bool
    place: int | None


@dataclass(frozen=True, slots=True)
class Feedback:
    """What was answered, whether it was right and why. ``page_url``: the page that answers it, where it may be read."""

    asked: Asked
    answer: Answer
    lines: tuple[OptionLine, ...]
    page_url: str
    page_title: str


@dataclass(frozen=True, slots=True)
class Result:
    """An attempt that is over. ``wrong``: pages to read again."""

    attempt: Attempt
    right: int
    of: int
    needed: int
    wrong: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class QuestionsScreen:
    """Exactly one of the three is shown: the question to answer, feedback on the last answer, the result.

    None of them: the attempt is still to begin. ``number`` of ``of``: which question it is.
    """

    attempt: Attempt | None
    question: Asked | None
    feedback: Feedback | None
    result: Result | None
    number: int
    of: int
    last: bool
    lines: tuple[AskedLine, ...]
    places: tuple[int, ...]


def questions_screen(request: HttpRequest, step: Step) -> QuestionsScreen:
    """``?atbilde=KEY`` shows feedback on an answer of this person; otherwise what comes next."""
    attempt = last_attempt(request.user, step.pk)
    if attempt is None:
        return _screen(None, of=step.questions)
    if request.GET.get("atbilde"):
        return _feedback(request, step)
    plan = still_asked(attempt)
    answers = {answer.question_id: answer for answer in attempt.answers.all()}
    if attempt.finished_at:
        return _screen(attempt, result=_result(request, attempt, plan, answers, step.mark), of=len(plan))
    waiting = next((row for row in plan if row.question.pk not in answers), None)
    number = sum(row.question.pk in answers for row in plan) + 1
    return _screen(attempt, question=waiting, number=number, of=len(plan), lines=_to_choose(request, waiting))


def _feedback(request: HttpRequest, step: Step) -> QuestionsScreen:
    given = request.GET["atbilde"]
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise Http404
    user: Any = request.user
    found = Answer.objects.filter(pk=int(given), attempt__user=user, attempt__step=step.pk)
    answer = found.select_related("attempt", "question__page").first()
    if answer is None or answer.question is None:
        raise Http404
    attempt = answer.attempt
    shown: list[int] = next((keys for key, keys in attempt.plan if key == answer.question_id), [])
    row = asked(answer.question, shown)
    page = answer.question.page
    readable = page is not None and page.live and opens(page.path, tokens_of(request.user))
    feedback = Feedback(
        asked=row,
        answer=answer,
        lines=_lines(row, answer.given),
        page_url=reverse("page_by_code", args=[page.code]) if page and readable else "",
        page_title=f"{page.title} {page.code}" if page and readable else "",
    )
    number = attempt.answers.filter(pk__lte=answer.pk).count()
    over = attempt.finished_at is not None and number == attempt.answers.count()
    return _screen(attempt, feedback=feedback, number=number, of=len(attempt.plan), last=over)


def _lines(row: Asked, given: Sequence[int]) -> tuple[OptionLine, ...]:
    """Options as they were shown; steps in their right order."""
    ordered = row.question.kind == QuestionKind.ORDER
    right_place = {option.key: number for number, option in enumerate(row.options, start=1)}
    place = {key: number for number, key in enumerate(given, start=1)} if ordered else {}
    options = row.options if ordered else row.shown
    return tuple(
        OptionLine(option, option.key in given, place.get(option.key), right_place[option.key]) for option in options
    )


def _result(
    request: HttpRequest, attempt: Attempt, plan: Sequence[Asked], answers: dict[Any, Answer], mark: int
) -> Result:
    right = sum(answers[row.question.pk].right for row in plan if row.question.pk in answers)
    tokens = tokens_of(request.user)
    wrong = {}
    for row in plan:
        page = row.question.page
        missed = row.question.pk in answers and not answers[row.question.pk].right
        if missed and page and opens(page.path, tokens):
            wrong[page.code] = page.title
    needed = -(-mark * len(plan) // 100)
    return Result(attempt, right, len(plan), needed, tuple(wrong.items()))


def _to_choose(request: HttpRequest, row: Asked | None) -> tuple[AskedLine, ...]:
    ticked = set(request.POST.getlist("option"))
    places = {option.key: request.POST.get(f"place-{option.key}", "") for option in row.shown} if row else {}
    return tuple(
        AskedLine(option, str(option.key) in ticked, int(places[option.key]) if places[option.key] in _PLACES else None)
        for option in (row.shown if row else ())
    )


def _screen(
    attempt: Attempt | None,
    *,
    question: Asked | None = None,
    feedback: Feedback | None = None,
    result: Result | None = None,
    number: int = 0,
    of: int = 0,
    last: bool = False,
    lines: tuple[AskedLine, ...] = (),
) -> QuestionsScreen:
    places = tuple(range(1, len(question.shown) + 1)) if question else ()
    return QuestionsScreen(attempt, question, feedback, result, number, of, last, lines, places)

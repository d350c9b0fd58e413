"""Loads questions, sets and paths under the rules of the sample: what a person changed or deleted is left alone."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from django.contrib.auth.models import Group

from kb.content.loading.reading import Entry, checked, digest_of, parse
from kb.content.loading.records import Report, write_snippet
from kb.content.models import KnowledgePage
from kb.learning.models import LearningPath, PathStep, Question, QuestionOption, QuestionSet, SetQuestion
from kb.learning.sample.schema import KeyedLearningEntry, PathEntry, QuestionEntry, SetEntry

FOLDER = Path(__file__).resolve().parent

E = TypeVar("E", bound=KeyedLearningEntry)


def load_learning(report: Report) -> None:
    """Questions, then what is made of them. Raises SampleError, naming file and line, where a file has problems."""
    pages = dict(KnowledgePage.objects.values_list("code", "pk"))
    for question in read_questions():
        current = Question.objects.filter(key=question.key).first()
        write_snippet(report, question, current, partial(_question, question.data, pages))
    for chosen in read_sets():
        current_set = QuestionSet.objects.filter(key=chosen.key).first()
        write_snippet(report, chosen, current_set, partial(_set, chosen.data))
    for path in read_paths():
        current_path = LearningPath.objects.filter(key=path.key).first()
        write_snippet(report, path, current_path, partial(_path, path.data, pages))


def read_questions() -> Iterator[Entry[QuestionEntry]]:
    for file in sorted((FOLDER / "questions").glob("*.yaml")):
        yield from _entries(file, "test question", QuestionEntry)


def read_sets() -> Iterator[Entry[SetEntry]]:
    yield from _entries(FOLDER / "sets.yaml", "question set", SetEntry)


def read_paths() -> Iterator[Entry[PathEntry]]:
    yield from _entries(FOLDER / "paths.yaml", "learning path", PathEntry)


def _entries(file: Path, kind: str, schema: type[E]) -> Iterator[Entry[E]]:
    source = parse(file, FOLDER)
    for number, raw in enumerate(source.data):
        data = checked(source, schema, None, (number,))
        yield Entry(kind, data.record_key, data, digest_of(raw), source, (number,))


def _question(data: QuestionEntry, pages: dict[str, int], current: Question | None) -> Question:
    question = current or Question(key=data.key)
    question.kind, question.situation, question.text = data.kind, data.situation.strip(), data.text
    question.reason, question.row, question.sample = data.reason.strip(), data.row, data.sample
    question.page_id = pages.get(data.page)
    question.live = question.page_id is not None
    question.options.set(
        [
            QuestionOption(text=option.text, right=option.right, reason=option.reason, sort_order=number)
            for number, option in enumerate(data.options)
        ]
    )
    question.save()
    return question


def _set(data: SetEntry, current: QuestionSet | None) -> QuestionSet:
    chosen = current or QuestionSet(key=data.key)
    chosen.title = data.title
    known = dict(Question.objects.filter(key__in=data.questions).values_list("key", "pk"))
    there = [known[key] for key in data.questions if key in known]
    chosen.items.set([SetQuestion(question_id=pk, sort_order=number) for number, pk in enumerate(there)])
    chosen.save()
    return chosen


def _path(data: PathEntry, pages: dict[str, int], current: LearningPath | None) -> LearningPath:
    path = current or LearningPath(key=data.key)
    path.title, path.intro, path.pass_mark = data.title, data.intro.strip(), data.pass_mark
    path.sort_order, path.live = data.order, True
    path.groups.set(Group.objects.filter(name__in=data.groups))
    sets = dict(QuestionSet.objects.values_list("key", "pk"))
    path.steps.set(
        [
            PathStep(
                kind=step.kind,
                title=step.title,
                task=step.task.strip(),
                page_id=pages.get(step.page or ""),
                questions_id=sets.get(step.questions or ""),
                minutes=step.minutes,
                day=step.day,
                sort_order=number,
            )
            for number, step in enumerate(data.steps)
        ]
    )
    path.save()
    return path

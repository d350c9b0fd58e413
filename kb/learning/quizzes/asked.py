"""A question as it is asked: its options in the order of one attempt."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from kb.learning.models import Question
from kb.learning.quizzes.kinds import Choice, QuestionKind

#: What an attempt stores of a question: its key, and keys of options in the order in which they are shown.
Planned = tuple[int, list[int]]


@dataclass(frozen=True, slots=True)
class Option:
    key: int
    text: str
    right: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """``shown``: options in the order of the attempt. ``options``: in the editors' order, for steps the right one."""

    question: Question
    shown: tuple[Option, ...]
    options: tuple[Option, ...]

    @property
    def choices(self) -> list[Choice]:
        return [Choice(option.key, option.right) for option in self.options]


def plan_of(questions: Sequence[Question], seed: int) -> list[Planned]:
    """Questions and options in an order of their own; the same seed gives the same order."""
    shuffle = random.Random(seed).shuffle  # noqa: S311  (no secret: it keeps answers from being learnt by position)
    order = list(questions)
    shuffle(order)
    plan = []
    for question in order:
        keys = [option.pk for option in question.options.all()]
        shown = keys.copy()
        shuffle(shown)
        if question.kind == QuestionKind.ORDER and shown == keys:
            shown.reverse()  # steps that stand in their right order already ask nothing
        plan.append((question.pk, shown))
    return plan


def asked(question: Question, shown: Sequence[int]) -> Asked:
    """The question as ``shown`` plans it. Options that an editor has added since stand last, removed ones are left out.

    Asks for the options once, unless they were read with the question.
    """
    options = {
        option.pk: Option(option.pk, option.text, option.right, option.reason) for option in question.options.all()
    }
    keys = [key for key in shown if key in options] + [key for key in options if key not in shown]
    return Asked(question, tuple(options[key] for key in keys), tuple(options.values()))

"""Where a reader stands in a guided question: the answers given so far are in the address (?c=1.2)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from kb.content.guided_tree import longest_path

if TYPE_CHECKING:
    from kb.content.models.guided import GuidedQuestionPage


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer on offer. ``path`` is the address part that chooses it."""

    number: int
    says: str
    leads: str
    path: str


@dataclass(frozen=True, slots=True)
class Given:
    """An answer already given; ``change_path`` leads back to its question."""

    question: str
    says: str
    change_path: str


@dataclass(frozen=True, slots=True)
class Walk:
    """``question`` is set while asking, ``outcome`` once a page is reached."""

    given: tuple[Given, ...]
    question: str
    why: str
    choices: tuple[Choice, ...]
    outcome: Any
    step: int
    most_steps: int
    back_path: str | None

    @property
    def ticks(self) -> list[str]:
        """One mark a question for the progress line: done, current, ahead."""
        states = ["done"] * len(self.given) + (["current"] if self.outcome is None else [])
        return states + ["ahead"] * (self.most_steps - len(states))


def walk_from_request(page: "GuidedQuestionPage", request: HttpRequest) -> Walk:
    """The step that ``?c=`` names. 404 where the address names an answer that does not exist."""
    given = request.GET.get("c", "")
    parts = given.split(".") if given else []
    if len(given) > 30 or not all(part.isascii() and part.isdigit() for part in parts):
        raise Http404(_("There is no such step."))
    return walk(page, [int(part) for part in parts])


def walk(page: "GuidedQuestionPage", numbers: list[int]) -> Walk:
    """Follow the answers with these numbers (from 1) from the first question."""
    nodes = {child.value["key"]: child.value for child in page.nodes}
    if not nodes:
        raise Http404(_("There is no such step."))
    tree = {node.key: node for node in page.tree}
    current = page.nodes[0].value
    given: list[Given] = []
    outcome = None
    for position, number in enumerate(numbers):
        answers = current["answers"]
        if outcome is not None or not 1 <= number <= len(answers):
            raise Http404(_("There is no such step."))
        answer = answers[number - 1]
        given.append(Given(current["question"], answer["says"], _path(numbers[:position])))
        outcome = answer["outcome"] or None
        if outcome is None:
            if answer["next"] not in nodes:
                raise Http404(_("There is no such step."))
            current = nodes[answer["next"]]
    remaining = 0 if outcome else longest_path(tree, current["key"])
    return Walk(
        given=tuple(given),
        question="" if outcome else current["question"],
        why="" if outcome else current["why"],
        choices=() if outcome else _choices(current["answers"], numbers),
        outcome=outcome,
        step=len(numbers) + (0 if outcome else 1),
        most_steps=len(numbers) + remaining,
        back_path=_path(numbers[:-1]) if numbers else None,
    )


def _choices(answers: Any, numbers: list[int]) -> tuple[Choice, ...]:
    return tuple(
        Choice(number, answer["says"], answer["leads"], _path([*numbers, number]))
        for number, answer in enumerate(answers, start=1)
    )


def _path(numbers: list[int]) -> str:
    return ".".join(map(str, numbers))

"""A guided question with all its questions on one page: each answer leads to the next question or to its page."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from kb.content.models import GuidedQuestionPage
from kb.desk.screens.links import open_link
from kb.desk.screens.text import typeset


@dataclass(frozen=True, slots=True)
class Reply:
    """What the client may say. ``url`` leads on: to the page with this ``title`` or to the question of this ``number``.

    Empty where it leads to a page that not every employee may read.
    """

    says: str
    url: str = ""
    title: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    number: int
    anchor: str
    text: SafeString
    why: str
    replies: tuple[Reply, ...]


def questions(page: GuidedQuestionPage) -> list[Question]:
    """The questions in their order; the first one is asked first."""
    values = [child.value for child in page.nodes]
    numbers = {value["key"]: number for number, value in enumerate(values, start=1)}
    return [
        Question(
            number=numbers[value["key"]],
            anchor=_anchor(numbers[value["key"]]),
            text=typeset(value["question"]),
            why=value["why"],
            replies=tuple(_reply(answer, numbers) for answer in value["answers"]),
        )
        for value in values
    ]


def _reply(answer: dict[str, Any], numbers: dict[str, int]) -> Reply:
    if outcome := open_link(answer["outcome"]):
        return Reply(answer["says"], outcome.url, outcome.title)
    if number := numbers.get(answer["next"]):
        return Reply(answer["says"], f"#{_anchor(number)}", number=number)
    return Reply(answer["says"])


def _anchor(number: int) -> str:
    return f"j{number}"

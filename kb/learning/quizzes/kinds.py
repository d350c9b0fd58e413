"""Kinds of questions, when a question can be asked, and what is a right answer. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("one right answer")
    MULTIPLE = "multiple", _("several right answers")
    ORDER = "order", _("put the steps in order")
    REPLY = "reply", _("the better answer to the client")


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as rules need it; ``key`` names it."""

    key: int
    right: bool


def problem_of(kind: str, rights: Sequence[bool]) -> str:
    """What keeps a question with these options from being asked, in words; empty where nothing does."""
    if kind == QuestionKind.ORDER:
        return "" if len(rights) >= 3 else str(_("At least three steps are needed to put them in order."))
    if len(rights) < 2:
        return str(_("At least two options are needed."))
    if kind == QuestionKind.MULTIPLE:
        return "" if any(rights) and not all(rights) else str(_("Mark what is right, and leave something wrong."))
    return "" if sum(rights) == 1 else str(_("Exactly one option is right."))


def is_right(kind: str, options: Sequence[Choice], given: Sequence[int]) -> bool:
    """Whether ``given`` (keys of options; of steps: in the order that was said) answers the question."""
    if kind == QuestionKind.ORDER:
        return list(given) == [option.key for option in options]
    return set(given) == {option.key for option in options if option.right}


def is_complete(kind: str, options: Sequence[Choice], given: Sequence[int]) -> bool:
    """Whether something was answered at all: an option that is there; every step once."""
    known = {option.key for option in options}
    if len(set(given)) != len(given) or not set(given) <= known:
        return False
    if kind == QuestionKind.ORDER:
        return len(given) == len(known)
    return bool(given) if kind == QuestionKind.MULTIPLE else len(given) == 1

"""The rules of approval. Pure: who × what × state → what may be done.

The standard is approved by its approvers, other guidance by any editor, and nobody approves what they wrote.
Nothing of either is published past that, except urgently: at once, with a reason that is written down.
"""

from dataclasses import dataclass
from enum import StrEnum

from kb.accounts.roles import ADMINISTRATOR, APPROVER, EDITOR


class Matter(StrEnum):
    """What is changed. ``STRUCTURE``: the start page and collections, which say nothing to clients."""

    STANDARD = "standard"
    GUIDANCE = "guidance"
    STRUCTURE = "structure"


class State(StrEnum):
    """Whether the change waits for a decision, has come back with a comment, or neither."""

    DRAFT = "draft"
    WAITING = "waiting"
    RETURNED = "returned"


class Action(StrEnum):
    EDIT = "edit"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    PUBLISH = "publish"
    PUBLISH_URGENTLY = "publish urgently"


#: Groups that decide, as they are set up at first; administrators may add others to the task of a workflow.
DECIDERS = {Matter.STANDARD: (APPROVER,), Matter.GUIDANCE: (EDITOR, APPROVER, ADMINISTRATOR)}


@dataclass(frozen=True, slots=True)
class Who:
    """A person towards a page. ``edits`` and ``publishes`` are their rights on it, ``decides``: they are in a group
    that decides on it, ``author``: they saved something of it that is not published yet.
    """

    edits: bool = False
    publishes: bool = False
    decides: bool = False
    author: bool = False


def allowed(who: Who, matter: Matter, state: State) -> frozenset[Action]:
    """What ``who`` may do with a page of ``matter`` whose change is in ``state``."""
    if matter is Matter.STRUCTURE:
        return _where(EDIT=who.edits, PUBLISH=who.publishes)
    waiting = state is State.WAITING
    judges = waiting and who.decides and not who.author
    return _where(
        EDIT=who.edits and (who.decides or not waiting),
        SUBMIT=who.edits and not waiting,
        APPROVE=judges,
        RETURN=judges,
        PUBLISH_URGENTLY=who.publishes,
    )


def _where(**conditions: bool) -> frozenset[Action]:
    return frozenset(Action[name] for name, holds in conditions.items() if holds)

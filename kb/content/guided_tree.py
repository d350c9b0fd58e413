"""The tree of a guided question as data, and what must hold before it may be published.

Pure: nodes come in as values, so that the editor's form, the sample loader and tests check the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

#: An employee with a client on the line reaches an outcome within this many questions (row B6d).
MAX_QUESTIONS = 5


@dataclass(frozen=True, slots=True)
class AnswerTo:
    says: str
    next: str = ""
    outcome: int | None = None


@dataclass(frozen=True, slots=True)
class Node:
    key: str
    question: str
    answers: tuple[AnswerTo, ...]


def tree_errors(nodes: Sequence[Node]) -> list[str]:
    """Sentences for the editor, empty where the tree may be published. The first node is the first question."""
    if not nodes:
        return [_("A guided question needs at least one question.")]
    errors = _key_errors(nodes) + _answer_errors(nodes)
    if errors:
        return errors
    by_key = {node.key: node for node in nodes}
    loop = _find_loop(by_key, nodes[0].key)
    if loop:
        return [_("The questions go in a circle: %(path)s.") % {"path": " → ".join(loop)}]
    reached = _reachable(by_key, nodes[0].key)
    orphans = [node.key for node in nodes if node.key not in reached]
    errors = [_("No answer leads to the question “%(key)s”.") % {"key": key} for key in orphans]
    depth = longest_path(by_key, nodes[0].key)
    if depth > MAX_QUESTIONS:
        errors.append(
            _("One path has %(count)d questions; at most %(most)d.") % {"count": depth, "most": MAX_QUESTIONS}
        )
    return errors


def longest_path(by_key: dict[str, Node], key: str) -> int:
    """Questions on the longest path from ``key``; the tree must have no loop."""
    following = [longest_path(by_key, answer.next) for answer in by_key[key].answers if answer.next]
    return 1 + max(following, default=0)


def _key_errors(nodes: Sequence[Node]) -> list[str]:
    seen: set[str] = set()
    errors = []
    for node in nodes:
        if node.key in seen:
            errors.append(_("Two questions have the key “%(key)s”.") % {"key": node.key})
        seen.add(node.key)
    return errors


def _answer_errors(nodes: Sequence[Node]) -> list[str]:
    keys = {node.key for node in nodes}
    errors = []
    for node in nodes:
        for answer in node.answers:
            place = {"question": node.question, "answer": answer.says}
            if bool(answer.next) == (answer.outcome is not None):
                errors.append(
                    _("“%(question)s”, answer “%(answer)s”: choose the next question or one outcome page.") % place
                )
            elif answer.next and answer.next not in keys:
                errors.append(_("“%(question)s”, answer “%(answer)s”: there is no question with that key.") % place)
    return errors


def _find_loop(by_key: dict[str, Node], start: str) -> list[str]:
    """Keys along the first loop met from ``start``, or an empty list."""

    def walk(key: str, path: tuple[str, ...]) -> list[str]:
        if key in path:
            return [*path[path.index(key) :], key]
        for answer in by_key[key].answers:
            if answer.next:
                loop = walk(answer.next, (*path, key))
                if loop:
                    return loop
        return []

    return walk(start, ())


def _reachable(by_key: dict[str, Node], start: str) -> set[str]:
    seen: set[str] = set()
    queue = [start]
    while queue:
        key = queue.pop()
        if key not in seen:
            seen.add(key)
            queue.extend(answer.next for answer in by_key[key].answers if answer.next)
    return seen

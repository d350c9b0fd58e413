"""What waits for a person. Other parts add theirs through the hook ``kb_desk_tasks``.

A function registered for it gets the user and gives ``Task``s (any objects with these attributes). It is asked at
each view of the start page, so it may ask the database once and must not write.
"""

from typing import Any, Protocol

from wagtail import hooks


class Task(Protocol):
    """One line: what to do, where, and at the edge until when or what of it. ``late``: it should have been done."""

    @property
    def title(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def late(self) -> bool: ...


def tasks_of(user: Any) -> list[Task]:
    """What is late first, otherwise in the order in which the parts of the site were registered."""
    found: list[Task] = []
    for ask in hooks.get_hooks("kb_desk_tasks"):
        found.extend(ask(user))
    return sorted(found, key=lambda task: not task.late)

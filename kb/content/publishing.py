"""What must hold before publishing beyond the rules of the page itself: higher parts add theirs by a hook.

A function registered for ``kb_publish_errors`` gets the page and, where the editor's form asks, the inline rows typed
by name of their relation (None: read those of the page); it gives messages by field, ``__all__`` for the whole page.
"""

from typing import Any

from wagtail import hooks

Rows = dict[str, list[dict[str, Any]]]


def hook_errors(page: Any, rows: Rows | None = None) -> dict[str, list[str]]:
    """Messages of all registered checks, by field."""
    errors: dict[str, list[str]] = {}
    for check in hooks.get_hooks("kb_publish_errors"):
        for field, messages in check(page, rows).items():
            errors.setdefault(field, []).extend(messages)
    return errors

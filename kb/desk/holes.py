"""Places of a kept page that are filled anew for every reader.

A page is rendered once for all who see the same (kb.desk.page_cache). Where something belongs to one person, a hole
is left, and filled on each request by the function of its name.
"""

import re
import secrets
from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail import hooks

from kb.desk.mine import fragments
from kb.desk.notices.fragment import notices_html

#: No text of a page can contain it by accident or on purpose.
_MARK = secrets.token_hex(8)
_HOLE = re.compile(rf"hole-{_MARK}-(\w+)-(\w*)-")

Filler = Callable[[HttpRequest, str], SafeString]

#: What fills each hole: the request and the argument of the hole give safe HTML. Other parts of the site add theirs
#: through the hook ``kb_page_holes``, which gives a dict like this one, and leave them by ``hole`` in a page's context.
FILLERS: dict[str, Filler] = {
    "notices": notices_html,
    "star": fragments.star_state,
    "changes": fragments.changes_html,
    "favourites": fragments.favourites_html,
    "recent": fragments.recent_html,
    "tasks": fragments.tasks_html,
}


def hole(request: HttpRequest, name: str, argument: str | int = "") -> SafeString:
    """A hole while the page is rendered to be kept; elsewhere at once what belongs there."""
    if getattr(request, "kb_holes", None):
        return SafeString(f"hole-{_MARK}-{name}-{argument}-")
    return _filler(name)(request, str(argument))


def _filler(name: str) -> Filler:
    if name in FILLERS:
        return FILLERS[name]
    offered: list[dict[str, Filler]] = [offer() for offer in hooks.get_hooks("kb_page_holes")]
    return next(fillers[name] for fillers in offered if name in fillers)


def filled(page: str, request: HttpRequest) -> str:
    """``page`` with every hole filled; one that stands in several places is asked for once."""
    if _MARK not in page:
        return page
    known: dict[str, str] = {}

    def fill(found: re.Match[str]) -> str:
        if found[0] not in known:
            known[found[0]] = _filler(found[1])(request, found[2])
        return known[found[0]]

    return _HOLE.sub(fill, page)

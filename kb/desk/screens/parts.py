"""Parts that several types have: internal items, legal acts, running text, facts."""

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from kb.content.blocks.passages import VisiblePassage
from kb.desk.phone.rule import PhoneRule, is_marked, withheld
from kb.desk.screens.text import in_latvian, inline, marked, typeset
from kb.desk.screens.values import BodyGroup, Fact, LegalLine


def internal_items(stream: Any, phone: PhoneRule) -> tuple[SafeString, ...]:
    return tuple(
        phone.passage(child.value, marked(inline(child.value["text"]), child.value["sample"])) for child in stream
    )


def legal_lines(stream: Any) -> tuple[LegalLine, ...]:
    """The acts of a page, linked where their address is known; an act that was deleted is left out."""
    found = []
    for child in stream:
        act = child.value["act"]
        if act is None:
            continue
        name = act.number or act.short
        head = format_html('<a href="{}">{}</a>', act.url, typeset(name)) if act.url else typeset(name)
        title = head if act.title == name else format_html("{} „{}”", head, typeset(act.title))
        found.append(LegalLine(title, note=child.value["note"], seen=act.checked_on))
    return tuple(found)


def body_groups(stream: Any, phone: PhoneRule) -> tuple[BodyGroup, ...]:
    """Passages grouped by reader. A heading goes with what follows it: before internal text alone it is internal.

    In place of a passage withheld by phone stands the line that says so, for employees whoever the passage is for.
    """
    groups: list[tuple[bool, list[Any]]] = []
    children = list(stream)
    for position, child in enumerate(children):
        hidden = phone.withholds and is_marked(child.value)
        internal = hidden or _is_internal(children, position)
        if not groups or groups[-1][0] != internal:
            groups.append((internal, []))
        groups[-1][1].append(format_html("<p>{}</p>", withheld()) if hidden else child)
    return tuple(BodyGroup(internal, tuple(members)) for internal, members in groups)


def _is_internal(children: Sequence[Any], position: int) -> bool:
    child = children[position]
    if isinstance(child.block, VisiblePassage):
        return not child.block.is_client(child.value)
    under_it: list[bool] = []
    for following in children[position + 1 :]:
        if not isinstance(following.block, VisiblePassage):
            break
        under_it.append(not following.block.is_client(following.value))
    return bool(under_it) and all(under_it)


def facts_of_stream(stream: Any) -> tuple[Fact, ...]:
    return tuple(
        Fact(in_latvian(child.value["label"]), inline(child.value["text"]), plain=True, sample=child.value["sample"])
        for child in stream
    )

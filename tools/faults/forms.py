"""The fields that a browser would send of a form of the admin, read from its HTML.

Fields of blocks are built by the editor's script from the value beside them; here they are built by the same rules.
"""

import json
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag

Fields = dict[str, str]


class NoForm(Exception):
    """The page has no such form."""


def fields_of(html: str, form_id: str = "", field: str = "") -> Fields:
    """What is filled in in the form with this id, or in the one that has a field of this name; without its buttons."""
    for form in BeautifulSoup(html, "html.parser").find_all("form"):
        if form.get("id") == form_id if form_id else form.find(attrs={"name": field}):
            return dict(_inputs(form))
    raise NoForm(form_id or field)


def _inputs(form: Tag) -> Iterator[tuple[str, str]]:
    for template in form.find_all("template"):  # rows that the editor's script would add
        template.decompose()
    for tag in form.find_all(["input", "textarea", "select"], attrs={"name": True}):
        name, kind = str(tag["name"]), str(tag.get("type", ""))
        if tag.name == "textarea":
            yield name, tag.get_text().removeprefix("\n")
        elif tag.name == "select":
            chosen = tag.find("option", selected=True) or tag.find("option")
            yield name, str(chosen.get("value", "")) if isinstance(chosen, Tag) else ""
        elif kind in {"checkbox", "radio"}:
            if tag.has_attr("checked"):
                yield name, str(tag.get("value", "on"))
        elif kind not in {"submit", "button", "file"}:
            yield name, str(tag.get("value", ""))
    for tag in form.find_all(attrs={"data-w-block-arguments-value": True}):
        value, _error = json.loads(str(tag["data-w-block-arguments-value"]))
        yield from _block(str(tag["id"]), value)


def _block(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """A stream or a list is a list of rows, a group of fields a dict, a chooser a dict with an id, what is chosen from
    a list of words a list of words, any other field its value.
    """
    if isinstance(value, list) and value and isinstance(value[0], str):
        yield name, value[0]
    elif isinstance(value, list):
        yield f"{name}-count", str(len(value))
        for number, item in enumerate(value):
            row = f"{name}-{number}"
            yield from ((f"{row}-deleted", ""), (f"{row}-order", str(number)), (f"{row}-id", item["id"] or ""))
            if "type" in item:
                yield f"{row}-type", item["type"]
            yield from _block(f"{row}-value", item["value"])
    elif isinstance(value, dict):
        if {"id", "edit_url"} <= value.keys() or {"id", "editUrl"} <= value.keys():
            yield name, str(value["id"])
        else:
            for key, child in value.items():
                yield from _block(f"{name}-{key}", child)
    elif value is True:
        yield name, "on"
    elif value is not None and value is not False:
        yield name, str(value)

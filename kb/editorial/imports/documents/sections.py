"""A document divided into what becomes one page each, matched to the pages there are."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from kb.content.choices import Visibility
from search.analysis import folded

#: Where a section leads: a new explanation, the procedure of a new service, none, or the code of a page.
NEW, NEW_SERVICE, NOWHERE = "new", "service", ""
#: Titles that differ in an ending or a word.
SAME_TITLE = 85

_CODE = re.compile(r"^([A-Z]\d{1,6})[.:)]?\s+")


def sections_of(blocks: Sequence[tuple[str, str]], file_title: str, known: Mapping[str, str]) -> list[dict[str, Any]]:
    """One document is one page, called by its first heading or as the file. A heading that is the code or the title of
    a page that we have (``known``: titles by code) begins another section; all others are headings inside."""
    sections: list[dict[str, Any]] = []
    for kind, text in blocks:
        target = _target(text, known) if kind == "heading" else NEW
        if not sections or target != NEW:
            title = text if kind == "heading" else file_title
            section = {"title": title[:255], "target": target, "place": None, "visibility": Visibility.INTERNAL.value}
            sections.append({**section, "lines": []})
        if kind != "heading" or sections[-1]["title"] != text[:255]:
            sections[-1]["lines"].append([kind, text])
    return [section for section in sections if section["lines"]]


def _target(title: str, known: Mapping[str, str]) -> str:
    """The code of the page whose code or title this is; otherwise a new page."""
    stated = _CODE.match(title)
    if stated and stated[1] in known:
        return stated[1]
    titles = {code: folded(known_title) for code, known_title in known.items()}
    best = process.extractOne(folded(title), titles, scorer=fuzz.token_sort_ratio, score_cutoff=SAME_TITLE)
    return str(best[2]) if best else NEW

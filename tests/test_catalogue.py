"""The Latvian catalogue is complete: every source string of the project has a Latvian one with the same placeholders.

Strings are taken from the syntax tree of Python and from what Django makes of templates for makemessages, so that no
gettext is needed. Unlike xgettext, this also sees a string inside an f-string.

Strings of other packages (OTHER_PACKAGES) are looked at by tests/test_admin_catalogue.py.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

from tests.catalogue import OTHER_PACKAGES

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "locale" / "lv" / "LC_MESSAGES" / "django.po"
SOURCES = ("home", "kb", "search", "templates")

PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
#: %(name)s and {name}: what the program or the script puts in.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
#: A call in the output of templatize; everything else in it is blanked out.
TEMPLATE_CALL = re.compile(
    r"""\b(?:_|gettext|ngettext|pgettext|npgettext)\((?:[^"')]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*\)"""
)

Key = tuple[str | None, str]


def strings_of_calls(tree: ast.AST) -> Iterator[Key]:
    """Context and text of every gettext call with literal arguments."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
        literals = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if name in PLAIN and literals:
            yield None, literals[0]
        elif name in WITH_CONTEXT and len(literals) >= 2:
            yield literals[0], literals[1]


def strings_of_template(source: str) -> Iterator[Key]:
    for call in TEMPLATE_CALL.findall(templatize(source)):
        yield from strings_of_calls(ast.parse(call.replace(", count)", ", 0)"), mode="eval"))


def files(pattern: str) -> list[Path]:
    return [path for name in SOURCES for path in sorted((ROOT / name).rglob(pattern)) if "migrations" not in path.parts]


@pytest.fixture(scope="module")
def source_strings() -> set[Key]:
    found: set[Key] = set()
    for path in files("*.py"):
        found |= set(strings_of_calls(ast.parse(path.read_text())))
    for path in [*files("*.html"), *files("*.txt")]:
        found |= set(strings_of_template(path.read_text()))
    return found


@pytest.fixture(scope="module")
def catalogue() -> dict[Key, polib.POEntry]:
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete}


@pytest.fixture(scope="module")
def own(catalogue: dict[Key, polib.POEntry]) -> dict[Key, polib.POEntry]:
    return {key: entry for key, entry in catalogue.items() if entry.comment not in OTHER_PACKAGES}


def forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_source_string_is_in_the_catalogue(source_strings: set[Key], catalogue: dict[Key, polib.POEntry]) -> None:
    assert len(source_strings) > 500
    assert sorted(text for _, text in source_strings - catalogue.keys()) == []


def test_the_catalogue_holds_nothing_that_the_sources_lack(
    source_strings: set[Key], own: dict[Key, polib.POEntry]
) -> None:
    assert sorted(text for _, text in own.keys() - source_strings) == []


def test_every_string_is_translated(catalogue: dict[Key, polib.POEntry]) -> None:
    assert [entry.msgid for entry in catalogue.values() if not all(forms(entry))] == []
    assert [entry.msgid for entry in catalogue.values() if entry.fuzzy] == []


def test_plurals_have_the_three_forms_of_latvian(catalogue: dict[Key, polib.POEntry]) -> None:
    plurals = [entry for entry in catalogue.values() if entry.msgid_plural]
    assert plurals
    assert [entry.msgid for entry in plurals if sorted(entry.msgstr_plural) != [0, 1, 2]] == []


def test_placeholders_are_the_same(own: dict[Key, polib.POEntry]) -> None:
    different = [
        entry.msgid
        for entry in own.values()
        for text in forms(entry)
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(entry.msgid))
    ]
    assert different == []

"""A procedure or an explanation: from a file to drafts of explanations and of services that it is the procedure of.

What is imported is internal until an editor decides otherwise, section by section here or passage by passage later.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.content.choices import Kind, Visibility
from kb.content.models import CollectionPage, ExplanationPage, KnowledgePage, ServicePage
from kb.content.word_differences import Piece as Words
from kb.content.word_differences import line_differences
from kb.editorial.imports.documents.lines import blocks_of, one_line
from kb.editorial.imports.documents.passages import STREAMS, lines_of, put
from kb.editorial.imports.documents.reading import REASONS, read_document
from kb.editorial.imports.documents.sections import NEW, NEW_SERVICE, NOWHERE, sections_of
from kb.editorial.imports.drafts import Refused, obstacle, save_draft
from kb.editorial.models import ImportRun
from kb.editorial.places import collections_for

#: In the form: the page whose code is typed beside.
PAGE = "page"
MOST_SECTIONS, MOST_PARAGRAPHS = 60, 2000
#: What a new page is, by what was chosen for the section.
NEW_PAGES: dict[str, type[KnowledgePage]] = {NEW: ExplanationPage, NEW_SERVICE: ServicePage}

NO_PAGE = gettext_lazy("There is no service and no explanation with the code %(codes)s.")
NO_PLACE = gettext_lazy("“%(title)s”: there is no collection that you may add this page to. Choose another place.")


@dataclass(frozen=True, slots=True)
class Place:
    """A collection that a new page may be put into; ``depth`` counts those above it."""

    pk: int
    title: str
    kind: str
    depth: int


@dataclass(frozen=True, slots=True)
class Part:
    """A section in the preview. ``differences`` are empty where the page has the same text, or is new.

    ``place``: where it was said that a new page goes; None: where the others of its type are. ``homeless``: it cannot.
    """

    number: int
    title: str
    target: str
    page: Any
    place: int | None
    homeless: bool
    visibility: str
    lines: tuple[tuple[str, str], ...]
    differences: tuple[tuple[Words, ...], ...]

    @property
    def is_new(self) -> bool:
        return self.target in NEW_PAGES

    @property
    def is_service(self) -> bool:
        return self.target == NEW_SERVICE or isinstance(self.page, ServicePage)


def plan_of(name: str, data: bytes) -> dict[str, Any]:
    """Sections with the page that each would become a draft of. ValidationError where the file cannot be read."""
    sections = sections_of(blocks_of(read_document(name, data)), PurePath(name).stem, _known())
    if len(sections) > MOST_SECTIONS or sum(len(section["lines"]) for section in sections) > MOST_PARAGRAPHS:
        raise ValidationError(REASONS["too_long"], code="too_long")
    return {"sections": sections, "seen": _seen(sections)}


def look_again(run: ImportRun) -> None:
    """Compare with the pages as they are now from here on."""
    run.plan["seen"] = _seen(run.plan["sections"])


def take(run: ImportRun, answers: Mapping[str, str]) -> None:
    """Put what the person chose in place of the proposal; a code without a page is kept, and told in the preview."""
    for number, section in enumerate(run.plan["sections"]):
        target = answers.get(f"target-{number}")
        if target in (NEW, NEW_SERVICE, NOWHERE):
            section["target"] = target
        elif target == PAGE:
            section["target"] = one_line(answers.get(f"code-{number}", "")).upper()[:8]
        section["title"] = one_line(answers.get(f"title-{number}", ""))[:255] or section["title"]
        if (place := answers.get(f"place-{number}")) is not None:
            section["place"] = int(place) if place.isascii() and place.isdigit() else None
        visibility = answers.get(f"visibility-{number}", "")
        section["visibility"] = visibility if visibility in Visibility.values else _visibility(section)


def places_for(user: Any) -> list[Place]:
    """Collections that the person may add pages to, in the order of the tree."""
    return [Place(page.pk, page.title, page.of_kind, page.depth - 3) for page in collections_for(user)]


def parts_of(run: ImportRun, places: Sequence[Place]) -> list[Part]:
    """The preview: each section with what it would change."""
    pages = {page.code: page for page in _drafts(run.plan["sections"])}
    parts = []
    for number, section in enumerate(run.plan["sections"]):
        page = pages.get(section["target"])
        texts = [text for _kind, text in section["lines"]]
        differences = tuple(line_differences(lines_of(page), texts)) if page else ()
        lines = tuple((kind, text) for kind, text in section["lines"])
        parts.append(
            Part(
                number=number,
                title=section["title"],
                target=section["target"],
                page=page,
                place=section.get("place"),
                homeless=_is_homeless(section, places),
                visibility=_visibility(section),
                lines=lines,
                differences=differences,
            )
        )
    return parts


def write(run: ImportRun, user: Any) -> list[dict[str, Any]]:
    """Drafts of all sections, or none. Refused where one may not be written."""
    sections = [section for section in run.plan["sections"] if section["target"] != NOWHERE]
    pages = {page.code: page for page in _drafts(sections, lock=True)}
    places = places_for(user)
    codes = [section["target"] for section in sections if section["target"] not in NEW_PAGES]
    problems = [obstacle(page, user, run.plan["seen"].get(page.code)) for page in pages.values()]
    if missing := [code for code in codes if code not in pages]:
        problems.append(NO_PAGE % {"codes": ", ".join(missing)})
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        problems.append(_("Two sections lead to %(codes)s. Choose one of them.") % {"codes": ", ".join(twice)})
    problems += [NO_PLACE % {"title": s["title"]} for s in sections if _is_homeless(s, places)]
    if any(problems):
        raise Refused([problem for problem in problems if problem])
    return [_written(section, pages.get(section["target"]), places, user, run) for section in sections]


def _written(section: Any, page: Any, places: Sequence[Place], user: Any, run: ImportRun) -> dict[str, Any]:
    new = page is None
    if page is None:
        page = NEW_PAGES[section["target"]](title=section["title"], live=False, owner=user)
        CollectionPage.objects.get(pk=_place(section, places)).add_child(instance=page)
    put(section["lines"], page, _visibility(section))
    return save_draft(page, user, run.file_name, new=new)


def _place(section: Mapping[str, Any], places: Sequence[Place]) -> int | None:
    """The place that was chosen for a new page; otherwise the first collection of its type. None where there is none.

    In place of one that is gone or not open to the person there is not quietly another.
    """
    if chosen := section.get("place"):
        return chosen if any(place.pk == chosen for place in places) else None
    kind = NEW_PAGES[section["target"]].KIND
    return next((place.pk for place in places if place.kind == kind), None)


def _is_homeless(section: Mapping[str, Any], places: Sequence[Place]) -> bool:
    return section["target"] in NEW_PAGES and _place(section, places) is None


def _visibility(section: Mapping[str, Any]) -> str:
    return str(section.get("visibility", Visibility.INTERNAL))


def _known() -> dict[str, str]:
    """Titles by code of the pages that text can be put into."""
    return dict(KnowledgePage.objects.filter(kind__in=_kinds()).values_list("code", "title"))


def _listed(codes: Iterable[str]) -> dict[str, int | None]:
    """Latest revisions by code, of those of the codes that text can be put into."""
    pages = KnowledgePage.objects.filter(code__in=list(codes), kind__in=_kinds())
    return dict(pages.values_list("code", "latest_revision_id"))


def _kinds() -> list[Kind]:
    return [model.KIND for model in STREAMS]


def _seen(sections: Sequence[Mapping[str, Any]]) -> dict[str, int | None]:
    return _listed(section["target"] for section in sections)


def _drafts(sections: Sequence[Mapping[str, Any]], *, lock: bool = False) -> list[Any]:
    """The latest versions of the pages that the sections lead to."""
    codes = [section["target"] for section in sections]
    found: list[Any] = []
    for model in STREAMS:
        pages = model.objects.filter(code__in=codes).order_by("code")
        found += [page.get_latest_revision_as_object() for page in (pages.select_for_update() if lock else pages)]
    return found

"""What relies on a fact or a page: what changes for readers when it changes.

Wagtail's ReferenceIndex is asked in two steps: a phone stands on a unit, the unit on a service. What prints whole lists
without naming what is in them is known by type.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page, ReferenceIndex

from kb.content.choices import Kind
from kb.content.models import ContactPage, GlossaryTerm, KnowledgePage, StandardSectionPage
from search.engines.base import Reader
from search.service import reader_of, search

#: Pages that are named; more are counted.
MOST = 20
#: So many are shown at once, without being asked for.
SHORT = 5
#: Rows of the index that are looked at in one step: a unit that owns everything is «many», not a list.
MOST_REFERENCES = 2000


class Touched(Protocol):
    """One line of what other parts of the site say is affected, see the hook ``kb_touches``."""

    @property
    def title(self) -> str: ...
    @property
    def url(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Line:
    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Impact:
    """``pages`` are the first of ``total``; ``paper``: print-outs and copies; ``others``: what other parts add."""

    pages: tuple[KnowledgePage, ...]
    total: int
    paper: tuple[Line, ...]
    others: tuple[Touched, ...]
    #: Pages found by a word in their text and not by a reference.
    by_words: bool = False

    @property
    def more(self) -> int:
        return self.total - len(self.pages)

    @property
    def is_short(self) -> bool:
        return self.total <= SHORT

    @property
    def is_nothing(self) -> bool:
        return not (self.pages or self.paper or self.others)


def impact_of(thing: Model, user: Any) -> Impact:
    """Pages, print-outs and acknowledgements that a change of ``thing``, a saved snippet or page, affects.

    Pages that refer to it are named to whoever may edit it; what is only found by a word, as ``user`` may find it.
    """
    if isinstance(thing, GlossaryTerm):
        return _of_term(thing, reader_of(user))
    keys = pages_that_rely_on(thing)
    if isinstance(thing, KnowledgePage):
        keys |= {thing.pk}
    pages = list(KnowledgePage.objects.live().filter(pk__in=keys).order_by("kind", "code"))
    named = [page for page in pages if page.pk != getattr(thing, "page_ptr_id", None)]
    return Impact(tuple(named[:MOST]), len(named), _paper(thing, pages), _others(pages))


def pages_that_rely_on(thing: Model) -> set[int]:
    """Keys of pages that refer to ``thing``, or to a snippet that does."""
    pages, snippets = _step([_address(thing)])
    further = _step(snippets)[0] if snippets else set()
    own = {thing.pk} if isinstance(thing, Page) else set()
    return (pages | further | _printed_whole(thing)) - own


def _step(targets: Iterable[tuple[int, str]]) -> tuple[set[int], set[tuple[int, str]]]:
    """Sources of references to ``targets``: pages by key, others by their address; one query."""
    wanted = Q()
    for content_type, key in targets:
        wanted |= Q(to_content_type=content_type, to_object_id=key)
    rows = ReferenceIndex.objects.filter(wanted).values_list("base_content_type_id", "object_id").distinct()
    page_type = ContentType.objects.get_for_model(Page).pk
    found = list(rows[:MOST_REFERENCES])
    pages = {int(key) for content_type, key in found if content_type == page_type}
    return pages, {(content_type, key) for content_type, key in found if content_type != page_type}


def _address(thing: Model) -> tuple[int, str]:
    model = Page if isinstance(thing, Page) else type(thing)
    return ContentType.objects.get_for_model(model).pk, str(thing.pk)


def _printed_whole(thing: Model) -> set[int]:
    """Contact pages print every contact, unit and schedule without naming them one by one."""
    if isinstance(thing, Page) or thing._meta.model_name not in {"contactpoint", "unit", "openinghours", "specialday"}:
        return set()
    return set(ContactPage.objects.live().values_list("pk", flat=True))


def _of_term(term: GlossaryTerm, reader: Reader) -> Impact:
    """A term is marked where it stands in a text; the search knows where, in any case form."""
    found = search(term.term, reader, size=MOST)
    codes = [hit.code for hit in found.hits]
    by_code = {page.code: page for page in KnowledgePage.objects.live().filter(code__in=codes)}
    pages = tuple(by_code[code] for code in codes if code in by_code)
    return Impact(pages, max(found.total, len(pages)), (), _others(list(pages)), by_words=True)


def _paper(thing: Model, pages: list[KnowledgePage]) -> tuple[Line, ...]:
    """Copies that do not change by themselves: somebody prints or sends them anew."""
    lines = []
    contacts = [page for page in pages if page.kind == Kind.CONTACT]
    if contacts and not (isinstance(thing, Page) and thing.pk not in {page.pk for page in contacts}):
        code = contacts[0].code
        lines.append(Line(_("the sheet for the wall (%(code)s)") % {"code": code}, f"/lapa/{code}/siena/"))
    sections = [page for page in pages if page.kind == Kind.STANDARD]
    if sections:
        first = StandardSectionPage.objects.get(pk=sections[0].pk).get_parent()
        codes = ", ".join(page.code for page in sections[:5])
        lines.append(Line(_("the printed standard (%(codes)s)") % {"codes": codes}, first.url or ""))
    if pages:
        lines.append(Line(_("print-outs of these pages, and the copy for when the network is away")))
    return tuple(lines)


def _others(pages: list[KnowledgePage]) -> tuple[Touched, ...]:
    """Acknowledgements, for example: functions registered for ``kb_touches`` get the pages and give lines."""
    return tuple(line for ask in hooks.get_hooks("kb_touches") for line in ask(pages))

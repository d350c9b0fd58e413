"""The screen of a guided question: the question asked now, or the page reached."""

from dataclasses import dataclass

from django.http import HttpRequest

from kb.content.access import opens, tokens_of
from kb.content.guided_walk import Walk
from kb.content.linked import read
from kb.content.models import GuidedQuestionPage, KnowledgePage
from kb.desk.presentation import PageView, present
from kb.desk.reading import readable
from kb.desk.screens.card import card_of
from kb.desk.screens.links import is_open
from kb.desk.screens.say import meanwhile
from kb.desk.screens.shared import shared_parts
from kb.desk.screens.text import typeset
from kb.desk.screens.values import Fact, Say, Screen


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidedScreen(Screen):
    """``question`` is the panel while asking; ``outcome`` the page reached, with its card where all may see it.

    Where the page reached is not there for this reader, ``instead`` is what to say for now.
    """

    question: Say | None
    outcome: "Outcome | None"
    instead: Say | None


@dataclass(frozen=True, slots=True)
class Outcome:
    kind: str
    code: str
    title: str
    url: str
    say: Say | None
    facts: tuple[Fact, ...]


def guided_screen(page: GuidedQuestionPage, view: PageView, walk: Walk, request: HttpRequest) -> GuidedScreen:
    question = None
    if walk.question:
        question = Say(lines=(typeset(walk.question),), print_lines=(), trust=None)
    outcome = _outcome(walk.outcome, view, request)
    instead = meanwhile() if walk.outcome and outcome is None else None
    return GuidedScreen(**shared_parts(page, view), question=question, outcome=outcome, instead=instead)


def _outcome(page: KnowledgePage | None, view: PageView, request: HttpRequest) -> Outcome | None:
    """The page reached, None where this reader may not open it or nobody may.

    One that only some may read is named to those alone, without its sentences: it asks for itself who opens it. The
    rendered page is kept for readers of the same groups (kb.desk.page_cache), so it may depend on them.
    """
    if page is None or not page.live:
        return None
    if is_open(page):
        page = readable(page)
        read([page])
        card = card_of(page, present(page, day=view.received, today=view.today, mode=view.phone.mode), request)
        say, facts = card.say, card.facts
    elif opens(page.path, tokens_of(request.user)):
        say, facts = None, ()
    else:
        return None
    return Outcome(str(page.get_kind_display()), page.code, page.title, page.url or "", say, facts)

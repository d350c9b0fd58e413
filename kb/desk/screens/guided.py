"""The screen of a guided question: the question asked now, or the page reached."""

from dataclasses import dataclass

from kb.content.guided_walk import Walk
from kb.content.models import GuidedQuestionPage, KnowledgePage
from kb.desk.presentation import PageView, present
from kb.desk.screens.links import is_open
from kb.desk.screens.say import say_of
from kb.desk.screens.shared import shared_parts
from kb.desk.screens.text import typeset
from kb.desk.screens.values import Say, Screen


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidedScreen(Screen):
    """``question`` is the panel while asking; ``outcome`` the page reached, with its panel where all may see it."""

    question: Say | None
    outcome: "Outcome | None"


@dataclass(frozen=True, slots=True)
class Outcome:
    kind: str
    code: str
    title: str
    url: str
    say: Say | None


def guided_screen(page: GuidedQuestionPage, view: PageView, walk: Walk) -> GuidedScreen:
    question = None
    if walk.question:
        question = Say(lines=(typeset(walk.question),), print_lines=(), trust=None)
    return GuidedScreen(**shared_parts(page, view), question=question, outcome=_outcome(walk.outcome, view))


def _outcome(page: KnowledgePage | None, view: PageView) -> Outcome | None:
    """The page reached. One that not everybody may read is only named: it asks for itself who may open it."""
    if page is None:
        return None
    shown = is_open(page)
    say = say_of(present(page, day=view.received, today=view.today), page) if shown else None
    return Outcome(str(page.get_kind_display()), page.code, page.title, page.url or "", say)

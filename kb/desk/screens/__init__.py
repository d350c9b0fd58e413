"""What the templates print, as plain values: templates hold no logic and ask nothing of the database.

``screen_of`` builds the screen of a page, ``card_of`` its card beside the results.
"""

from typing import Any

from kb.content.models import (
    ContactPage,
    ExplanationPage,
    GuidedQuestionPage,
    KnowledgePage,
    PhrasePage,
    ReferralPage,
    ServicePage,
    StandardSectionPage,
)
from kb.desk.presentation import PageView
from kb.desk.screens.article import explanation_screen, phrase_screen
from kb.desk.screens.card import Card, card_of
from kb.desk.screens.contact import contact_screen
from kb.desk.screens.guided import guided_screen
from kb.desk.screens.marks import trust_mark
from kb.desk.screens.referral import referral_screen
from kb.desk.screens.say import meanwhile, say_of
from kb.desk.screens.service import service_screen
from kb.desk.screens.shared import shared_parts
from kb.desk.screens.standard import standard_screen
from kb.desk.screens.terms import with_terms
from kb.desk.screens.values import Fact, Say, Screen, TrustMark


def screen_of(page: KnowledgePage, view: PageView, context: dict[str, Any]) -> Screen:
    """The screen of a page of any type, terms of the glossary marked in it.

    ``context`` gives the request and what the type gathered itself: walk, directory.
    """
    return with_terms(_screen(page, view, context))


def _screen(page: KnowledgePage, view: PageView, context: dict[str, Any]) -> Screen:
    match page:
        case ServicePage():
            return service_screen(page, view, context["request"])
        case ContactPage():
            return contact_screen(page, view, context["directory"])
        case ExplanationPage():
            return explanation_screen(page, view)
        case ReferralPage():
            return referral_screen(page, view, context["request"])
        case PhrasePage():
            return phrase_screen(page, view)
        case GuidedQuestionPage():
            return guided_screen(page, view, context["walk"], context["request"])
        case StandardSectionPage():
            return standard_screen(page, view)
    return Screen(**shared_parts(page, view))


__all__ = ["Card", "Fact", "Say", "Screen", "TrustMark", "card_of", "meanwhile", "say_of", "screen_of", "trust_mark"]

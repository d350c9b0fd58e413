"""The screens of explanations and phrases: text to read out or to copy."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kb.content.dated import in_force
from kb.content.models import ExplanationPage, PhrasePage
from kb.desk.copies import SAMPLE_LINE, Copy
from kb.desk.presentation import PageView
from kb.desk.screens.parts import body_groups, facts_of_stream, internal_items, legal_lines
from kb.desk.screens.shared import shared_parts
from kb.desk.screens.text import in_latvian, typeset
from kb.desk.screens.values import Fact, Screen


@dataclass(frozen=True, slots=True)
class Wording:
    channel: str
    lines: tuple[SafeString, ...]
    copy: Copy | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseScreen(Screen):
    wordings: tuple[Wording, ...]
    when: str


def article_facts(page: ExplanationPage, view: PageView) -> tuple[Fact, ...]:
    """Values in force on the day asked, then the facts that do not depend on it."""
    values = tuple(
        Fact(in_latvian(row.label), typeset(row.text), note=row.note, sample=row.sample)
        for row in in_force(page.values.all(), view.received)
    )
    return values + facts_of_stream(page.facts)


def explanation_screen(page: ExplanationPage, view: PageView) -> Screen:
    return Screen(
        **shared_parts(page, view),
        facts=article_facts(page, view),
        legal=legal_lines(page.legal_acts),
        body=body_groups(page.body, view.phone),
    )


def phrase_screen(page: PhrasePage, view: PageView) -> PhraseScreen:
    return PhraseScreen(
        **shared_parts(page, view),
        internal=internal_items(page.internal, view.phone),
        wordings=_wordings(page, view),
        when=page.when,
    )


def _wordings(page: PhrasePage, view: PageView) -> tuple[Wording, ...]:
    head = f"{SAMPLE_LINE}\n" if view.sample else ""
    blocked = bool(view.copies.blocked_reason)
    block = page.wordings.stream_block.child_blocks["wording"].child_blocks["channel"] if page.wordings else None
    names = dict(block.field.choices) if block else {}
    return tuple(
        Wording(
            channel=str(names.get(child.value["channel"], child.value["channel"])),
            lines=tuple(typeset(line) for line in child.value["text"].splitlines() if line.strip()),
            copy=None
            if blocked
            else Copy(_("Copy"), head + child.value["text"], channel=child.value["channel"], done=_("Copied")),
        )
        for child in page.wordings
    )

"""The panel with the sentence to say."""

from django.utils.translation import gettext as _

from kb.content.models import KnowledgePage
from kb.desk.copies import Copy
from kb.desk.presentation import PageView
from kb.desk.screens.links import open_link
from kb.desk.screens.marks import trust_mark
from kb.desk.screens.phone import phone_notice
from kb.desk.screens.text import said, typeset
from kb.desk.screens.values import Say


def say_of(view: PageView, page: KnowledgePage) -> Say:
    """The panel of ``page``. A blocked answer keeps its main button, disabled, beside the reason."""
    term = view.answer.first
    sample = bool(term and term.deadline.sample)
    due = view.answer.due
    dated = said(page.answer_lines, view.received, due, dated=True, sample=sample)
    spoken = said(page.answer_lines, view.received, due, dated=False, sample=sample)
    new = open_link(page.replaced_by)
    return Say(
        lines=dated if view.other_day else spoken,
        print_lines=dated,
        trust=trust_mark(view.trust),
        copy=view.copies.texts or (Copy(_("Copy for e-mail"), "", main=True),),
        code=view.copies.code,
        subject=view.copies.subject,
        blocked_reason=view.copies.blocked_reason,
        sample=view.sample,
        new_url=new.url if new else "",
        new_text=new.title if new else "",
        phone=phone_notice(view.phone),
    )


def meanwhile() -> Say:
    """What to say where nothing was found."""
    sentence = (typeset("Noskaidrošu un atzvanīšu Jums šodien. Uz kuru tālruni zvanīt?"),)
    return Say(lines=sentence, print_lines=(), trust=None)

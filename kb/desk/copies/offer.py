"""The texts on offer beside an answer, by channel, or the reason why there are none."""

from dataclasses import replace
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.calendar.latvian_dates import numeric
from kb.calendar.sentences import due_phrase
from kb.content.models import KnowledgePage
from kb.content.trust import Trust
from kb.desk.answer import Answer
from kb.desk.copies import text as printed
from kb.desk.copies import texts
from kb.desk.copies.gsm import folded, size_of
from kb.desk.copies.refusal import is_sample, refusal
from kb.desk.copies.text import Part, paragraph
from kb.desk.copies.values import Copies, Copy, CopyChannel
from kb.desk.reference import Company
from kb.formats.dates import short_date

#: First line of a text that nobody has confirmed.
SAMPLE_LINE = "PARAUGS"


def copies_of(page: KnowledgePage, answer: Answer, trust: Trust, received: date, company: Company) -> Copies:
    """What may be copied for a client who applies on ``received``: e-mail, letter, short message, sentence."""
    reason = refusal(page, answer, trust, received)
    if reason:
        return Copies((), reason)
    head = SAMPLE_LINE if is_sample(page, answer, trust) else ""
    matter = texts.Matter(page, answer, received, company)
    with translation.override(settings.LANGUAGE_CODE):
        email, letter, spoken = ([paragraph(head), *part(matter)] for part in (texts.email, texts.letter, texts.spoken))
        message = texts.short_message(matter, head)
    copies = (
        _rich(CopyChannel.EMAIL, _("For e-mail"), _("Copy for e-mail"), email),
        _rich(CopyChannel.LETTER, _("For a letter"), _("Copy for a letter"), letter),
        *_messages(message),
        _plain(CopyChannel.SPOKEN, _("The sentence"), _("Copy the sentence"), printed.plain(spoken)),
    )
    said = tuple(replace(copy, done=_done(copy, answer)) for copy in copies)
    return Copies(said, subject=texts.subject(matter), code=page.code)


def _rich(channel: CopyChannel, label: str, main_label: str, parts: list[Part]) -> Copy:
    return replace(_plain(channel, label, main_label, printed.plain(parts)), html=printed.html(parts))


def _plain(channel: CopyChannel, label: str, main_label: str, text: str) -> Copy:
    return Copy(
        label=label,
        text=text,
        channel=channel.value,
        name=str(channel.label),
        main_label=main_label,
        key=str(list(CopyChannel).index(channel) + 1),
        main=channel == CopyChannel.EMAIL,
        rare=channel in {CopyChannel.SPOKEN, CopyChannel.SMS_UNICODE},
    )


def _messages(text: str) -> tuple[Copy, ...]:
    """The short message without diacritics and, where that differs, with them; each with what it takes."""
    bare = folded(text)
    short = _plain(CopyChannel.SMS, _("For a text message"), _("Copy for a text message"), bare)
    full = _plain(CopyChannel.SMS_UNICODE, _("With diacritics"), _("Copy with diacritics"), text)
    return tuple(
        replace(copy, counter=counter(copy.text), over=size_of(copy.text).parts > 1)
        for copy in ([short] if bare == text else [short, full])
    )


def counter(text: str) -> str:
    """«152/160»; of a text that needs several messages also how many: «188/160, 2 messages»."""
    size = size_of(text)
    if size.parts <= 1:
        return f"{size.units}/{size.encoding.single}"
    return ngettext(
        "%(length)d/%(limit)d, %(count)d message", "%(length)d/%(limit)d, %(count)d messages", size.parts
    ) % {"length": size.units, "limit": size.encoding.single, "count": size.parts}


def _done(copy: Copy, answer: Answer) -> str:
    """«Copied: e-mail», and the due date where the text names it."""
    done = _("Copied: %(what)s") % {"what": copy.name}
    due = answer.due
    if due and (folded(due_phrase(due)) in folded(copy.text) or numeric(due) in copy.text):
        return _("%(done)s, due %(date)s") % {"done": done, "date": short_date(due)}
    return done

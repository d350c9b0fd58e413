"""What of a page is withheld from a caller, and by what the caller may prove who they are (rows B5c, B7b).

Editors mark the passages that hold data of the client. By phone these are withheld until the caller is identified; of
a service whose phone channel names no proof of identity they are withheld all the same: nobody is identified there.
"""

from dataclasses import dataclass
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kb.content.choices import Availability, Channel
from kb.content.models import KnowledgePage, ServiceChannel, ServicePage
from kb.desk.phone.mode import COUNTER, ClientMode

#: Streams whose passages an editor may mark.
_STREAMS = ("steps", "exceptions", "faq", "internal", "body")


@dataclass(frozen=True, slots=True)
class PhoneRule:
    """How ``mode`` meets one page. ``proof``: what proves identity by phone; ``elsewhere``: in the other channels.

    ``provable``: a caller can be identified. ``marked``: how many passages hold data of the client. ``general``: by
    phone the page gives general information only.
    """

    mode: ClientMode = COUNTER
    provable: bool = True
    proof: str = ""
    elsewhere: tuple[str, ...] = ()
    marked: int = 0
    general: bool = False
    sample: bool = False

    @property
    def withholds(self) -> bool:
        return self.mode.phone and not (self.mode.identified and self.provable)

    def passage(self, value: Any, html: SafeString) -> SafeString:
        """``html`` of a passage, or the line that stands for it while it is withheld."""
        return withheld() if self.withholds and is_marked(value) else html


def phone_rule(page: KnowledgePage, mode: ClientMode) -> PhoneRule:
    """The rule of ``page``; a page that is no service has no channels of its own and asks for identity alone."""
    if not mode.phone:
        return PhoneRule()
    count = sum(is_marked(child.value) for name in _STREAMS for child in getattr(page, name, ()))
    if not isinstance(page, ServicePage):
        return PhoneRule(mode, marked=count)
    rows = {row.channel: row for row in page.channels.all()}
    phone = rows.get(Channel.PHONE.value)
    return PhoneRule(
        mode,
        provable=bool(phone and proof_of(phone)),
        proof=inside(proof_of(phone)) if phone else "",
        elsewhere=tuple(
            f"{row}: {inside(proof_of(row))}" for row in rows.values() if row is not phone and proof_of(row)
        ),
        marked=count,
        general=bool(phone and phone.availability == Availability.GENERAL),
        sample=bool(phone and phone.sample),
    )


def inside(text: str) -> str:
    """``text`` as it reads inside a sentence."""
    return text[:1].lower() + text[1:]


def proof_of(row: ServiceChannel) -> str:
    """What proves identity in this channel of a service; empty where nobody is identified in it."""
    if row.availability == Availability.NO or not row.id_required:
        return ""
    return row.id_documents


def is_marked(value: Any) -> bool:
    """Whether an editor marked the passage; most kinds of passages cannot be marked."""
    return bool(value.get("needs_identification"))


def withheld() -> SafeString:
    """Stands in place of a passage: the text itself is not in the page at all."""
    return format_html(
        '<span class="withheld" data-internal><svg class="icon" aria-hidden="true" focusable="false">'
        '<use href="{}#lock"></use></svg>'
        "{}</span>",
        static("kb/icons.svg"),
        _("Withheld by phone: data of the client"),
    )

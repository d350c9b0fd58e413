"""What is offered to copy, as plain values."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _


class CopyChannel(TextChoices):
    """Where a copied text goes. The order is that of the keys 1–5."""

    EMAIL = "email", _("e-mail")
    LETTER = "letter", _("letter")
    SMS = "sms", _("text message without diacritics")
    SPOKEN = "spoken", _("the sentence alone")
    SMS_UNICODE = "sms_unicode", _("text message with diacritics")


@dataclass(frozen=True, slots=True)
class Copy:
    """One text to copy; ``html`` is the same as rich text, where the channel has it.

    ``name`` heads it in the list of all texts, ``label`` stands on its button, ``main_label`` on the button while it
    is the chosen one. ``counter`` («152/160») is given for short messages, of exactly what is copied; ``over``: it
    takes more than one message. ``key`` copies it. ``rare``: it has a button of its own only while it is chosen.
    """

    label: str
    text: str
    html: SafeString | str = ""
    channel: str = ""
    name: str = ""
    main_label: str = ""
    key: str = ""
    counter: str = ""
    over: bool = False
    main: bool = False
    rare: bool = False
    done: str = ""


@dataclass(frozen=True, slots=True)
class Copies:
    """Texts on offer, or the reason why there are none. ``code``: the page that its copies are counted for."""

    texts: tuple[Copy, ...]
    blocked_reason: str = ""
    subject: str = ""
    code: str = ""

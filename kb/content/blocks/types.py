"""Blocks of the standard, guided questions, referrals and phrases."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from kb.content.blocks.passages import Passage, plain, sample_block
from kb.content.linked import LinkedPageBlock


class Clause(Passage):
    """One row of the standard. ``approved`` stays empty until the approved wording is imported."""

    row = blocks.RegexBlock(
        regex=r"^[A-D]\d[a-z]?$",
        error_messages={"invalid": _("A row id such as B6g.")},
        label=_("Row id"),
    )
    heading = blocks.CharBlock(max_length=120, label=_("In a few words"))
    text = blocks.TextBlock(label=_("Requirement in plain words"))
    approved = blocks.TextBlock(
        required=False,
        label=_("Approved wording"),
        help_text=_("The text as approved. Empty until it is imported; readers are told so."),
    )
    binding = blocks.BooleanBlock(required=False, default=True, label=_("Binding"))
    practice = blocks.TextBlock(required=False, label=_("What it means at work"))
    guidance = blocks.ListBlock(LinkedPageBlock(page_type="content.KnowledgePage"), default=[], label=_("Guidance"))

    class Meta:
        label = _("Clause")
        icon = "clipboard-list"

    def client_lines(self, value: Any) -> list[str]:
        return [plain(value["approved"] or value["text"])]

    def index_lines(self, value: Any) -> list[str]:
        return [plain(value[part]) for part in ("row", "heading", "text", "approved", "practice")]


class Answer(blocks.StructBlock):
    """What the client may say, and where it leads: to the next question or to a page."""

    says = blocks.CharBlock(max_length=120, label=_("The client says"))
    leads = blocks.CharBlock(required=False, max_length=120, label=_("Where it leads, in a few words"))
    next = blocks.CharBlock(
        required=False, max_length=40, label=_("Next question"), help_text=_("The key of another question here.")
    )
    outcome = LinkedPageBlock(required=False, page_type="content.KnowledgePage", label=_("Or outcome page"))

    class Meta:
        label = _("Answer")
        icon = "arrow-right"


class QuestionNode(Passage):
    key = blocks.CharBlock(max_length=40, label=_("Key"), help_text=_("Short name that answers point to."))
    question = blocks.CharBlock(max_length=200, label=_("Question to the client"))
    why = blocks.CharBlock(required=False, max_length=250, label=_("Why we ask (for the employee)"))
    answers = blocks.ListBlock(Answer(), min_num=2, max_num=5, label=_("Answers"))

    class Meta:
        label = _("Question")
        icon = "help"

    def index_lines(self, value: Any) -> list[str]:
        return [plain(value["question"]), *(plain(answer["says"]) for answer in value["answers"])]


class CompetentItem(Passage):
    text = blocks.CharBlock(max_length=250, label=_("What they decide"))

    class Meta:
        label = _("Competent for")
        icon = "tick"

    def client_lines(self, value: Any) -> list[str]:
        return [plain(value["text"])]

    def index_lines(self, value: Any) -> list[str]:
        return self.client_lines(value)


class NotCompetentItem(Passage):
    text = blocks.CharBlock(max_length=250, label=_("What they do not decide"))
    page = LinkedPageBlock(required=False, label=_("Who does: page"))
    who = blocks.CharBlock(required=False, max_length=160, label=_("Who does: words"))

    class Meta:
        label = _("Not competent for")
        icon = "cross"

    def client_lines(self, value: Any) -> list[str]:
        return [plain(value["text"])]

    def index_lines(self, value: Any) -> list[str]:
        return [plain(value["text"]), plain(value["who"])]


class TakeAlongItem(Passage):
    text = blocks.CharBlock(max_length=250, label=_("What to take along"))
    sample = sample_block()

    class Meta:
        label = _("To take along")
        icon = "doc-full"

    def client_lines(self, value: Any) -> list[str]:
        return [plain(value["text"])]

    def index_lines(self, value: Any) -> list[str]:
        return self.client_lines(value)


class FromUsItem(Passage):
    text = blocks.CharBlock(max_length=250, label=_("What we can give"))
    page = LinkedPageBlock(required=False, label=_("Page"))

    class Meta:
        label = _("From us")
        icon = "doc-full-inverse"

    def client_lines(self, value: Any) -> list[str]:
        return [plain(value["text"])]

    def index_lines(self, value: Any) -> list[str]:
        return self.client_lines(value)


class WordingChannel(models.TextChoices):
    SPOKEN = "spoken", _("Spoken")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")


class Wording(Passage):
    channel = blocks.ChoiceBlock(choices=WordingChannel.choices, label=_("Channel"))
    text = blocks.TextBlock(label=_("Wording for the client"))

    class Meta:
        label = _("Wording")
        icon = "openquote"

    def client_lines(self, value: Any) -> list[str]:
        return [plain(line) for line in value["text"].splitlines()]

    def index_lines(self, value: Any) -> list[str]:
        return self.client_lines(value)


class ClausesBlock(blocks.StreamBlock):
    clause = Clause()


class NodesBlock(blocks.StreamBlock):
    node = QuestionNode()


class CompetentBlock(blocks.StreamBlock):
    item = CompetentItem()

    class Meta:
        required = False


class NotCompetentBlock(blocks.StreamBlock):
    item = NotCompetentItem()

    class Meta:
        required = False


class TakeAlongBlock(blocks.StreamBlock):
    item = TakeAlongItem()

    class Meta:
        required = False


class FromUsBlock(blocks.StreamBlock):
    item = FromUsItem()

    class Meta:
        required = False


class WordingsBlock(blocks.StreamBlock):
    wording = Wording()

"""Blocks of a service page."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from kb.content.blocks.passages import InternalItem, Passage, identification_block, plain, sample_block
from kb.content.linked import LinkedPageBlock


class DocumentKind(models.TextChoices):
    ID = "id", _("Proof of identity")
    FORM = "form", _("Form or submission")
    PROPERTY = "property", _("Proof of right")
    READING = "reading", _("Reading or bill")
    OPTIONAL = "optional", _("Optional")
    OTHER = "other", _("Other")


class DocumentNeeded(Passage):
    kind = blocks.ChoiceBlock(choices=DocumentKind.choices, default=DocumentKind.OTHER, label=_("Kind"))
    text = blocks.CharBlock(max_length=160, label=_("Document"))
    detail = blocks.CharBlock(required=False, max_length=250, label=_("Detail"))
    sample = sample_block()

    class Meta:
        label = _("Document needed")
        icon = "doc-full"

    def client_lines(self, value: Any) -> list[str]:
        detail = plain(value["detail"])
        return [f"{plain(value['text'])} ({detail})" if detail else plain(value["text"])]

    def index_lines(self, value: Any) -> list[str]:
        return self.client_lines(value)


class QuestionToAsk(Passage):
    """A question the employee puts to the client; part of the procedure, not of the client's text."""

    text = blocks.CharBlock(max_length=250, label=_("Question"))

    class Meta:
        label = _("Question to the client")
        icon = "help"

    def index_lines(self, value: Any) -> list[str]:
        return [plain(value["text"])]


class Step(Passage):
    """What the employee does next."""

    text = blocks.RichTextBlock(features=["bold", "link"], label=_("Step"))
    sample = sample_block()
    needs_identification = identification_block()

    class Meta:
        label = _("Step")
        icon = "list-ol"

    def index_lines(self, value: Any) -> list[str]:
        return [plain(value["text"])]


class ExceptionRule(Passage):
    """A written exception: who may decide, on what ground (row B3b)."""

    condition = blocks.CharBlock(max_length=250, label=_("If"))
    then = blocks.RichTextBlock(features=["bold", "link"], label=_("Then"))
    decides = blocks.CharBlock(max_length=120, label=_("Who decides"))
    ground = blocks.CharBlock(required=False, max_length=250, label=_("On what ground"))
    sample = sample_block()
    needs_identification = identification_block()

    class Meta:
        label = _("Exception")
        icon = "rotate"

    def index_lines(self, value: Any) -> list[str]:
        return [plain(value[part]) for part in ("condition", "then", "decides", "ground")]


class QuestionAnswer(Passage):
    """A frequent question; the answer is worded to the client (row C6)."""

    question = blocks.CharBlock(max_length=200, label=_("Question"))
    answer = blocks.RichTextBlock(features=["bold", "link"], label=_("Answer to the client"))
    page = LinkedPageBlock(required=False, label=_("More on page"))
    needs_identification = identification_block()

    class Meta:
        label = _("Question and answer")
        icon = "help"

    def client_lines(self, value: Any) -> list[str]:
        return [plain(value["question"]), plain(value["answer"])]

    def index_lines(self, value: Any) -> list[str]:
        return self.client_lines(value)


class DocumentsBlock(blocks.StreamBlock):
    document = DocumentNeeded()

    class Meta:
        required = False


class AskBlock(blocks.StreamBlock):
    question = QuestionToAsk()

    class Meta:
        required = False


class StepsBlock(blocks.StreamBlock):
    step = Step()

    class Meta:
        required = False


class ExceptionsBlock(blocks.StreamBlock):
    exception = ExceptionRule()

    class Meta:
        required = False


class FaqBlock(blocks.StreamBlock):
    qa = QuestionAnswer()

    class Meta:
        required = False


class InternalBlock(blocks.StreamBlock):
    internal = InternalItem()

    class Meta:
        required = False

"""Passages: text that is either for the client or internal.

A block takes part in client texts only by overriding ``client_lines``. The default of ``Passage`` is to give
nothing away, so a new block is internal until somebody decides otherwise (row B5a of the standard).
"""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText, get_text_for_indexing

from kb.content.choices import Visibility

#: Features of every rich text field: what a short answer to a client needs, and nothing that hides structure.
RICH_TEXT_FEATURES = ["bold", "link", "ul", "ol", "document-link"]
#: What most rich text is: one paragraph of words alone. Read without a parser, it costs a tenth.
_PARAGRAPH = re.compile(r'<p(?: data-block-key="\w*")?>([^<>&]*)</p>')


def plain(value: Any) -> str:
    """Text of a rich text value or a string, without markup, white space folded."""
    source = value.source if isinstance(value, RichText) else str(value or "")
    if paragraph := _PARAGRAPH.fullmatch(source):
        return " ".join(paragraph[1].split())
    return " ".join(get_text_for_indexing(source).split()) if "<" in source else " ".join(source.split())


class Passage(blocks.StructBlock):
    """A struct with text in it. Subclasses say what of it is for the client and what the index reads."""

    def client_lines(self, value: Any) -> list[str]:
        """Plain lines that may be said, copied and printed. Nothing, unless a subclass says so."""
        return []

    def index_lines(self, value: Any) -> list[str]:
        """Plain lines that employees find the page by: everything, internal text included."""
        return []


class VisiblePassage(Passage):
    """A passage whose audience the editor chooses."""

    def is_client(self, value: Any) -> bool:
        return bool(value["visibility"] == Visibility.CLIENT)

    def client_lines(self, value: Any) -> list[str]:
        return self.index_lines(value) if self.is_client(value) else []


def visibility_block() -> blocks.ChoiceBlock:
    return blocks.ChoiceBlock(
        choices=Visibility.choices,
        default=Visibility.INTERNAL,
        label=_("Who it is for"),
        help_text=_("Internal text is never said, copied or printed for the client."),
    )


def sample_block() -> blocks.BooleanBlock:
    return blocks.BooleanBlock(required=False, label=_("Sample value"), help_text=_("Nobody has confirmed it yet."))


def identification_block() -> blocks.BooleanBlock:
    return blocks.BooleanBlock(
        required=False,
        label=_("Only after identification"),
        help_text=_("Speaks of the client's own data. By phone it is withheld until the caller is identified."),
    )


class TextPassage(VisiblePassage):
    text = blocks.RichTextBlock(features=RICH_TEXT_FEATURES, label=_("Text"))
    visibility = visibility_block()
    needs_identification = identification_block()

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        template = "content/blocks/text_passage.html"
        preview_value = {"text": "<p>Siltumu neatslēdz bez brīdinājuma.</p>", "visibility": Visibility.CLIENT}
        description = _("A paragraph, for the client or internal")

    def index_lines(self, value: Any) -> list[str]:
        return [plain(value["text"])]


class ListPassage(VisiblePassage):
    items = blocks.ListBlock(blocks.RichTextBlock(features=["bold", "link"], label=_("Item")), label=_("Items"))
    visibility = visibility_block()
    needs_identification = identification_block()

    class Meta:
        label = _("List")
        icon = "list-ul"
        template = "content/blocks/list_passage.html"
        preview_value = {"items": ["<p>Pase</p>", "<p>eID karte</p>"], "visibility": Visibility.CLIENT}
        description = _("A short list, for the client or internal")

    def index_lines(self, value: Any) -> list[str]:
        return [plain(item) for item in value["items"]]


class WarningPassage(VisiblePassage):
    text = blocks.RichTextBlock(features=["bold", "link"], label=_("Warning"))
    visibility = visibility_block()

    class Meta:
        label = _("Warning")
        icon = "warning"
        template = "content/blocks/warning_passage.html"
        preview_value = {"text": "<p>Ja kūp vai tek karsts ūdens, neejiet klāt.</p>", "visibility": Visibility.CLIENT}
        description = _("One sentence that must not be overlooked")

    def index_lines(self, value: Any) -> list[str]:
        return [plain(value["text"])]


class HeadingPassage(Passage):
    """A heading groups what follows; by itself it says nothing to a client."""

    text = blocks.CharBlock(max_length=120, label=_("Heading"))

    class Meta:
        label = _("Heading")
        icon = "title"
        template = "content/blocks/heading_passage.html"
        preview_value = {"text": "Ko dara pārvaldnieks"}
        description = _("A heading inside the page")

    def index_lines(self, value: Any) -> list[str]:
        return [plain(value["text"])]


class InternalItem(Passage):
    """One line of the internal procedure: no choice, never for the client."""

    text = blocks.RichTextBlock(features=["bold", "link"], label=_("Text"))
    sample = sample_block()
    needs_identification = identification_block()

    class Meta:
        label = _("Internal text")
        icon = "lock"
        template = "content/blocks/internal_item.html"
        preview_value = {"text": "<p>Iesniegumu reģistrē tajā pašā dienā.</p>", "sample": False}
        description = _("Never said, copied or printed for the client")

    def index_lines(self, value: Any) -> list[str]:
        return [plain(value["text"])]


class FactItem(Passage):
    """A row of the answer card: a label and what the client hears."""

    label = blocks.CharBlock(max_length=40, label=_("Label"))
    text = blocks.RichTextBlock(features=["bold", "link"], label=_("Text"))
    sample = sample_block()

    class Meta:
        label = _("Fact")
        icon = "table"
        template = "content/blocks/fact_item.html"
        preview_value = {"label": "Maksa", "text": "<p>Bez maksas</p>", "sample": False}
        description = _("One row of the answer card")

    def client_lines(self, value: Any) -> list[str]:
        return self.index_lines(value)

    def index_lines(self, value: Any) -> list[str]:
        return [f"{plain(value['label'])}: {plain(value['text'])}"]


class BodyBlock(blocks.StreamBlock):
    """Running text of explanations and contact pages."""

    heading = HeadingPassage()
    text = TextPassage()
    list = ListPassage()
    warning = WarningPassage()

    class Meta:
        required = False


def client_lines(stream: Any) -> list[str]:
    """Client lines of a StreamField value; children that are not passages give none."""
    return _lines(stream, "client_lines")


def index_lines(stream: Any) -> list[str]:
    """Indexed lines of a StreamField value."""
    return _lines(stream, "index_lines")


def _lines(stream: Any, method: str) -> list[str]:
    found: list[str] = []
    for child in stream or ():
        if isinstance(child.block, Passage):
            found.extend(line for line in getattr(child.block, method)(child.value) if line)
    return found

"""The editor of rich text in the admin, for a web server with threads."""

from threading import Lock
from typing import Any

from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter


class OneAtATime(ContentstateConverter):
    """Wagtail reads the stored text of a field with one parser, and the field of a block is the same for all threads.

    Two editors who open a form at once would get pieces of each other's paragraphs, and save them, or an error
    (wagtail/wagtail#14573).
    """

    def __init__(self, features: Any = None) -> None:
        super().__init__(features)
        self._reading = Lock()

    def from_database_format(self, html: str) -> Any:
        with self._reading:
            return super().from_database_format(html)


class RichTextArea(DraftailRichTextArea):
    """Wagtail's own, with that converter. Named in the settings."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.converter = OneAtATime(self.features)

"""A place in the forms of the admin that other parts of the site fill: the hook ``kb_editor_parts``.

A function registered for it gets the saved row and the request, and gives ``EditorPart``s. They are asked when the form
is shown, never when it is sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import Panel


@dataclass(frozen=True, slots=True)
class EditorPart:
    """``template`` prints ``context``; it may not ask the database."""

    template: str
    context: Mapping[str, Any]


class PartsPanel(Panel):
    """Left out where nobody has anything to say, as on a form for something new."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("Good to know before saving"))
        kwargs.setdefault("icon", "info-circle")
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/admin/parts_panel.html"

        @cached_property
        def parts(self) -> list[EditorPart]:
            if self.instance is None or self.instance.pk is None or self.request is None:
                return []
            return [part for ask in hooks.get_hooks("kb_editor_parts") for part in ask(self.instance, self.request)]

        def is_shown(self) -> bool:
            return bool(self.parts)

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "parts": self.parts}

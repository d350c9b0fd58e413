"""How imports join Wagtail's admin: addresses, the menu, the log of changes."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from kb.editorial.imports.drafts import LOG_ACTION
from kb.editorial.imports.runs import MAY_IMPORT
from kb.editorial.imports.views import ExportView, RunView, UploadView


def addresses() -> list[URLPattern]:
    return [
        path("imports/", UploadView.as_view(), name="imports"),
        path("imports/<int:pk>/", RunView.as_view(), name="import_run"),
        path("imports/<slug:subject>/csv/", ExportView.as_view(), name="import_export"),
    ]


class ImportsItem(MenuItem):
    """After the search; only for who may import."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("Imports"), reverse_lazy("imports"), name="imports", icon_name="upload", order=245
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(MAY_IMPORT))


class ImportedFormatter(LogFormatter):
    """Names the file in the log of changes."""

    label = gettext_lazy("Import")

    def format_message(self, log_entry: Any) -> str:
        return _("Imported from “%(file)s”") % {"file": log_entry.data.get("file", "")}


def log_actions(actions: Any) -> None:
    actions.register_action(LOG_ACTION)(ImportedFormatter)

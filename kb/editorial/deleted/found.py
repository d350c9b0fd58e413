"""What an address of the admin spoke of, where Wagtail's log says that it was deleted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.db.models import Model
from django.urls import ResolverMatch
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.snippets.models import get_snippet_models

from kb.calendar.latvian_dates import numeric


@dataclass(frozen=True, slots=True)
class Deleted:
    """``model``: what the form is for. ``place``: not that itself is gone but the page below which it was to be."""

    model: type[Model]
    title: str
    who: str
    at: datetime
    place: bool = False

    @property
    def says(self) -> str:
        """Who has deleted what and when, in a sentence."""
        at = timezone.localtime(self.at)
        words = {"title": self.title, "who": self.who, "date": numeric(at.date()), "time": f"{at:%H:%M}"}
        if self.place:
            text = _("The place of this page, “%(title)s”, is gone: %(who)s deleted it on %(date)s at %(time)s.")
        else:
            text = _("“%(title)s” is gone: %(who)s deleted it on %(date)s at %(time)s.")
        return text % words


def deleted_at(match: ResolverMatch | None) -> Deleted | None:
    """The page or snippet whose form ``match`` is the address of; None where it is no such form, or nothing was
    deleted."""
    if match is None or match.url_name not in {"add", "edit"}:
        return None
    if match.namespace == "wagtailadmin_pages":
        return _page(match.kwargs) if match.url_name == "edit" else _place(match.kwargs)
    return _snippet(match) if match.namespace.startswith("wagtailsnippets_") else None


def _page(kwargs: dict[str, Any]) -> Deleted | None:
    entry = _last(PageLogEntry.objects.filter(page=kwargs["page_id"]))
    model = entry and entry.content_type and entry.content_type.model_class()
    return _deleted(model, entry) if model else None


def _place(kwargs: dict[str, Any]) -> Deleted | None:
    entry = _last(PageLogEntry.objects.filter(page=kwargs["parent_page_id"]))
    if entry is None:
        return None
    model = apps.get_model(kwargs["content_type_app_name"], kwargs["content_type_model_name"])
    return _deleted(model, entry, place=True)


def _snippet(match: ResolverMatch) -> Deleted | None:
    models = (model for model in get_snippet_models() if model.snippet_viewset.url_namespace == match.namespace)
    model = next(models, None)
    if model is None or "pk" not in match.kwargs:
        return None
    of_model = ModelLogEntry.objects.filter(
        content_type__app_label=model._meta.app_label, content_type__model=model._meta.model_name
    )
    entry = _last(of_model.filter(object_id=unquote(str(match.kwargs["pk"]))))
    return _deleted(model, entry) if entry else None


def _last(entries: Any) -> Any:
    """The entry of the deletion, which is the last of a thing that is gone."""
    return entries.filter(action="wagtail.delete").order_by("-timestamp", "-pk").first()


def _deleted(model: Any, entry: Any, *, place: bool = False) -> Deleted:
    return Deleted(model, entry.label, str(entry.user_display_name), entry.timestamp, place)

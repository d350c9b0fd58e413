"""The editors' guide inside the admin: contents, and one page for each chapter."""

from typing import Any

from django.http import Http404
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kb.editorial.guide.chapters import BY_SLUG, CHAPTERS, Chapter


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """For everybody who may enter the admin."""

    template_name = "editorial/guide/contents.html"
    page_title = gettext_lazy("Editors' guide")
    header_icon = "help"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(chapters=CHAPTERS, **kwargs)


class ChapterView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "editorial/guide/chapter.html"
    header_icon = "help"

    @cached_property
    def chapter(self) -> Chapter:
        try:
            return BY_SLUG[self.kwargs["slug"]]
        except KeyError:
            raise Http404 from None

    def get_page_title(self) -> str:
        return self.chapter.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("editors_guide"), "label": _("Editors' guide")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.chapter.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = CHAPTERS.index(self.chapter)
        following = CHAPTERS[place + 1] if place + 1 < len(CHAPTERS) else None
        return super().get_context_data(chapter=self.chapter, chapters=CHAPTERS, following=following, **kwargs)


def addresses() -> list[URLPattern]:
    return [
        path("rokasgramata/", GuideView.as_view(), name="editors_guide"),
        path("rokasgramata/<slug:slug>/", ChapterView.as_view(), name="editors_guide_chapter"),
    ]


def menu_item() -> MenuItem:
    """First in Wagtail's menu «help»."""
    return MenuItem(
        gettext_lazy("Editors' guide"), reverse_lazy("editors_guide"), name="kb-guide", icon_name="help", order=10
    )

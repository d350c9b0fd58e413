"""Collection: a page that lists what matches, as editors choose; also the parent of pages in the tree."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page

from kb.content.choices import Audience, Availability, Channel, Kind
from kb.content.models.base import KnowledgePage
from kb.content.permissions import permissions_of

_AUDIENCE_FIELD = {
    Audience.HOUSEHOLD: "servicepage__for_household",
    Audience.BUSINESS: "servicepage__for_business",
    Audience.MANAGER: "servicepage__for_manager",
}


class CollectionPage(Page):
    """Lists pages by type, tag, audience and channel; every criterion left empty matches all."""

    page_description = _("Lists the pages that match what you choose; pages can also live under it.")

    intro = models.CharField(_("introduction"), max_length=250, blank=True)
    of_kind = models.CharField(_("page type"), max_length=12, choices=Kind.choices, blank=True)
    with_tags = models.CharField(
        _("with the tags"), max_length=200, blank=True, help_text=_("Names with commas between; one of them is enough.")
    )
    for_audience = models.CharField(_("audience"), max_length=10, choices=Audience.choices, blank=True)
    by_channel = models.CharField(_("channel"), max_length=12, choices=Channel.choices, blank=True)

    parent_page_types = ["home.HomePage", "content.CollectionPage"]
    subpage_types = [
        "content.ServicePage",
        "content.GuidedQuestionPage",
        "content.ExplanationPage",
        "content.ReferralPage",
        "content.PhrasePage",
        "content.ContactPage",
        "content.CollectionPage",
    ]

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("of_kind"), FieldPanel("with_tags")]),
                FieldRowPanel([FieldPanel("for_audience"), FieldPanel("by_channel")]),
            ],
            _("What it lists"),
        ),
    ]

    class Meta:
        verbose_name = pgettext_lazy("page type", "collection")
        verbose_name_plural = pgettext_lazy("page type", "collections")

    def permissions_for_user(self, user: Any) -> Any:
        return permissions_of(self, user)

    @property
    def tag_names(self) -> list[str]:
        return [name.strip() for name in self.with_tags.split(",") if name.strip()]

    def matches(self) -> Any:
        """Live pages that satisfy every criterion, by code."""
        pages = KnowledgePage.objects.live()
        if self.of_kind:
            pages = pages.filter(kind=self.of_kind)
        if self.tag_names:
            wanted = models.Q()
            for name in self.tag_names:
                wanted |= models.Q(tags__name__iexact=name)
            pages = pages.filter(wanted)
        if self.for_audience:
            pages = pages.filter(**{_AUDIENCE_FIELD[Audience(self.for_audience)]: True})
        if self.by_channel:
            pages = pages.filter(
                pk__in=KnowledgePage.objects.filter(
                    servicepage__channels__channel=self.by_channel,
                    servicepage__channels__availability__in=[Availability.YES, Availability.GENERAL],
                )
            )
        return pages.distinct().order_by("code")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from kb.content.browsing import listing

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["listing"] = listing(self.matches(), request)
        return context

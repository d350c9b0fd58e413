"""Referral guidance: who is competent when we are not (row B6i)."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from kb.content.blocks.passages import client_lines, index_lines
from kb.content.blocks.service import InternalBlock
from kb.content.blocks.types import CompetentBlock, FromUsBlock, NotCompetentBlock, TakeAlongBlock
from kb.content.choices import Kind
from kb.content.models.base import KnowledgePage


class ReferralPage(KnowledgePage):
    KIND = Kind.REFERRAL
    CODE_PREFIX = "I"
    page_description = _("Another institution: what it decides, what not, what to take along, how to reach it.")

    institution = models.ForeignKey(
        "content.Institution",
        models.PROTECT,
        null=True,
        related_name="referrals",
        verbose_name=_("institution"),
    )
    competent = StreamField(CompetentBlock(), blank=True, verbose_name=_("competent for"))
    not_competent = StreamField(NotCompetentBlock(), blank=True, verbose_name=_("not competent for"))
    take_along = StreamField(TakeAlongBlock(), blank=True, verbose_name=_("what to take along"))
    reach = models.CharField(_("how to reach it"), max_length=300, blank=True)
    decides_in = models.CharField(_("decides in"), max_length=160, blank=True)
    from_us = StreamField(FromUsBlock(), blank=True, verbose_name=_("what we can give for it"))
    internal = StreamField(InternalBlock(), blank=True, verbose_name=_("internal notes"))

    parent_page_types = ["content.CollectionPage"]
    subpage_types: list[str] = []

    type_panels = [
        FieldPanel("institution"),
        FieldPanel("competent"),
        FieldPanel("not_competent"),
        FieldPanel("take_along"),
        FieldPanel("reach"),
        FieldPanel("decides_in"),
        FieldPanel("from_us"),
        FieldPanel("internal"),
    ]

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")

    def client_lines(self, day: date) -> list[str]:
        streams = [line for stream in (self.competent, self.take_along, self.from_us) for line in client_lines(stream)]
        return [*streams, self.reach, self.decides_in, *self._institution_lines()]

    def _institution_lines(self) -> list[str]:
        institution: Any = self.institution
        if institution is None:
            return []
        known = [phone.number for phone in institution.phones.all() if not phone.unverified]
        return [institution.name, *institution.address_list, institution.web, *known]

    def index_headings(self) -> list[str]:
        names = [self.institution.name, *self.institution.alias_list] if self.institution else []
        return [*names, *index_lines(self.competent)]

    def index_body(self, day: date) -> list[str]:
        streams = (self.not_competent, self.take_along, self.from_us, self.internal)
        texts = [line for stream in streams for line in index_lines(stream)]
        phones = [phone.number for phone in self.institution.phones.all()] if self.institution else []
        return [*texts, self.reach, self.decides_in, *self._institution_lines(), *phones]

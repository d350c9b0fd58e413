"""Explanation, phrase, contact page: guidance that is not a service."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import StreamField

from kb.content.blocks.passages import BodyBlock, FactItem, client_lines, index_lines
from kb.content.blocks.service import InternalBlock
from kb.content.blocks.shared import LegalActsBlock
from kb.content.blocks.types import WordingsBlock
from kb.content.choices import Kind
from kb.content.dated import in_force
from kb.content.models.base import KnowledgePage
from kb.content.models.service import DatedValue


class FactsBlock(blocks.StreamBlock):
    fact = FactItem()

    class Meta:
        required = False


class ArticlePage(KnowledgePage):
    """Facts for the card, running text and legal acts: what explanations and contact pages share."""

    facts = StreamField(FactsBlock(), blank=True, verbose_name=_("facts of the card"))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))
    legal_acts = StreamField(LegalActsBlock(), blank=True, verbose_name=_("legal acts"))

    is_creatable = False

    class Meta:
        abstract = True

    def client_lines(self, day: date) -> list[str]:
        return client_lines(self.facts) + client_lines(self.body) + client_lines(self.legal_acts)

    def index_headings(self) -> list[str]:
        headings = [child.value["text"] for child in self.body if child.block_type == "heading"]
        return [*headings, *(child.value["label"] for child in self.facts)]

    def index_body(self, day: date) -> list[str]:
        return index_lines(self.facts) + index_lines(self.body) + index_lines(self.legal_acts)


class ExplanationPage(ArticlePage):
    KIND = Kind.EXPLANATION
    CODE_PREFIX = "E"
    page_description = _("How something works or what a word means, in plain words.")

    parent_page_types = ["content.CollectionPage"]
    subpage_types: list[str] = []
    is_creatable = True

    type_panels = [
        FieldPanel("facts"),
        InlinePanel("values", heading=_("Values with dates"), label=_("Value")),
        FieldPanel("body"),
        FieldPanel("legal_acts"),
    ]

    class Meta:
        verbose_name = _("explanation")
        verbose_name_plural = _("explanations")

    def client_lines(self, day: date) -> list[str]:
        values = [str(value) for value in in_force(self.values.all(), day)]
        return values + super().client_lines(day)

    def index_body(self, day: date) -> list[str]:
        return [str(value) for value in self.values.all()] + super().index_body(day)


class ExplanationValue(DatedValue):
    """A dated value inside an explanation, for example a tariff or a reply term."""

    page = ParentalKey(ExplanationPage, on_delete=models.CASCADE, related_name="values")
    label = models.CharField(_("label"), max_length=120)
    text = models.CharField(_("value"), max_length=250)
    note = models.CharField(_("note"), max_length=250, blank=True)

    panels = [
        FieldPanel("label"),
        FieldPanel("text"),
        FieldPanel("note"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to"), FieldPanel("sample")]),
    ]

    class Meta(DatedValue.Meta):
        verbose_name = _("value")
        verbose_name_plural = _("values")

    def __str__(self) -> str:
        return f"{self.label}: {self.text}"


class ContactPage(ArticlePage):
    """Contacts and hours, printed from the snippets: nothing is typed here twice (row A4)."""

    KIND = Kind.CONTACT
    CODE_PREFIX = "K"
    page_description = _("Contacts, hours, special days, cash desks or roles, shown from the snippets.")

    show_company = models.BooleanField(_("contacts of the company"), default=False)
    show_staff_topics = models.BooleanField(_("who answers for which topic"), default=False)
    show_hours = models.BooleanField(_("opening hours"), default=False)
    show_special_days = models.BooleanField(_("special days"), default=False)
    show_cash_desks = models.BooleanField(_("cash desks"), default=False)
    show_emergency = models.BooleanField(_("emergency numbers"), default=False)

    parent_page_types = ["content.CollectionPage"]
    subpage_types: list[str] = []
    is_creatable = True

    type_panels = [
        FieldPanel("facts"),
        FieldRowPanel(
            [
                FieldPanel("show_company"),
                FieldPanel("show_staff_topics"),
                FieldPanel("show_hours"),
                FieldPanel("show_special_days"),
                FieldPanel("show_cash_desks"),
                FieldPanel("show_emergency"),
            ],
            heading=_("Shown from the snippets"),
        ),
        FieldPanel("body"),
        FieldPanel("legal_acts"),
    ]

    class Meta:
        verbose_name = _("contacts and hours")
        verbose_name_plural = _("contacts and hours")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from kb.content.directory import directory_for

        context = super().get_context(request, *args, **kwargs)
        context["directory"] = directory_for(self, context["day"])
        return context

    def index_body(self, day: date) -> list[str]:
        from kb.content.directory import directory_for

        return super().index_body(day) + directory_for(self, day).index_lines()


class PhrasePage(KnowledgePage):
    KIND = Kind.PHRASE
    CODE_PREFIX = "F"
    page_description = _("A wording ready to say, write in an e-mail or put in a letter.")

    when = models.CharField(_("when to use it"), max_length=250, blank=True)
    wordings = StreamField(WordingsBlock(), blank=True, verbose_name=_("wordings"))
    internal = StreamField(InternalBlock(), blank=True, verbose_name=_("internal notes"))

    parent_page_types = ["content.CollectionPage"]
    subpage_types: list[str] = []

    type_panels = [FieldPanel("when"), FieldPanel("wordings"), FieldPanel("internal")]

    class Meta:
        verbose_name = _("phrase")
        verbose_name_plural = _("phrases")

    def client_lines(self, day: date) -> list[str]:
        return client_lines(self.wordings)

    def index_body(self, day: date) -> list[str]:
        return [self.when, *index_lines(self.wordings), *index_lines(self.internal)]

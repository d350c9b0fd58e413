"""Service: what the company does for a client, with channels, deadline, fee and documents."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from kb.content.blocks.passages import client_lines, index_lines
from kb.content.blocks.service import (
    AskBlock,
    DocumentsBlock,
    ExceptionsBlock,
    FaqBlock,
    InternalBlock,
    StepsBlock,
)
from kb.content.blocks.shared import FormsBlock, LegalActsBlock, ReferToBlock
from kb.content.choices import Audience, Availability, Channel, FeeKind, Kind, TermKind, TermUnit
from kb.content.dated import in_force
from kb.content.forms import ServicePageForm
from kb.content.models.base import KnowledgePage


class ServicePage(KnowledgePage):
    KIND = Kind.SERVICE
    CODE_PREFIX = "P"
    says_what_changed = True
    page_description = _("What the company does for a client: channels, deadline, fee, documents, steps.")

    for_household = models.BooleanField(_("for households"), default=True)
    for_business = models.BooleanField(_("for businesses"), default=False)
    for_manager = models.BooleanField(_("for house managers"), default=False)
    documents = StreamField(DocumentsBlock(), blank=True, verbose_name=_("documents needed"))
    forms = StreamField(FormsBlock(), blank=True, verbose_name=_("forms for the client"))
    ask = StreamField(AskBlock(), blank=True, verbose_name=_("what to ask the client"))
    steps = StreamField(StepsBlock(), blank=True, verbose_name=_("steps"))
    exceptions = StreamField(ExceptionsBlock(), blank=True, verbose_name=_("exceptions"))
    faq = StreamField(FaqBlock(), blank=True, verbose_name=_("questions and answers"))
    decides_unit = models.ForeignKey(
        "content.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who decides: unit or role"),
    )
    decides_note = models.CharField(_("who decides: in words"), max_length=160, blank=True)
    decides_sample = models.BooleanField(_("sample value"), default=False)
    refer_to = StreamField(ReferToBlock(), blank=True, verbose_name=_("whom to refer to"))
    client_text = models.TextField(
        _("text for the client"), blank=True, help_text=_("For an e-mail or a letter; nothing internal.")
    )
    internal = StreamField(InternalBlock(), blank=True, verbose_name=_("internal procedure"))
    public_url = models.URLField(_("public address"), blank=True)
    public_url_note = models.CharField(_("why there is no public address"), max_length=250, blank=True)
    personal_data_note = models.TextField(
        _("personal data"), blank=True, help_text=_("What may be said to whom after which identification.")
    )
    legal_acts = StreamField(LegalActsBlock(), blank=True, verbose_name=_("legal acts"))

    base_form_class = ServicePageForm
    parent_page_types = ["content.CollectionPage"]
    subpage_types: list[str] = []

    type_panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("for_household"), FieldPanel("for_business"), FieldPanel("for_manager")])],
            _("Audience"),
        ),
        InlinePanel("channels", heading=_("Channels"), label=_("Channel"), max_num=4),
        InlinePanel("deadlines", heading=_("Deadlines"), label=_("Deadline")),
        InlinePanel("fees", heading=_("Fees"), label=_("Fee")),
        FieldPanel("documents"),
        FieldPanel("forms"),
        FieldPanel("ask"),
        FieldPanel("steps"),
        FieldPanel("exceptions"),
        FieldPanel("faq"),
        MultiFieldPanel(
            [FieldPanel("decides_unit"), FieldPanel("decides_note"), FieldPanel("decides_sample")], _("Who decides")
        ),
        FieldPanel("refer_to"),
        FieldPanel("client_text"),
        FieldPanel("internal"),
        FieldPanel("personal_data_note"),
        MultiFieldPanel([FieldPanel("public_url"), FieldPanel("public_url_note")], _("Public address")),
        FieldPanel("legal_acts"),
    ]

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def publish_errors(self, channels: list[str] | None = None, deadlines: int | None = None) -> dict[str, list[str]]:
        """Also: at least one channel (row B7a) and a deadline or an explicit "none" (row B6g).

        The editor's form passes the rows typed; elsewhere the rows of the page are read.
        """
        errors = super().publish_errors()
        if channels is None:
            channels = [row.availability for row in self.channels.all()]
        if deadlines is None:
            deadlines = len(self.deadlines.all())
        if not any(availability != Availability.NO for availability in channels):
            errors["channels"] = [str(_("A service needs at least one channel the client may use."))]
        if not deadlines:
            errors["deadlines"] = [str(_("A service needs a deadline, or the explicit “no deadline”."))]
        return errors

    @property
    def audiences(self) -> list[Audience]:
        flags = (
            (self.for_household, Audience.HOUSEHOLD),
            (self.for_business, Audience.BUSINESS),
            (self.for_manager, Audience.MANAGER),
        )
        return [audience for chosen, audience in flags if chosen]

    @property
    def decides(self) -> str:
        return self.decides_note or (str(self.decides_unit) if self.decides_unit else "")

    @property
    def id_required(self) -> bool:
        return any(row.id_required for row in self.channels.all())

    def client_lines(self, day: date) -> list[str]:
        rows = [row.client_line for row in self.channels.all()]
        rows += [str(value) for value in in_force(self.deadlines.all(), day)]
        rows += [str(value) for value in in_force(self.fees.all(), day)]
        streams = client_lines(self.documents) + client_lines(self.faq) + client_lines(self.refer_to)
        return [*rows, *self.client_text.splitlines(), *streams, *client_lines(self.legal_acts)]

    def index_headings(self) -> list[str]:
        return [*index_lines(self.documents), *(child.value["question"] for child in self.faq)]

    def index_body(self, day: date) -> list[str]:
        streams = (self.faq, self.ask, self.steps, self.exceptions, self.refer_to, self.internal, self.legal_acts)
        texts = [line for stream in streams for line in index_lines(stream)]
        channels = [row.client_line for row in self.channels.all()]
        return [*texts, *channels, self.client_text, self.personal_data_note, self.decides]


#: What Django's ``get_…_display`` gives, which goes through all choices anew each time.
_CHANNEL_NAMES = dict(Channel.choices)
_AVAILABILITY_NAMES = dict(Availability.choices)


class ServiceChannel(Orderable):
    """One of the four channels, with how to use it and whether identity is proven there (rows D1, C5)."""

    page = ParentalKey(ServicePage, on_delete=models.CASCADE, related_name="channels")
    channel = models.CharField(_("channel"), max_length=12, choices=Channel.choices)
    availability = models.CharField(_("availability"), max_length=8, choices=Availability.choices)
    how = models.CharField(_("how"), max_length=200, blank=True)
    contact = models.ForeignKey(
        "content.ContactPoint", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    id_required = models.BooleanField(_("proof of identity needed"), default=False)
    id_documents = models.CharField(_("which documents"), max_length=200, blank=True)
    sample = models.BooleanField(_("sample value"), default=False)

    panels = [
        FieldRowPanel([FieldPanel("channel"), FieldPanel("availability")]),
        FieldPanel("how"),
        FieldPanel("contact"),
        FieldRowPanel([FieldPanel("id_required"), FieldPanel("id_documents")]),
        FieldPanel("sample"),
    ]

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        constraints = [models.UniqueConstraint(fields=["page", "channel"], name="channel_once_per_service")]

    def __str__(self) -> str:
        return str(self.get_channel_display())

    @property
    def client_line(self) -> str:
        name = _CHANNEL_NAMES.get(self.channel, self.channel)
        if self.availability == Availability.NO:
            return f"{name}: {_AVAILABILITY_NAMES[Availability.NO]}"
        parts = [self.how, self.contact.value if self.contact and self.contact.value not in self.how else ""]
        return f"{name}: " + ", ".join(part for part in parts if part)


class DatedValue(Orderable):
    """A value with an interval of validity; it switches by date without anybody publishing."""

    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    sample = models.BooleanField(_("sample value"), default=False)

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The value would end before it begins.")})


class ServiceDeadline(DatedValue):
    page = ParentalKey(ServicePage, on_delete=models.CASCADE, related_name="deadlines")
    label = models.CharField(_("what is due"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=TermKind.choices, default=TermKind.TERM)
    amount = models.PositiveSmallIntegerField(_("amount"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=12, choices=TermUnit.choices, blank=True)
    starts = models.CharField(_("what starts it, or how it is agreed"), max_length=250, blank=True)
    legal_act = models.ForeignKey(
        "content.LegalAct", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("legal act")
    )
    basis = models.CharField(_("basis"), max_length=250, blank=True)

    panels = [
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("amount"), FieldPanel("unit")]),
        FieldPanel("starts"),
        FieldRowPanel([FieldPanel("legal_act"), FieldPanel("basis")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to"), FieldPanel("sample")]),
    ]

    class Meta(DatedValue.Meta):
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")

    def __str__(self) -> str:
        return f"{self.label}: {self.term_text}" if self.label else self.term_text

    def clean(self) -> None:
        super().clean()
        if self.kind == TermKind.TERM and not (self.amount and self.unit):
            raise ValidationError({"amount": _("Give the amount and the unit.")})

    @property
    def term_text(self) -> str:
        """The term in words, for example «10 darbdienas»."""
        if self.kind == TermKind.TERM and self.amount and self.unit:
            return f"{self.amount} {term_unit_word(self.amount, self.unit)}"
        if self.kind == TermKind.AGREED and self.starts:
            return self.starts
        return str(self.get_kind_display())


class ServiceFee(DatedValue):
    page = ParentalKey(ServicePage, on_delete=models.CASCADE, related_name="fees")
    kind = models.CharField(_("kind"), max_length=8, choices=FeeKind.choices, default=FeeKind.FREE)
    amount = models.DecimalField(_("amount, EUR"), max_digits=9, decimal_places=2, null=True, blank=True)
    text = models.CharField(_("in words"), max_length=200, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("amount")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to"), FieldPanel("sample")]),
    ]

    class Meta(DatedValue.Meta):
        verbose_name = _("fee")
        verbose_name_plural = _("fees")

    def __str__(self) -> str:
        if self.kind == FeeKind.AMOUNT and self.amount is not None:
            return f"{self.amount:.2f}".replace(".", ",") + " EUR" + (f", {self.text}" if self.text else "")
        return self.text or str(self.get_kind_display())

    def clean(self) -> None:
        super().clean()
        if self.kind == FeeKind.AMOUNT and self.amount is None:
            raise ValidationError({"amount": _("Give the amount.")})
        if self.kind == FeeKind.TEXT and not self.text:
            raise ValidationError({"text": _("Describe the fee in words.")})


#: Latvian counts 1, 21, 31 … (not 11) in the singular; content is Latvian whatever the interface language.
_UNIT_WORDS: dict[str, tuple[str, str]] = {
    TermUnit.WORKING_DAYS: ("darbdiena", "darbdienas"),
    TermUnit.DAYS: ("diena", "dienas"),
    TermUnit.MONTHS: ("mēnesis", "mēneši"),
}


def term_unit_word(amount: int, unit: str) -> str:
    singular, plural = _UNIT_WORDS[unit]
    return singular if amount % 10 == 1 and amount % 100 != 11 else plural

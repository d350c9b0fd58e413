"""Who is who: the company's own units and contacts, and other institutions. One source, never retyped (row A4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from kb.content.choices import FactMark
from kb.content.models.atomic import AtomicModel
from kb.content.models.hours import Week, WeeklyInterval, week_of
from kb.content.panels import PartsPanel


class Unit(AtomicModel):
    """A unit or a role of the company with the topics it answers for (row B6h)."""

    key = models.SlugField(_("key"), unique=True, help_text=_("Short name used by imports; do not change it."))
    name = models.CharField(_("name"), max_length=120)
    is_role = models.BooleanField(_("a role, not a unit"), default=False)
    topics = models.TextField(_("topics"), blank=True, help_text=_("One topic a line, in the words clients use."))
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    deputy = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("deputy")
    )
    sample = models.BooleanField(_("sample value"), default=False)

    panels = [
        PartsPanel(),
        FieldPanel("name"),
        FieldPanel("key"),
        FieldPanel("is_role"),
        FieldPanel("topics"),
        MultiFieldPanel([FieldPanel("phone"), FieldPanel("email"), FieldPanel("deputy")], _("How to reach it")),
        FieldPanel("sample"),
    ]

    class Meta:
        verbose_name = _("unit or role")
        verbose_name_plural = _("units and roles")
        ordering = ["is_role", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def topic_list(self) -> list[str]:
        return [line.strip() for line in self.topics.splitlines() if line.strip()]


class ContactPoint(AtomicModel):
    """One phone, e-mail, address or web page of the company (rows D5–D9)."""

    class Kind(models.TextChoices):
        NAME = "name", _("Name of the organisation")
        PHONE = "phone", _("Phone")
        EMAIL = "email", _("E-mail")
        ADDRESS = "address", _("Address")
        WEB = "web", _("Web page")

    key = models.SlugField(_("key"), unique=True, help_text=_("Short name used by imports; do not change it."))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    label = models.CharField(_("label"), max_length=120)
    value = models.CharField(_("value"), max_length=200)
    note = models.CharField(_("note"), max_length=250, blank=True)
    unit = models.ForeignKey(
        Unit, models.SET_NULL, null=True, blank=True, related_name="contacts", verbose_name=_("unit")
    )
    mark = models.CharField(_("how sure"), max_length=10, choices=FactMark.choices, default=FactMark.TO_CHECK)
    source = models.CharField(_("source"), max_length=250, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    emergency_label = models.CharField(
        _("label in the emergency strip"),
        max_length=40,
        blank=True,
        help_text=_("Filled in: the number stands in the strip on top of every page."),
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=100)

    panels = [
        PartsPanel(),
        FieldPanel("kind"),
        FieldPanel("label"),
        FieldPanel("value"),
        FieldPanel("note"),
        FieldPanel("unit"),
        MultiFieldPanel([FieldPanel("mark"), FieldPanel("source"), FieldPanel("checked_on")], _("Source")),
        MultiFieldPanel([FieldPanel("emergency_label"), FieldPanel("sort_order"), FieldPanel("key")], _("Use")),
    ]

    class Meta:
        verbose_name = _("contact of the company")
        verbose_name_plural = _("contacts of the company")
        ordering = ["sort_order", "label"]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"

    @property
    def unverified(self) -> bool:
        return self.mark != FactMark.FACT


class Institution(AtomicModel, ClusterableModel):
    """Somebody else who is competent; the facts are shown on its referral page (row B6i)."""

    key = models.SlugField(_("key"), unique=True, help_text=_("Short name used by imports; do not change it."))
    name = models.CharField(_("name"), max_length=160)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    aliases = models.TextField(_("other names"), blank=True, help_text=_("One a line; found by the search."))
    address = models.TextField(_("address"), blank=True, help_text=_("One address a line."))
    web = models.CharField(_("web page"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    hours = models.CharField(_("opening hours"), max_length=250, blank=True)
    hours_note = models.CharField(_("note on the hours"), max_length=250, blank=True)
    hours_mark = models.CharField(
        _("how sure the hours by weekday are"),
        max_length=10,
        choices=FactMark.choices,
        default=FactMark.TO_CHECK,
    )
    source = models.CharField(_("source"), max_length=250, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    #: Empty in rows that the sample wrote before there were such fields (kb.content.loading.records).
    ADDED_LATER = ("hours_mark", "intervals")

    panels = [
        PartsPanel(),
        FieldPanel("name"),
        FieldPanel("short_name"),
        FieldPanel("aliases"),
        MultiFieldPanel(
            [
                FieldPanel("address"),
                FieldPanel("web"),
                FieldPanel("email"),
                FieldPanel("hours"),
                FieldPanel("hours_note"),
            ],
            _("How to reach it"),
        ),
        InlinePanel("phones", heading=_("Phones"), label=_("Phone")),
        InlinePanel(
            "intervals",
            heading=_("Hours by weekday"),
            label=_("Interval"),
            help_text=_("Only what is known: with it the page says whether it is open now."),
        ),
        FieldPanel("hours_mark"),
        MultiFieldPanel([FieldPanel("source"), FieldPanel("checked_on"), FieldPanel("key")], _("Source")),
    ]

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def week(self) -> Week:
        return week_of(self.intervals.all())

    @property
    def hours_unverified(self) -> bool:
        return self.hours_mark != FactMark.FACT

    @property
    def alias_list(self) -> list[str]:
        return [line.strip() for line in self.aliases.splitlines() if line.strip()]

    @property
    def address_list(self) -> list[str]:
        return [line.strip() for line in self.address.splitlines() if line.strip()]

    @property
    def web_url(self) -> str:
        """Address for a link: the stored value is what is shown and said."""
        first = self.web.split(",")[0].strip()
        return first if first.startswith(("http://", "https://")) or not first else f"https://{first}"


class InstitutionInterval(WeeklyInterval):
    institution = ParentalKey(Institution, on_delete=models.CASCADE, related_name="intervals")


class InstitutionPhone(Orderable):
    institution = ParentalKey(Institution, on_delete=models.CASCADE, related_name="phones")
    number = models.CharField(_("number"), max_length=40)
    note = models.CharField(_("note"), max_length=120, blank=True)
    mark = models.CharField(_("how sure"), max_length=10, choices=FactMark.choices, default=FactMark.TO_CHECK)
    emergency_label = models.CharField(
        _("label in the emergency strip"),
        max_length=40,
        blank=True,
        help_text=_("Filled in: the number stands in the strip on top of every page."),
    )

    panels = [
        FieldPanel("number"),
        FieldPanel("note"),
        FieldPanel("mark"),
        FieldPanel("emergency_label"),
    ]

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        verbose_name = _("phone")
        verbose_name_plural = _("phones")

    def __str__(self) -> str:
        return self.number

    @property
    def unverified(self) -> bool:
        return self.mark != FactMark.FACT

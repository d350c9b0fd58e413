"""What every page of the knowledge base shares."""

import re
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import IntegrityError, models, transaction
from django.forms import RadioSelect
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail import hooks
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.utils import get_user_display_name
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from kb.content.blocks.shared import RelatedPagesBlock
from kb.content.choices import ChangeKind, Kind
from kb.content.drafts.gone import without_gone
from kb.content.forms import KnowledgePageForm
from kb.content.models.restrictions import RestrictionsReadOnce
from kb.content.models.verification import KeepsVerification
from kb.content.panels import PartsPanel
from kb.content.permissions import permissions_of
from kb.content.publication import publication_of, record
from kb.content.publishing import hook_errors
from kb.content.trust import Trust, trust_of

SHORT_ANSWER_MAX = 300

code_validator = RegexValidator(r"^[A-Z]\d{0,6}$", _("A capital letter and a number, for example P11."))
refs_validator = RegexValidator(
    r"^([A-D]\d[a-z]?)(,? [A-D]\d[a-z]?)*$", _("Row ids of the standard with commas between, for example B6g, D1.")
)


class PageTag(TaggedItemBase):
    content_object = ParentalKey("content.KnowledgePage", on_delete=models.CASCADE, related_name="tagged_items")


class KnowledgePage(KeepsVerification, RestrictionsReadOnce, Page):
    """A page of the knowledge base: an answer with an owner, a review date and a code.

    Abstract in meaning, not in the database: one table holds what is shared, so that codes are unique across
    types and lists over all types need one query. ``kind`` says which type a row belongs to.
    """

    #: Set where the code was chosen here and not typed.
    _code_proposed = False

    KIND: ClassVar[Kind]
    CODE_PREFIX: ClassVar[str] = ""
    #: Whether a change of a live page of this type is not published until its editor has said what it changes.
    says_what_changed: ClassVar[bool] = False
    #: The day in the past as on which the page is shown: what is then read is history.
    shown_as_of: date | None = None

    kind = models.CharField(max_length=12, choices=Kind.choices, editable=False)
    code = models.CharField(
        _("code"),
        max_length=8,
        unique=True,
        blank=True,
        validators=[code_validator],
        help_text=_("Stays the same for good: tests, imports and links use it. Empty: the next free one is taken."),
    )
    short_answer = models.TextField(
        _("sentence to say"),
        validators=[MaxLengthValidator(SHORT_ANSWER_MAX)],
        help_text=_("What the employee says aloud: at most three sentences, one a line, 300 characters in all."),
    )
    client_words = models.TextField(
        _("how clients say it"),
        blank=True,
        help_text=_("One phrase a line, as people really say it. The search finds the page by them."),
    )
    tags = ClusterTaggableManager(through=PageTag, blank=True, verbose_name=_("tags"))
    related = StreamField(RelatedPagesBlock(), blank=True, verbose_name=_("related pages"))
    standard_refs = models.CharField(
        _("rows of the standard"),
        max_length=200,
        blank=True,
        validators=[refs_validator],
        help_text=_("Which rows of the standard this page serves, for example B6g, D1."),
    )

    content_owner = models.ForeignKey(
        get_user_model(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner (person)"),
    )
    owner_unit = models.ForeignKey(
        "content.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner (unit)")
    )
    deputy = models.ForeignKey(
        get_user_model(), models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("deputy")
    )
    verifier = models.ForeignKey(
        get_user_model(), models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("verifier")
    )
    review_interval_months = models.PositiveSmallIntegerField(_("review interval, months"), default=6)
    review_by = models.DateField(
        _("review by"), null=True, help_text=_("After this day readers see that the check is overdue.")
    )
    verified_on = models.DateField(_("verified on"), null=True, blank=True, editable=False)

    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(
        _("valid to"), null=True, blank=True, help_text=_("After this day the page counts as withdrawn.")
    )
    replaced_by = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("replaced by")
    )
    sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Holds an invented or customary value that nobody has confirmed.")
    )
    source = models.CharField(_("source"), max_length=500, blank=True)
    source_checked_on = models.DateField(_("source checked on"), null=True, blank=True)

    change_kind = models.CharField(_("kind of change"), max_length=9, choices=ChangeKind.choices, blank=True)
    change_note = models.CharField(
        _("what changed, in one line"),
        max_length=200,
        blank=True,
        help_text=_("Readers see it in the list of what changed."),
    )

    base_form_class = KnowledgePageForm
    is_creatable = False
    show_in_menus_default = False

    search_fields = [
        *Page.search_fields,
        index.SearchField("code"),
        index.SearchField("short_answer"),
        index.SearchField("client_words"),
        index.AutocompleteField("code"),
        index.FilterField("kind"),
        index.FilterField("code"),
    ]

    #: Panels of the first tab that are the same for each type; subclasses add ``type_panels``.
    answer_panels: ClassVar[list[Any]] = [
        TitleFieldPanel("title", classname="", placeholder=False),  # the address of a new page follows it
        MultiFieldPanel(
            [FieldPanel("change_kind", widget=RadioSelect), FieldPanel("change_note")], _("What this change is")
        ),
        FieldPanel("short_answer"),
        FieldPanel("client_words"),
    ]
    type_panels: ClassVar[list[Any]] = []
    trust_panels: ClassVar[list[Any]] = [
        HelpPanel(
            content=_(
                "Readers see the state beside the answer. Without an owner and a review date nothing is published."
            )
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("content_owner"), FieldPanel("owner_unit")]),
                FieldRowPanel([FieldPanel("deputy"), FieldPanel("verifier")]),
            ],
            pgettext_lazy("responsible", "Owner"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("review_by"), FieldPanel("review_interval_months")])],
            _("Review"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]), FieldPanel("replaced_by")],
            _("Validity"),
        ),
        MultiFieldPanel([FieldPanel("sample"), FieldPanel("source"), FieldPanel("source_checked_on")], _("Source")),
    ]
    place_panels: ClassVar[list[Any]] = [
        FieldPanel("tags"),
        FieldPanel("related"),
        FieldPanel("standard_refs"),
        FieldPanel("code", permission="content.change_code"),
    ]

    class Meta:
        verbose_name = _("page of the knowledge base")
        verbose_name_plural = _("pages of the knowledge base")
        permissions = [("change_code", "Can change the code of a page")]
        indexes = [models.Index(fields=["kind"]), models.Index(fields=["review_by"])]

    @classmethod
    def get_edit_handler(cls) -> Any:
        """Four tabs: the answer, details of the type, trust, place. No fields for search engines: none comes here."""
        tabs = [ObjectList([PartsPanel(), *cls.answer_panels], heading=_("Answer"))]
        if cls.type_panels:
            tabs.append(ObjectList(cls.type_panels, heading=_("Details")))
        tabs += [
            ObjectList(cls.trust_panels, heading=_("Trust")),
            ObjectList([*cls.place_panels, FieldPanel("slug"), PublishingPanel()], heading=_("Place")),
        ]
        return TabbedInterface(tabs, base_form_class=cls.base_form_class).bind_to_model(cls)

    # --- saving -------------------------------------------------------------------------------------------

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._set_kind_and_code()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self._set_kind_and_code()
        super().minimal_clean()

    def save(self, clean: bool = True, **kwargs: Any) -> Any:
        """Save; a live page must satisfy ``publish_errors`` whichever way it was published."""
        if clean and self.live:
            errors = self.publish_errors() or hook_errors(self)
            if errors:
                raise ValidationError(errors)
        publication = publication_of(self, kwargs.get("update_fields"))
        try:
            with transaction.atomic():  # the change and what listens to it: all or nothing
                if not kwargs.get("update_fields"):
                    self.keep_newer_check()
                saved = super().save(clean=clean, **kwargs)
                if publication:
                    record(self, publication)
                return saved
        except IntegrityError:
            if not self._code_was_taken_meanwhile():
                raise
        unsaved: Any = self
        unsaved.pk = unsaved.id = None  # nothing of the first try is left in the database
        self.code = next_code(self.CODE_PREFIX)
        with transaction.atomic():
            return super().save(clean=clean, **kwargs)

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False) -> Any:
        """A revision as a page. It opens even where a snippet that it refers to is gone, with that choice empty."""
        known = without_gone(cls, data) if check_fks else data
        return super().from_serializable_data(known, check_fks=check_fks, strict_fks=strict_fks)

    def _code_was_taken_meanwhile(self) -> bool:
        """Two editors made a page of this kind at once and were both offered the same next code."""
        return self._code_proposed and KnowledgePage.objects.filter(code=self.code).exists()

    def _set_kind_and_code(self) -> None:
        if type(self) is not KnowledgePage:
            self.kind = self.KIND
            if not self.code and self.CODE_PREFIX:
                self.code = next_code(self.CODE_PREFIX)
                self._code_proposed = self._state.adding

    def publish_errors(self) -> dict[str, list[str]]:
        """What keeps the page from being published, by field (rows B2a, B4a). A draft may lack all of it."""
        errors: dict[str, list[str]] = {}
        if not self.content_owner_id and not self.owner_unit_id:
            errors["owner_unit"] = [str(_("A published page needs an owner: a person or a unit."))]
        if not self.short_answer.strip():
            errors["short_answer"] = [str(_("A published page needs the sentence to say."))]
        if self.review_by is None:
            errors["review_by"] = [str(_("A published page needs a review date."))]
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            errors["valid_to"] = [str(_("The page would end before it begins."))]
        return errors

    # --- reading ------------------------------------------------------------------------------------------

    @property
    def answer_lines(self) -> list[str]:
        """Sentences to say, one a line, placeholders not yet filled in."""
        return [line.strip() for line in self.short_answer.splitlines() if line.strip()]

    @property
    def client_word_list(self) -> list[str]:
        return [line.strip() for line in self.client_words.splitlines() if line.strip()]

    @property
    def standard_ref_list(self) -> list[str]:
        return refs_in(self.standard_refs)

    @property
    def related_pages(self) -> list[Page]:
        return [child.value for child in self.related if child.value and child.value.live]

    @property
    def owner_name(self) -> str:
        if self.content_owner:
            return str(get_user_display_name(self.content_owner))
        return str(self.owner_unit) if self.owner_unit else ""

    def permissions_for_user(self, user: Any) -> Any:
        return permissions_of(self, user)

    def trust(self, today: date | None = None) -> Trust:
        """State on ``today`` (default: this day in Riga)."""
        return trust_of(
            live=self.live,
            sample=self.sample,
            verified_on=self.verified_on,
            review_by=self.review_by,
            valid_to=self.valid_to,
            today=today or timezone.localdate(),
        )

    def client_lines(self, day: date) -> list[str]:
        """Client-safe lines of this type's own fields in force on ``day``; see kb.content.client_text."""
        return []

    def index_headings(self) -> list[str]:
        """Headings, questions and labels: found more strongly than running text."""
        return []

    def index_body(self, day: date) -> list[str]:
        """Everything else an employee may find the page by, internal text included."""
        return []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        today = timezone.localdate()
        day = requested_day(request) or today
        context.update(today=today, day=day, as_of=day if day != today else None, trust=self.trust(today))
        for extend in hooks.get_hooks("kb_page_context"):
            extend(self, request, context)
        return context


def requested_day(request: HttpRequest) -> date | None:
    """The day of ``?datums=YYYY-MM-DD``; 404 where it is not a date of our time."""
    given = request.GET.get("datums")
    if not given:
        return None
    try:
        return day_of_our_time(given)
    except ValueError as error:
        raise Http404(str(error)) from error


def day_of_our_time(text: str) -> date:
    """A day between 2000 and 2100 as typed in an address; ValueError in plain words for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(gettext("The date must look like 2026-12-22.")) from error
    if not 2000 <= day.year <= 2100:
        raise ValueError(gettext("The day must be between 2000 and 2100."))
    return day


def refs_in(text: str) -> list[str]:
    """Row ids of the standard in the field that lists them."""
    return re.findall(r"[A-D]\d[a-z]?", text)


def next_code(prefix: str) -> str:
    """The next free code of a kind, for example P29."""
    used = KnowledgePage.objects.filter(code__regex=rf"^{prefix}\d+$").values_list("code", flat=True)
    highest = max((int(code[len(prefix) :]) for code in used), default=0)
    return f"{prefix}{highest + 1:02d}"

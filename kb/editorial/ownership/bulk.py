"""Tools for several pages at once in the explorer: who answers for them, when they are checked, «still right»."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page

from kb.calendar.latvian_dates import numeric
from kb.content.models import KnowledgePage
from kb.editorial.ownership.assign import assign_people, latest_review, may_assign, set_review
from kb.editorial.ownership.rights import verifiable
from kb.editorial.ownership.verify import verify


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Somebody who is here; empty leaves what is there."""

    def __init__(self, **kwargs: Any) -> None:
        people = get_user_model().objects.filter(is_active=True).order_by("last_name", "username")
        super().__init__(people, required=False, empty_label=gettext_lazy("(as it is)"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(get_user_display_name(obj))


class PeopleForm(forms.Form):
    content_owner = PersonField(label=gettext_lazy("owner (person)"))
    deputy = PersonField(label=gettext_lazy("deputy"))
    verifier = PersonField(label=gettext_lazy("verifier"))

    def clean(self) -> dict[str, Any]:
        chosen = {name: person for name, person in self.cleaned_data.items() if person is not None}
        if not chosen and not self.errors:
            raise ValidationError(_("Choose somebody."))
        return chosen


class ReviewForm(forms.Form):
    review_by = forms.DateField(label=gettext_lazy("review by"), widget=AdminDateInput)

    def clean_review_by(self) -> date:
        day: date = self.cleaned_data["review_by"]
        today = timezone.localdate()
        if not today <= day <= latest_review(today):
            text = _("Between today and %(date)s: no page goes unchecked for longer than two years.")
            raise ValidationError(text % {"date": numeric(latest_review(today))})
        return day


class KnowledgeBulkAction(PageBulkAction):
    """Of the chosen pages those of the knowledge base on which the person may do it; the others are named."""

    template_name = "editorial/ownership/bulk.html"
    question: ClassVar[Any] = ""
    yes: ClassVar[Any] = ""
    refused: ClassVar[Any] = ""

    def check_perm(self, page: Page) -> bool:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        texts = {"heading": self.display_name, "question": self.question, "yes": self.yes, "refused": self.refused}
        return {**super().get_context_data(**kwargs), **texts}

    def get_execution_context(self) -> dict[str, Any]:
        data = self.cleaned_form.cleaned_data
        return {**super().get_execution_context(), "data": data}

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        text = ngettext("Done on %(number)d page.", "Done on %(number)d pages.", num_parent_objects)
        return text % {"number": num_parent_objects}


class PublisherBulkAction(KnowledgeBulkAction):
    refused = gettext_lazy("Only who may publish these pages may do that")

    def check_perm(self, page: Page) -> bool:
        specific = page.specific
        return isinstance(specific, KnowledgePage) and may_assign(self.request.user, specific)


class PeopleBulkAction(PublisherBulkAction):
    display_name = gettext_lazy("Owners")
    aria_label = gettext_lazy("Set owner, deputy and verifier of the chosen pages")
    action_type = "kb_people"
    action_priority = 60
    form_class = PeopleForm
    question = gettext_lazy("Who answers for these pages from now on?")
    yes = gettext_lazy("Set")

    @classmethod
    def execute_action(cls, objects: Sequence[Page], **kwargs: Any) -> tuple[int, int]:
        for page in objects:
            assign_people(page.specific, kwargs["user"], kwargs["data"])
        return len(objects), 0


class ReviewBulkAction(PublisherBulkAction):
    display_name = gettext_lazy("Review date")
    aria_label = gettext_lazy("Set the review date of the chosen pages")
    action_type = "kb_review_by"
    action_priority = 61
    form_class = ReviewForm
    question = gettext_lazy("By which day is each of these pages to be checked?")
    yes = gettext_lazy("Set")

    @classmethod
    def execute_action(cls, objects: Sequence[Page], **kwargs: Any) -> tuple[int, int]:
        for page in objects:
            set_review(page.specific, kwargs["user"], kwargs["data"]["review_by"])
        return len(objects), 0


class VerifyBulkAction(KnowledgeBulkAction):
    display_name = gettext_lazy("Still right")
    aria_label = gettext_lazy("Confirm that the chosen pages are still right")
    action_type = "kb_verify"
    action_priority = 62
    form_class = forms.Form
    question = gettext_lazy("Have you read these pages, and are they still right?")
    yes = gettext_lazy("Yes, they are still right")
    refused = gettext_lazy("Not published, or not yours to confirm")

    @cached_property
    def confirmable(self) -> set[int]:
        """Asked once, however many pages were chosen."""
        return set(verifiable(KnowledgePage.objects.live(), self.request.user).order_by().values_list("pk", flat=True))

    def check_perm(self, page: Page) -> bool:
        return page.pk in self.confirmable

    @classmethod
    def execute_action(cls, objects: Sequence[Page], **kwargs: Any) -> tuple[int, int]:
        for page in objects:
            verify(page.specific, kwargs["user"])
        return len(objects), 0

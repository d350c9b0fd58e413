"""The editors' form of a question."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from kb.learning.quizzes.kinds import problem_of

MAY_CHANGE = "learning.change_question"
#: How long a check holds where the editor names no day.
HOLDS_FOR = timedelta(days=365)


class QuestionForm(WagtailAdminModelForm):
    """``checked`` says that the question was read against its page now."""

    checked = forms.BooleanField(
        label=_("I have checked it against the page"),
        required=False,
        help_text=_("The question counts as verified today, and the mark that the page has changed goes away."),
    )

    def clean_owner(self) -> Any:
        owner = self.cleaned_data["owner"]
        if owner is not None and not owner.has_perm(MAY_CHANGE):
            raise forms.ValidationError(_("This person may not change questions, so they cannot answer for one."))
        return owner

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("live"):
            problem = problem_of(data.get("kind", ""), self._rights())
            if problem:
                self.add_error(None, problem)
            if not data.get("page"):
                self.add_error("page", _("A question that is asked needs the page that answers it."))
        return data

    def save(self, commit: bool = True) -> Any:
        if self.cleaned_data.get("checked"):
            self.instance.verified_at = timezone.now()
            if not self.instance.review_by or self.instance.review_by <= timezone.localdate():
                self.instance.review_by = timezone.localdate() + HOLDS_FOR
        return super().save(commit)

    def _rights(self) -> list[bool]:
        """Of each option that stays, whether it is right."""
        rows: Any = self.formsets["options"]
        rows.is_valid()  # reads what was typed; what is wrong in it stands at its field
        filled = (row.cleaned_data for row in rows.forms if row.has_changed() or row.instance.pk)
        return [bool(row.get("right")) for row in filled if row and not row.get("DELETE")]

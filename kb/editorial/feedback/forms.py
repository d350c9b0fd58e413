"""What a reader fills in, one form for each kind of feedback. Personal data is masked in it before it is sent."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.editorial.choices import FeedbackKind, Reason
from kb.editorial.feedback.plain_text import plain_text
from kb.editorial.models.feedback import PASSAGE_MAX, WORDS_MAX
from search.log.masking import mask


class PlainTextField(forms.CharField):
    def to_python(self, value: Any) -> str:
        return plain_text(super().to_python(value) or "")


class FeedbackForm(forms.Form):
    """Why the page did not help, what is wrong on it, or a question to its owner.

    Where the words hold what may lead to a person, the form is not valid: it then holds the masked text, and the
    second sending sends that. ``masked`` says so.
    """

    words = PlainTextField(
        required=False,
        max_length=WORDS_MAX,
        error_messages={"max_length": gettext_lazy("That is too long: %(show_value)s characters of %(limit_value)s.")},
    )
    passage = PlainTextField(
        required=False,
        max_length=PASSAGE_MAX,
        error_messages={"max_length": gettext_lazy("That is too long: %(show_value)s characters of %(limit_value)s.")},
    )
    reason = forms.ChoiceField(
        required=False,
        choices=Reason.choices,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the reasons.")},
    )
    revision = forms.IntegerField(required=False, min_value=1, max_value=2**62)

    def __init__(self, kind: FeedbackKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.masked = False

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if self.kind == FeedbackKind.UNHELPFUL and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Choose one of the reasons."))
        if self.kind == FeedbackKind.QUESTION and not data.get("words") and "words" not in self.errors:
            self.add_error("words", _("Write what you want to know."))
        if self.kind == FeedbackKind.ERROR and not (data.get("words") or data.get("passage")) and not self.errors:
            self.add_error("words", _("Write what is wrong, or give the passage."))
        self._mask()
        return data

    def _mask(self) -> None:
        """The text as typed leaves the form, also where it is refused for another reason: it is neither stored nor
        sent back."""
        for name in ("words", "passage"):
            typed = plain_text(self.data.get(name) or "")
            if mask(typed) != typed:
                self.masked = True
                self.data = {**dict(self.data.items()), name: mask(typed)}
                self.add_error(name, _("This looks like client data, it has been replaced. Read it and send it again."))

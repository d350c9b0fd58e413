"""What an editor asks of the explanation: a question, a page, and weights to try out."""

from dataclasses import asdict, fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from search.explain import FIELD_NAMES
from search.weights import WEIGHTS, Weights

LABELS = {
    **FIELD_NAMES,
    "further_fields": _("Further fields, as a share"),
    "phrase": _("One phrase says all of it"),
    "exact_title": _("The question is the title"),
    "exact_word": _("A word with its diacritics"),
}


class ExplainForm(forms.Form):
    q = forms.CharField(max_length=200, required=False, label=_("Question"))
    kods = forms.CharField(max_length=8, required=False, label=_("Code of a page"))


class WeightsForm(forms.Form):
    """A field for each weight; what is left empty stays as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weight in fields(Weights):
            self.fields[weight.name] = forms.FloatField(
                min_value=0,
                max_value=10,
                required=False,
                label=LABELS[weight.name],
                initial=getattr(WEIGHTS, weight.name),
                widget=forms.NumberInput(attrs={"step": "0.05", "placeholder": getattr(WEIGHTS, weight.name)}),
            )

    def weights(self) -> Weights:
        """The weights to try; those in use where the form has mistakes."""
        if not self.is_valid():
            return WEIGHTS
        given = {name: value for name, value in self.cleaned_data.items() if value is not None}
        return Weights(**(asdict(WEIGHTS) | given))

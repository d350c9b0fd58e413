"""Days on which people of a team are away."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name

from kb.learning.acknowledging.who import employees
from kb.learning.coverage.scope import Scope
from kb.learning.models import Absence

#: Longer than a parental leave is a slip of the finger.
LONGEST = timedelta(days=3 * 366)
#: How long an absence that is over stays in the list.
SHOWN_FOR = timedelta(days=30)


class AbsenceForm(forms.Form):
    """One of the people of ``scope``, from the first to the last day."""

    person = forms.ModelChoiceField(employees(), label=_("Employee"), empty_label=None)
    first = forms.DateField(label=_("First day"))
    last = forms.DateField(label=_("Last day"))

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.queryset = employees().filter(pk__in=scope.members)
        person.label_from_instance = get_user_display_name
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "input"
            if name != "person":
                field.widget = forms.DateInput({"class": "input", "type": "date"}, format="%Y-%m-%d")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first."))
        elif first and last and last - first > LONGEST:
            self.add_error("last", _("An absence is at most three years long."))
        return data


def add_absence(form: AbsenceForm, by: Any) -> Absence:
    """Enter what the valid form says. The same days twice are one row."""
    data = form.cleaned_data
    row, _created = Absence.objects.get_or_create(
        user=data["person"],
        first=data["first"],
        last=data["last"],
        defaults={"by_name": get_user_display_name(by)},
    )
    return row


def remove_absence(pk: int, scope: Scope) -> None:
    """Take an absence back; PermissionDenied where it is of nobody in the scope, or there is none."""
    deleted, _rows = Absence.objects.filter(pk=pk, user__in=scope.members).delete()
    if not deleted:
        raise PermissionDenied


def absences_of(scope: Scope) -> "QuerySet[Absence]":
    """On, ahead, or over for less than a month."""
    since = timezone.localdate() - SHOWN_FOR
    return Absence.objects.filter(user__in=scope.members, last__gte=since).select_related("user")

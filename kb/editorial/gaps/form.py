"""The form of one row: who sees to it, until when, how it stands, and the word to whoever reported it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.utils import get_user_display_name

from kb.editorial.choices import WORK_STATES
from kb.editorial.gaps.responsible import workers
from kb.editorial.models import Gap


class GapForm(WagtailAdminModelForm):
    """``seen`` is the version of the row that the person has before them."""

    data: Any
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.version
        offered = {*WORK_STATES, self.instance.state}
        self.fields["state"].choices = [
            choice for choice in Gap._meta.get_field("state").choices or () if choice[0] in offered
        ]
        if "owner" in self.fields:
            people = workers()
            self.fields["owner"].queryset = people
            self.fields["owner"].label_from_instance = get_user_display_name

    def save(self, commit: bool = True) -> Gap:
        self.instance.version = self.cleaned_data["seen"]
        gap: Gap = super().save(commit=commit)
        return gap

    def say_changed(self, now: Gap) -> None:
        """Tell that somebody was faster; the next sending is meant to replace what they did."""
        who = get_user_display_name(now.owner) or _("all editors")
        text = _(
            "Somebody has changed this row meanwhile: it is “%(state)s” now, seen to by %(who)s. Your text is still "
            "here. Save again to put it in place of theirs."
        )
        self.add_error(None, text % {"state": now.get_state_display(), "who": who})
        self.data = {**dict(self.data.items()), "seen": str(now.version)}


panel = ObjectList(
    [
        FieldRowPanel([FieldPanel("state"), FieldPanel("owner"), FieldPanel("due_on")]),
        FieldPanel("answer"),
        FieldPanel("page"),
    ],
    base_form_class=GapForm,
)

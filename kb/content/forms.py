"""Forms of the page editor: a draft is always saved, publishing has its own rules."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from kb.content.choices import ChangeKind
from kb.content.publishing import Rows, hook_errors
from kb.content.what_changed import unsaid


class KnowledgePageForm(WagtailAdminPageForm):
    """Adds the rules of ``publish_errors`` where the editor publishes or submits, not where a draft is saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "change_kind" in self.fields:  # two radio buttons and none for "nothing"
            self.fields["change_kind"].choices = ChangeKind.choices

    def is_valid(self) -> bool:
        valid = bool(super().is_valid())
        if valid and not self.is_deferred_validation:
            rows = {name: kept_rows(formset) for name, formset in self.formsets.items()}
            for field, messages in self._errors_on_publishing(rows).items():
                for message in messages:
                    self.add_error(field if field in self.fields else None, message)
            valid = not self.errors
        return valid

    def _errors_on_publishing(self, rows: Rows) -> dict[str, list[str]]:
        return self.publish_errors() | unsaid(self.instance) | hook_errors(self.instance, rows)

    def publish_errors(self) -> dict[str, list[str]]:
        errors: dict[str, list[str]] = self.instance.publish_errors()
        return errors


def kept_rows(formset: Any) -> list[dict[str, Any]]:
    """Rows of an inline formset that will remain after saving."""
    return [form.cleaned_data for form in formset.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]


class ServicePageForm(KnowledgePageForm):
    """A service also needs a channel and a deadline; both are inline rows, not yet on the instance here."""

    def publish_errors(self) -> dict[str, list[str]]:
        channels = [row["availability"] for row in kept_rows(self.formsets["channels"])]
        deadlines = len(kept_rows(self.formsets["deadlines"]))
        errors: dict[str, list[str]] = self.instance.publish_errors(channels=channels, deadlines=deadlines)
        return errors

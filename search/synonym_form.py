"""The editor's form of a row of synonyms: what finds nearly everything is saved only on purpose."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from search.engines.base import EngineUnavailable
from search.engines.registry import embedded_engine
from search.service import reader_of
from search.synonym_effect import Broad, broad_terms
from search.synonym_preview import effect_of


class SynonymForm(WagtailAdminModelForm):
    """``confirmed`` is asked for where a term stands on too many pages, and nowhere else."""

    confirmed = forms.BooleanField(
        required=False,
        label=gettext_lazy("I know that a term is very broad"),
        help_text=gettext_lazy("Only needed where saving asks for it."),
    )

    def clean(self) -> dict[str, Any]:
        """A preview may show what a broad term does before anybody confirms it."""
        data: dict[str, Any] = super().clean()
        changed = {"terms", "one_way_to"} & set(self.changed_data)
        if changed and not self.is_deferred_validation and not data.get("confirmed"):
            self.instance.terms, self.instance.one_way_to = data.get("terms", ""), data.get("one_way_to", "")
            for message in self._broad():
                self.add_error("confirmed", message)
        return data

    def _broad(self) -> list[str]:
        """Without an index nothing can be counted, and synonyms must be editable all the same."""
        try:
            broad = broad_terms(self.instance.row, embedded_engine())
            moved = len(effect_of(self.instance, reader_of(self.for_user)).codes) if broad else 0
        except EngineUnavailable:
            return []
        return [_message(term, moved) for term in broad]


def _message(broad: Broad, moved: int) -> str:
    text = _(
        "“%(term)s” stands on %(pages)s of %(of)s pages, and %(moved)s pages would change their place. "
        "Confirm that this is meant."
    )
    return text % {"term": broad.term, "pages": broad.pages, "of": broad.of, "moved": moved}

"""Synonyms in the admin, and as part of the sample content."""

from pathlib import Path
from typing import Any

from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from search.models import SynonymGroup


class SynonymViewSet(SnippetViewSet):
    model = SynonymGroup
    icon = "order"
    list_display = ["__str__", "note", "updated_at"]
    list_per_page = 50


register_snippet(SynonymViewSet)


@hooks.register("kb_load_sample")
def load_synonyms(folder: Path, report: Any) -> None:
    from search.sample import load_synonym_file

    load_synonym_file(folder / "snippets" / "synonyms.yaml", report)

"""What can be done about a row, as this person may."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.editorial.models import Gap
from search.models import SynonymGroup


@dataclass(frozen=True, slots=True)
class Action:
    label: str
    url: str
    icon: str


def actions_on(gap: Gap, user: Any) -> tuple[Action, ...]:
    """Synonym, pin and draft for a search; the page itself for what was said of it. Nothing on a closed row."""
    if not gap.is_open or not user.has_perm("editorial.change_gap"):
        return ()
    found = [*_on_search(gap, user)] if gap.is_search else []
    if gap.page is not None and gap.page.permissions_for_user(user).can_edit():
        found.append(Action(_("Edit the page"), reverse("wagtailadmin_pages:edit", args=[gap.page.pk]), "edit"))
    return tuple(found)


def _on_search(gap: Gap, user: Any) -> list[Action]:
    found = []
    if user.has_perm("search.add_synonymgroup"):
        add = reverse(SynonymGroup.snippet_viewset.get_url_name("add"))
        found.append(Action(_("Add a synonym"), f"{add}?{urlencode({'terms': gap.text})}", "order"))
    if user.has_perm("wagtailsearchpromotions.add_searchpromotion"):
        found.append(Action(_("Pin a page"), reverse("gap_pin", args=[gap.pk]), "pick"))
    found.append(Action(_("Begin a page"), reverse("gap_draft", args=[gap.pk]), "doc-empty"))
    return found

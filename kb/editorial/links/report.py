"""Links that do not work: within the site as the database has it now, outside as they answered last."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn

from kb.content.models import Institution, KnowledgePage, LegalAct
from kb.editorial.links.inside import broken_inside
from kb.editorial.links.outside import broken
from kb.editorial.models import OutsideLink, PageLink
from kb.editorial.reports.base import DayColumn, ListReport
from kb.editorial.reports.shown import address_for, shown_pages


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link that does not work: where it stands (with the address to mend it), what it leads to and since when."""

    stands: str
    url: str
    where: str
    target: str
    problem: str
    since: date | None = None
    checked: date | None = None


class LinksReport(ListReport):
    page_title = _("Links that do not work")
    header_icon = "link"
    index_url_name = "report_links"
    export_filename = "bojatas-saites"
    no_results_message = _("All links work, as far as they were asked.")
    columns = [
        TitleColumn("stands", label=_("Stands on"), get_url=lambda row: row.url),
        Column("where", label=_("Where")),
        Column("target", label=_("Leads to")),
        Column("problem", label=_("What is wrong")),
        DayColumn("since", label=_("Since")),
        DayColumn("checked", label=_("Asked last")),
    ]
    export_headings = {
        "stands": _("Stands on"),
        "where": _("Where"),
        "target": _("Leads to"),
        "problem": _("What is wrong"),
        "since": _("Since"),
        "checked": _("Asked last"),
    }
    list_export = ["stands", "where", "target", "problem", "since", "checked"]

    def rows(self) -> Sequence[LinkRow]:
        return [*self._outside(), *self._inside()]

    def _inside(self) -> Iterator[LinkRow]:
        found = broken_inside()
        ids = {link.page.pk for link in found}
        shown = set(
            KnowledgePage.objects.filter(shown_pages(self.request.user), pk__in=ids).values_list("pk", flat=True)
        )
        for link in found:
            if link.page.pk in shown:
                url = address_for(self.request).of(link.page.pk, link.page.code)
                yield LinkRow(_named(link.page), url, link.where, link.target, capfirst(link.problem))

    def _outside(self) -> Iterator[LinkRow]:
        links = OutsideLink.objects.filter(broken()).order_by("failing_since", "address")
        stands = self._places([link.address for link in links])
        for link in links:
            problem = capfirst(link.get_state_display()) + (f": {link.detail}" if link.detail else "")
            for name, url, where in stands[link.address]:
                checked = timezone.localdate(link.checked_at) if link.checked_at else None
                yield LinkRow(name, url, where, link.address, problem, link.failing_since, checked)

    def _places(self, addresses: Sequence[str]) -> dict[str, list[tuple[str, str, str]]]:
        """Where each address stands: pages that the reader may know of, legal acts, institutions."""
        found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        links = PageLink.objects.filter(shown_pages(self.request.user, "page"), page__live=True, outside__in=addresses)
        for link in links.select_related("page").order_by("page__code"):
            url = address_for(self.request).of(link.page_id, link.page.code)
            found[link.outside].append((_named(link.page), url, link.where))
        for act in LegalAct.objects.filter(url__in=addresses):
            found[act.url].append((act.short, _snippet(act), str(LegalAct._meta.verbose_name)))
        for institution in Institution.objects.exclude(web=""):
            place = (institution.name, _snippet(institution), str(Institution._meta.verbose_name))
            found[institution.web_url].append(place)
        return found


def _named(page: Any) -> str:
    return f"{page.code} {page.title}"


def _snippet(row: Any) -> str:
    return reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk])

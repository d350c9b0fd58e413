"""How the knowledge base stands, on one screen: a panel for each report, with what it comes to and where it is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kb.calendar.latvian_dates import numeric
from kb.content.coverage import coverage
from kb.content.loading.folder import SAMPLE_FOLDER, read_rows
from kb.content.models import KnowledgePage
from kb.editorial.checks.kinds import Rule
from kb.editorial.links.inside import broken_inside
from kb.editorial.links.outside import broken
from kb.editorial.models import DailyFigures, OutsideLink, PageFinding
from kb.editorial.reports.charts import Line, Row, line, percent, single, stacked
from kb.editorial.reports.pages import KindFigures, Used, by_kind, in_use, totals
from kb.editorial.reports.shown import PageAddress, shown_pages
from kb.editorial.reports.work import open_gaps, scheduled

#: Rows of a list in a panel; the report has all.
MOST = 6
#: The line of the verified share goes back so far.
LINE_DAYS = timedelta(days=180)
AHEAD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Panel:
    """``says``: what it comes to in a sentence. ``legend``: what the tones of the bars mean."""

    key: str
    title: str
    says: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    reports: tuple[tuple[str, str], ...]
    legend: tuple[tuple[str, str], ...] = ()
    line: Line | None = None


def panels(user: Any) -> list[Panel]:
    """Everything ``user`` may see, in at most as many queries as one screen of the admin may ask."""
    today = timezone.localdate()
    shown, address = shown_pages(user), PageAddress(user)
    pages = KnowledgePage.objects.filter(shown)
    kinds, used = by_kind(pages, today), in_use(pages, today)
    whole = totals(kinds)
    return [
        _coverage(coverage(read_rows(SAMPLE_FOLDER), shown)),
        _verified(whole, today),
        _ageing(kinds),
        *_used(used, (whole.pages if whole else 0) - len(used), address),
        *_gaps(user, today),
        _scheduled(shown, address),
        *_texts_and_links(user),
    ]


def _coverage(rows: dict[str, list[str]]) -> Panel:
    covered = Counter(row[0] for row, codes in rows.items() if codes)
    whole = Counter(row[0] for row in rows)
    without = [row for row, codes in rows.items() if not codes]
    numbers = {"covered": sum(covered.values()), "rows": len(rows)}
    says = _("%(covered)d of %(rows)d rows of the standard have a page.") % numbers
    if without:
        says += " " + _("Without one: %(rows)s.") % {"rows": ", ".join(without[:12])}
    bars = [
        Row(
            _("Part %(part)s") % {"part": part},
            (f"{covered[part]} / {number}",),
            stacked([covered[part], number - covered[part]], ["ok", "danger"], number),
        )
        for part, number in whole.items()
    ]
    legend = (("ok", _("with a page")), ("danger", _("without")))
    return Panel(
        "coverage", _("Coverage of the standard"), says, (_("Part"), _("Rows")), tuple(bars), _to("coverage"), legend
    )


def _verified(figures: KindFigures | None, today: date) -> Panel:
    """The share over time from the figures of each night, and as it is now."""
    nights = DailyFigures.objects.filter(day__gte=today - LINE_DAYS, day__lt=today, pages__gt=0).order_by("day")
    shares = [(day, percent(part, whole)) for day, part, whole in nights.values_list("day", "verified", "pages")]
    if figures is None:
        return Panel("verified", _("Verified pages"), _("There are no published pages."), (), (), _to("daily"))
    shares.append((today, percent(figures.verified, figures.pages)))
    says = _("%(share)d %% of %(pages)d pages are verified.") % {"share": shares[-1][1], "pages": figures.pages}
    states = (
        (_("Verified"), figures.verified, "ok"),
        (_("To be checked"), figures.due, "warn"),
        (_("Check overdue"), figures.overdue, "danger"),
        (_("SAMPLE"), figures.sample, "sample"),
    )
    rows = [Row(name, (str(number),), single(number, figures.pages, tone)) for name, number, tone in states]
    return Panel(
        "verified", _("Verified pages"), says, (_("State"), _("Pages")), tuple(rows), _to("daily"), line=line(shares)
    )


def _ageing(kinds: Sequence[KindFigures]) -> Panel:
    tones = ("age0", "age1", "age2", "age3")
    ages = (_("up to 3 mo."), _("up to 6 mo."), _("up to a year"), _("older"))
    old = sum(row.ages[3] for row in kinds)
    says = ngettext(
        "%(number)d page was verified or published more than a year ago.",
        "%(number)d pages were verified or published more than a year ago.",
        old,
    ) % {"number": old}
    rows = [Row(str(row.kind.label), tuple(map(str, row.ages)), stacked(row.ages, tones, row.pages)) for row in kinds]
    legend = tuple(zip(tones, ages, strict=True))
    headings = (_("Page type"), *ages)
    return Panel("ageing", _("How old the answers are"), says, headings, tuple(rows), _to("ageing"), legend)


def _used(used: Sequence[Used], idle: int, address: PageAddress) -> list[Panel]:
    says = ngettext(
        "Opened from the results in 30 days. %(number)d page was neither opened so nor copied.",
        "Opened from the results in 30 days. %(number)d pages were neither opened so nor copied.",
        idle,
    ) % {"number": idle}
    total = sum(page.copies for page in used)
    said = ngettext(
        "Texts for clients were copied %(number)d time in 30 days.",
        "Texts for clients were copied %(number)d times in 30 days.",
        total,
    ) % {"number": total}
    opened = _ranked([(page, page.clicks) for page in used], address)
    copied = _ranked([(page, page.copies) for page in used], address)
    headings = (_("Page"), _("Times"))
    return [
        Panel("used", _("Most used pages"), says, headings, opened, _to("used", "unused")),
        Panel("copied", _("Most copied"), said, headings, copied, _to("copied")),
    ]


def _ranked(pages: Sequence[tuple[Used, int]], address: PageAddress) -> tuple[Row, ...]:
    """The first of those that have a number at all."""
    counted = [(page, number) for page, number in pages if number]
    first = sorted(counted, key=lambda found: (-found[1], found[0].code))[:MOST]
    return tuple(
        Row(f"{page.code} {page.title}", (str(number),), single(number, first[0][1]), address.of(page.pk, page.code))
        for page, number in first
    )


def _gaps(user: Any, today: date) -> list[Panel]:
    gaps = open_gaps(user, today)
    late = sum(row.late for row in gaps.by_kind)
    says = ngettext("%(number)d is open", "%(number)d are open", gaps.number) % {"number": gaps.number}
    says += ", " + ngettext("%(number)d is overdue.", "%(number)d are overdue.", late) % {"number": late}
    most = max((row.open for row in gaps.by_kind), default=0)
    rows = [
        Row(
            str(row.kind.label),
            (str(row.open), str(row.late)),
            stacked([row.late, row.open - row.late], ["danger", "plain"], most),
        )
        for row in gaps.by_kind
    ]
    legend = (("danger", _("overdue")), ("plain", _("in time")))
    headings = (_("What happened"), pgettext("gaps", "Open"), pgettext("gaps", "Overdue"))
    errors = ngettext("%(number)d report of an error is open", "%(number)d reports of errors are open", gaps.errors)
    told = errors % {"number": gaps.errors}
    if gaps.median_age is not None:
        age = f"{gaps.median_age:g}".replace(".", ",")
        told += ", " + _("half of them for %(days)s days or longer") % {"days": age}
    ages = (_("up to 2 days"), _("3 to 7 days"), _("8 to 30 days"), _("more than 30 days"))
    most_old = max(gaps.error_ages, default=0)
    old = [
        Row(name, (str(number),), single(number, most_old, tone))
        for name, number, tone in zip(ages, gaps.error_ages, ("plain", "plain", "warn", "danger"), strict=True)
    ]
    return [
        Panel("gaps", _("Gaps"), says, headings, tuple(rows), _to("gaps"), legend),
        Panel("errors", _("Open errors"), f"{told}.", (_("Age"), pgettext("gaps", "Reports")), tuple(old), _errors()),
    ]


def _scheduled(shown: Q, address: PageAddress) -> Panel:
    ahead = [row for row in scheduled(shown) if row.at <= timezone.now() + AHEAD]
    says = ngettext(
        "%(number)d page changes by itself within 30 days.",
        "%(number)d pages change by themselves within 30 days.",
        len(ahead),
    ) % {"number": len(ahead)}
    rows = [
        Row(
            f"{row.code} {row.title}",
            (row.what, numeric(timezone.localtime(row.at).date())),
            (),
            address.of(row.pk, row.code),
        )
        for row in ahead[:MOST]
    ]
    return Panel(
        "scheduled", _("Scheduled"), says, (_("Page"), _("What happens"), _("When")), tuple(rows), _to("scheduled")
    )


def _texts_and_links(user: Any) -> list[Panel]:
    """Both are counted in one query. Of links only how many: the report says where, page by page for each reader."""
    findings = PageFinding.objects.filter(shown_pages(user, "page"), page__live=True).order_by()
    outside = OutsideLink.objects.filter(broken()).order_by()
    of_texts = findings.values_list(Value("text"), "rule").annotate(number=Count("pk"))
    of_links = outside.values_list(Value("link"), "state").annotate(number=Count("pk"))
    counted: dict[str, dict[str, int]] = {"text": {}, "link": {}}
    for what, name, number in of_texts.union(of_links):
        counted[what][name] = number
    return [_links(counted["link"]), _findings(counted["text"])]


def _links(outside: dict[str, int]) -> Panel:
    inside = Counter(link.problem for link in broken_inside())
    states = {str(OutsideLink.State(state).label): number for state, number in outside.items()}
    number = sum(inside.values()) + sum(states.values())
    says = ngettext("%(number)d link does not work.", "%(number)d links do not work.", number) % {"number": number}
    most = max([*inside.values(), *states.values()], default=0)
    rows = [
        Row(f"{place}: {problem}", (str(times),), single(times, most, "danger"))
        for place, found in ((_("within the site"), inside), (_("outside"), states))
        for problem, times in sorted(found.items(), key=lambda item: -item[1])
    ]
    return Panel("links", _("Links"), says, (_("What is wrong"), _("Links")), tuple(rows), _to("links", "acts"))


def _findings(numbers: dict[str, int]) -> Panel:
    most, total = max(numbers.values(), default=0), sum(numbers.values())
    says = ngettext("%(number)d hint on published pages.", "%(number)d hints on published pages.", total)
    address = reverse("report_findings")
    rows = [
        Row(str(rule.label), (str(numbers[rule]),), single(numbers[rule], most), f"{address}?rule={rule.value}")
        for rule in Rule
        if rule in numbers
    ]
    title, headings = _("Wording and content"), (_("What"), _("Times"))
    return Panel("findings", title, says % {"number": total}, headings, tuple(rows), _to("findings"))


def _to(*names: str) -> tuple[tuple[str, str], ...]:
    """Name and address of the reports behind a panel."""
    titles = {
        "unused": _("Unused pages"),
        "acts": _("Legal acts"),
    }
    return tuple((titles.get(name, _("Whole report")), reverse(f"report_{name}")) for name in names)


def _errors() -> tuple[tuple[str, str], ...]:
    return ((_("Whole report"), f"{reverse('report_gaps')}?kind=error"),)

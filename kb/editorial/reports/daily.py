"""The figures of each day, written at night: what share was verified last spring cannot be looked up afterwards."""

from django.utils import timezone

from kb.content.coverage import coverage
from kb.content.loading.folder import SAMPLE_FOLDER, read_rows
from kb.content.models import KnowledgePage
from kb.editorial.choices import OPEN_STATES, GapKind
from kb.editorial.links.inside import broken_inside
from kb.editorial.links.outside import broken
from kb.editorial.models import DailyFigures, Gap, OutsideLink, PageFinding
from kb.editorial.reports.pages import by_kind, totals


def write_figures() -> DailyFigures:
    """Count what there is now as the figures of today; safe to repeat."""
    today = timezone.localdate()
    pages = totals(by_kind(KnowledgePage.objects.all(), today))
    rows = coverage(read_rows(SAMPLE_FOLDER))
    open_gaps = Gap.objects.filter(state__in=OPEN_STATES)
    figures = {
        "pages": pages.pages if pages else 0,
        "verified": pages.verified if pages else 0,
        "due": pages.due if pages else 0,
        "overdue": pages.overdue if pages else 0,
        "sample": pages.sample if pages else 0,
        "rows": len(rows),
        "rows_covered": sum(bool(codes) for codes in rows.values()),
        "open_gaps": open_gaps.count(),
        "open_errors": open_gaps.filter(kind=GapKind.ERROR).count(),
        "broken_links": len(broken_inside()) + OutsideLink.objects.filter(broken()).count(),
        "findings": PageFinding.objects.filter(page__live=True).count(),
    }
    written, _new = DailyFigures.objects.update_or_create(day=today, defaults=figures)
    return written

"""How far an answer can be trusted today. Pure: the same rule serves pages, results and the index."""

from dataclasses import dataclass
from datetime import date, timedelta

from kb.content.choices import TrustState

#: A page is shown as «Jāpārbauda» this long before its review date.
DUE_BEFORE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Trust:
    """State of a page with the dates a reader sees beside it."""

    state: TrustState
    on: date | None = None
    until: date | None = None

    @property
    def label(self) -> str:
        return str(self.state.label)

    @property
    def may_be_copied(self) -> bool:
        """Overdue, withdrawn and unpublished answers are never copied (row B4c)."""
        return self.state in {TrustState.VERIFIED, TrustState.DUE, TrustState.SAMPLE}


def trust_of(
    *,
    live: bool,
    sample: bool,
    verified_on: date | None,
    review_by: date | None,
    valid_to: date | None,
    today: date,
) -> Trust:
    """State on the day ``today``: withdrawn, then draft, sample, overdue, due, verified."""
    if valid_to is not None and valid_to < today:
        return Trust(TrustState.WITHDRAWN, on=valid_to)
    if not live:
        return Trust(TrustState.DRAFT)
    if review_by is not None and review_by < today:
        return Trust(TrustState.OVERDUE, on=review_by)
    if sample:
        return Trust(TrustState.SAMPLE)
    if verified_on is None:
        return Trust(TrustState.DUE, until=review_by)
    if review_by is not None and review_by - today <= DUE_BEFORE:
        return Trust(TrustState.DUE, on=verified_on, until=review_by)
    return Trust(TrustState.VERIFIED, on=verified_on, until=review_by)

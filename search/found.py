"""What one engine's answer comes to, in our order."""

from dataclasses import dataclass

from search.engines.base import Candidates
from search.queries import Query
from search.ranking import Ranked


@dataclass(frozen=True, slots=True)
class Found:
    """``query`` as it was searched in the end, ``candidates`` what the engine gave before our order.

    ``counted`` are the pages that facets count: those found without the filters by kind and channel.
    """

    query: Query
    ranked: list[Ranked]
    counted: list[Ranked]
    corrected: str
    candidates: Candidates

"""What one engine's answer comes to, in our order."""

from dataclasses import dataclass

from search.engines.base import Candidates, Facets
from search.queries import Query
from search.ranking import Ranked


@dataclass(frozen=True, slots=True)
class Found:
    """``query`` as it was searched in the end, ``candidates`` what the engine gave before our order."""

    query: Query
    ranked: list[Ranked]
    total: int
    facets: Facets
    corrected: str
    candidates: Candidates

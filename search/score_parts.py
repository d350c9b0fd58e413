"""A page's score, taken apart: what rank() sums, and what editors are shown of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClausePart:
    """One thing asked, on one page. ``option`` is the place among the clause's options that was found, 0 for what was
    typed; ``field`` the best field with its weakest word. Nothing found: ``score`` 0 and no field."""

    score: float
    option: int = 0
    field: str = ""


@dataclass(frozen=True, slots=True)
class ScoreParts:
    """``fields`` is what the clauses come to, each by its rarity (``weights``), less for what was not found."""

    clauses: tuple[ClausePart, ...]
    weights: tuple[float, ...]
    fields: float
    phrase: float = 0.0
    exact_title: float = 0.0
    code: float = 0.0
    exact_words: float = 0.0
    trust: float = 1.0
    popularity: float = 1.0

    @property
    def total(self) -> float:
        return (
            (self.fields + self.phrase + self.exact_title + self.code + self.exact_words) * self.trust * self.popularity
        )

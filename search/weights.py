"""What counts how much in the order of results. docs/search.md says how the numbers were set.

They are values, so that editors can try others on the set of questions without changing what readers get.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Fields first, those that say most of a page before the others; ``further_fields`` is what a second and third
    field adds, as a share of its own weight. ``phrase``: everything asked stands in one phrase of the client's words,
    or in the title. ``exact_word``: a word typed with its diacritics stands on the page."""

    title: float = 1.0
    words: float = 0.9
    short: float = 0.6
    headings: float = 0.5
    body: float = 0.25
    further_fields: float = 0.15
    phrase: float = 1.2
    exact_title: float = 2.0
    exact_word: float = 0.15


WEIGHTS = Weights()

"""«Līdzīgas lapas»: pages that may already say what a draft says, found as an employee would find them."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from kb.content.models import KnowledgePage
from search.results import Hit
from search.service import reader_of, search

#: Questions put to the search: the title, the first client's words, the beginning of the sentence to say.
MOST_PHRASES, MOST_WORDS = 4, 12
#: Results of one question that count, and pages shown.
FIRST, MOST = 3, 5


@dataclass(frozen=True, slots=True)
class Similar:
    code: str
    title: str
    url: str


def similar_to(page: KnowledgePage, user: Any) -> list[Similar]:
    """Pages that answer at least two of the draft's own questions, or that its title finds first; best first."""
    hits: dict[str, Hit] = {}
    score: Counter[str] = Counter()
    for number, question in enumerate(questions_of(page)):
        found = [hit for hit in search(question, reader_of(user), size=FIRST + 1).hits if hit.code != page.code]
        for place, hit in enumerate(found[:FIRST]):
            hits[hit.code] = hit
            score[hit.code] += 2 if number == 0 and place == 0 else 1
    likely = [code for code, points in score.most_common() if points >= 2][:MOST]
    return [Similar(code, hits[code].title, hits[code].url) for code in likely]


def questions_of(page: KnowledgePage) -> list[str]:
    """The title first; each once."""
    answer = " ".join(" ".join(page.answer_lines).split()[:MOST_WORDS])
    asked = [page.draft_title or page.title, *page.client_word_list[:MOST_PHRASES], answer]
    return [text for text in dict.fromkeys(asked) if text]

"""A light load of employees: start page, suggestions, results, pages. What each was answered is kept, with the time."""

import random
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from tools.faults.browser import Answer, Browser
from tools.stack import people

PAUSE_SECONDS = (0.2, 0.6)
QUESTIONS = (
    "nav siltuma",
    "parads",
    "rekina kopija",
    "skaititaja nomaina",
    "atslegs par nemaksasanu",
    "ligums",
    "tarifs",
)


@dataclass(frozen=True, slots=True)
class Sample:
    """One request. ``calm``: a failure came with all emergency numbers, or as an error that the script understands."""

    what: str
    status: int
    began: float
    ended: float
    refused: bool
    calm: bool

    @property
    def good(self) -> bool:
        return self.status == 200


class Reader(threading.Thread):
    """``numbers`` are the emergency numbers and the contact that every page shows."""

    def __init__(self, number: int, port: int, codes: Sequence[str], numbers: Sequence[str], seed: int) -> None:
        super().__init__(name=f"reader {number}", daemon=True)
        self.browser = Browser(port, people.employee(number))
        self.chance = random.Random(seed * 2000 + number)  # noqa: S311
        self.codes, self.numbers = codes, numbers
        self.samples: list[Sample] = []
        self.ending = threading.Event()

    def run(self) -> None:
        while not self.ending.wait(self.chance.uniform(*PAUSE_SECONDS)):
            what, path = self._next()
            answer = self.browser.get(path)
            if answer.status == 302 and what == "page" and "/ieiet/" not in answer.location:  # from a code to its page
                answer = replace(self.browser.get(answer.location), began=answer.began)
            calm = answer.status >= 500 and self._is_calm(what, answer)
            sample = Sample(what, answer.status, answer.began, answer.ended, answer.refused, calm)
            self.samples.append(sample)

    def _next(self) -> tuple[str, str]:
        question = quote(self.chance.choice(QUESTIONS))
        return self.chance.choice(
            (
                ("start page", "/"),
                ("suggestions", f"/api/suggest?q={question[: self.chance.randint(3, 12)].split('%')[0]}"),
                ("search", f"/api/search?q={question}"),
                ("results", f"/meklet/?q={question}"),
                ("page", f"/lapa/{self.chance.choice(self.codes)}/"),
                ("page", f"/lapa/{self.chance.choice(self.codes)}/"),
            )
        )

    def _is_calm(self, what: str, answer: Answer) -> bool:
        if what in {"suggestions", "search"}:
            return '"error"' in answer.text
        return all(number in answer.text for number in self.numbers)

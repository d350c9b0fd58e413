"""An employee's day: one client after the other. What is asked is what the pages' scripts ask, at a person's pace."""

import json
import random
import re
from itertools import count
from typing import ClassVar
from urllib.parse import quote

import gevent
from locust import task

from tools.load import pace
from tools.load.browser import Browser, Failed
from tools.stack import people

_HIT = re.compile(r'<a class="hit" href="([^"]+)" data-code="([^"]+)" data-card-url="([^"]+)"')
_SEARCH = re.compile(r'data-query="([^"]+)"')
_VISIT = re.compile(r'data-visit="([^"]+)"')
_CHANNEL = re.compile(r'data-channel="([a-z_]+)"')
_HELPFUL = re.compile(r'action="(/atsauksme/[^"]+/palidz/)"')
_REVISION = re.compile(r'name="revision" value="([^"]*)"')
START_WORDS, PAGE_WORDS, RESULTS_WORDS, LOOKED_AT = 'class="is-start"', "<h1", 'class="is-results', "<h1"
#: Looked at now and then.
AROUND = ("/jaunumi/", "/termini/", "/kas-pie-mums/", "/vardnica/", "/macibas/", "/mani-zinojumi/")


class Employee(Browser):
    ready: ClassVar[int] = 0
    numbers: ClassVar["count[int]"] = count(1)

    def wait_time(self) -> float:
        return pace.around(pace.NEXT_CLIENT)

    def on_start(self) -> None:
        number = next(Employee.numbers)
        self.open_browser(people.employee((number - 1) % pace.ACCOUNTS + 1), number)
        self.stamp = ""
        self.asking = None
        while not self._arrived():
            gevent.sleep(pace.around(1))
        Employee.ready += 1
        self.asking = gevent.spawn(self._ask_for_notices)
        gevent.sleep(random.uniform(0, pace.NEXT_CLIENT))  # noqa: S311  (people do not begin together)

    def on_stop(self) -> None:
        if self.asking is not None:
            self.asking.kill()

    def _arrived(self) -> bool:
        try:
            self.log_in()
            self.page("start page", "/", START_WORDS)
        except Failed:
            return False
        return True

    @task
    def serve_a_client(self) -> None:
        """A question is typed; a suggestion, or a result of the list, is opened, read and perhaps copied."""
        if random.random() < pace.LOOKS_AROUND:  # noqa: S311
            self.page("something else", random.choice(AROUND), LOOKED_AT)  # noqa: S311
            gevent.sleep(pace.around(pace.READ_PAGE))
        self.page("start page", "/", START_WORDS)
        question = random.choice(self.material["questions"])  # noqa: S311
        suggested = self._type(question)
        if suggested and random.random() < pace.BY_SUGGESTION:  # noqa: S311
            self._open(random.choice(suggested))  # noqa: S311
        else:
            self._look_through(question)
        if random.random() < pace.ONE_MORE:  # noqa: S311
            self._open(random.choice(self.material["opened"]))  # noqa: S311

    def _type(self, question: str) -> list[str]:
        """Letter by letter; the addresses that were suggested last."""
        suggested: list[str] = []
        for length in range(pace.FIRST_ASKED, len(question) + 1):
            gevent.sleep(pace.around(pace.KEY))
            typed = question[:length].strip()
            text = self.ask("suggestions", f"/api/suggest?q={quote(typed)}", words='"suggestions"')
            suggested = [found["url"] for found in json.loads(text)["suggestions"]]
        return suggested

    def _look_through(self, question: str) -> None:
        results = self.page("results", f"/meklet/?q={quote(question)}", RESULTS_WORDS)
        hits = _HIT.findall(results)
        gevent.sleep(pace.around(pace.READ_LIST))
        if not hits:
            return
        chosen = min(random.choice(pace.CARDS_LOOKED_AT), len(hits) - 1)  # noqa: S311
        for _url, _code, card in hits[1 : chosen + 1]:
            self.ask("card of a result", card, words="card__title", headers={"X-Requested-With": "fetch"})
            gevent.sleep(pace.around(pace.READ_CARD))
        url, code, _card = hits[chosen]
        if query := _SEARCH.search(results):
            self.report("report: opened", "/api/search/click", {"query": query[1], "code": code, "rank": chosen + 1})
        self._open(url)

    def _open(self, url: str) -> None:
        text = self.page("page", url, PAGE_WORDS)
        code = _VISIT.search(text)
        if code:
            self.report("report: visited", "/api/visits", {"code": code[1]})
        gevent.sleep(pace.around(pace.READ_PAGE))
        channels = _CHANNEL.findall(text)
        if code and channels and random.random() < pace.COPIES:  # noqa: S311
            self.report("report: copied", "/api/copies", {"code": code[1], "channel": channels[0]})
        if random.random() < pace.HELPED:  # noqa: S311
            self._say_that_it_helped(text)

    def _say_that_it_helped(self, text: str) -> None:
        action, revision = _HELPFUL.search(text), _REVISION.search(text)
        if action:
            fields = {"revision": revision[1] if revision else ""}
            self.send("feedback", action[1], fields, headers={"X-Requested-With": "fetch"})

    def _ask_for_notices(self) -> None:
        while True:
            gevent.sleep(pace.NOTICES)
            self.stamp = self.unchanged("notices (every 7 s)", "/api/notices", self.stamp)

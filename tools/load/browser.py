"""A person's browser for locust: cookies, the headers of the proxy, files it keeps, and answers that are looked at.

Whatever is not the expected answer is an error: its status, and words that must stand in it.
"""

import json
import re
from collections.abc import Mapping
from http.cookiejar import DefaultCookiePolicy
from itertools import count
from typing import Any, ClassVar
from urllib.parse import urlencode, urljoin

from locust import FastHttpUser
from locust.exception import RescheduleTask

from tools.load.material import Material
from tools.load.names import FILES, LOG_IN
from tools.stack import people

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
#: Files of a page, of a style sheet, of a module.
_FILES = (
    re.compile(r'(?:href|src)="(/static/[^"#?]+)"'),
    re.compile(r'url\(["\']?([^"\')#?]+\.(?:woff2?|svg|css))'),
    re.compile(r'(?:from|import)\s*\(?\s*"(\.[^"]+\.js)"'),
)
#: Seconds after which a person gives up; counted as an error.
PATIENCE = 30.0


class Failed(RescheduleTask):
    """The answer was not the expected one, which is counted; the person begins anew."""


class Browser(FastHttpUser):
    """``number`` begins at 1; each has an address of its own, as people behind a proxy have.

    Each kind of people has ``material``, ``numbers`` that it gives out, and ``ready``: how many have come.
    """

    abstract = True
    material: ClassVar[Material]
    numbers: ClassVar["count[int]"]
    ready: ClassVar[int]
    network_timeout = connection_timeout = PATIENCE
    name: str
    number: int

    def open_browser(self, name: str, number: int) -> None:
        self.name, self.number = name, number
        self.token = ""
        self.kept: set[str] = set()
        # The site sees TLS (X-Forwarded-Proto), so its cookies are for TLS alone.
        self.client.cookiejar.set_policy(DefaultCookiePolicy(secure_protocols=("http", "https")))
        agent: Any = self.client.client
        agent.redirect_response_codes = frozenset()  # where an answer leads is looked at
        origin = self.host.replace("http:", "https:")  # type: ignore[union-attr]
        self.headers = {
            "Origin": origin,
            "Referer": f"{origin}/",
            "X-Forwarded-For": f"10.0.{number // 250}.{number % 250 + 1}",
            "X-Forwarded-Proto": "https",
            "Accept-Language": "lv",
        }

    def log_in(self) -> None:
        self.client.cookiejar.clear()
        self.page("log-in page", "/ieiet/", 'name="password"')
        self.send(LOG_IN, "/ieiet/", {"username": self.name, "password": people.PASSWORD}, leads_to="/")

    def page(self, name: str, path: str, words: str) -> str:
        """A page that a person opens, with the files that the browser does not have yet."""
        text = self.ask(name, path, words=words)
        if found := _TOKEN.search(text):
            self.token = found[1]
        self._fetch_files(path, text)
        return text

    def ask(self, name: str, path: str, *, words: str = "", headers: Mapping[str, str] | None = None) -> str:
        answer = self._request("GET", name, path, headers=headers)
        with answer:
            if not _expected(answer, (200,)) or words not in (answer.text or ""):
                answer.failure(_what_came(answer, words))
                raise Failed
            return str(answer.text)

    def unchanged(self, name: str, path: str, tag: str) -> str:
        """Asks for what the browser has already as ``tag``; the tag of what there is now."""
        answer = self._request("GET", name, path, headers={"If-None-Match": tag} if tag else None)
        with answer:
            if not _expected(answer, (200, 304)):
                answer.failure(_what_came(answer, ""))
                return tag
            answer.success()  # 304 is no redirect
            return str(answer.headers.get("etag", tag))

    def send(
        self,
        name: str,
        path: str,
        fields: Mapping[str, str],
        *,
        leads_to: str = "",
        words: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> tuple[str, str]:
        """A form; the address to which the answer leads, and its text. ``leads_to`` must be part of the address."""
        body = urlencode({**fields, "csrfmiddlewaretoken": self.token})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.post(name, path, body, kind | dict(headers or {}), leads_to, words)

    def report(self, name: str, path: str, what: Mapping[str, object]) -> None:
        """As ``report`` in static/kb/js/common.js."""
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.token}
        with self._request("POST", name, path, json.dumps(what), headers) as answer:
            if not _expected(answer, (204,)):
                answer.failure(_what_came(answer, ""))

    def post(
        self, name: str, path: str, body: str, headers: Mapping[str, str], leads_to: str = "", words: str = ""
    ) -> tuple[str, str]:
        with self._request("POST", name, path, body, headers) as answer:
            there = str((answer.headers or {}).get("location", ""))
            fits = _expected(answer, (302, 303) if leads_to else (200,)) and leads_to in there
            if not fits or words not in (answer.text or "") or "/ieiet/" in there:
                answer.failure(f"{_what_came(answer, words)} {there}")
                raise Failed
            answer.success()
            return there, str(answer.text)

    def _request(
        self, method: str, name: str, path: str, body: str | None = None, headers: Mapping[str, str] | None = None
    ) -> Any:
        return self.client.request(
            method, path, name=name, data=body, headers=self.headers | dict(headers or {}), catch_response=True
        )

    def _fetch_files(self, path: str, text: str) -> None:
        """The files have a hash in their names and are kept for good: each is fetched once."""
        for pattern in _FILES:
            for link in pattern.findall(text):
                file = urljoin(path, link)
                if file.startswith("/static/") and file not in self.kept:
                    self.kept.add(file)
                    content = self.ask(FILES, file)
                    if file.endswith((".css", ".js")):
                        self._fetch_files(file, content)


def _expected(answer: Any, statuses: tuple[int, ...]) -> bool:
    return int(answer.status_code) in statuses


def _what_came(answer: Any, words: str) -> str:
    if not answer.status_code:
        return f"no answer: {answer.error!r}"[:120]
    missing = f" without “{words}”" if words and words not in (answer.text or "") else ""
    return f"{answer.status_code}{missing}"

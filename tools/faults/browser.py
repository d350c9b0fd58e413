"""One person's browser: cookies kept, forms sent with their token. What comes of a request is always one of three
things: an answer, an answer cut off, or nobody who listens.
"""

import http.client
import http.cookies
import re
import time
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass

from tools.stack import people

SECONDS = 60
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Answer:
    """``status`` is 0 where there was none; ``refused`` then tells that nobody listened, so nothing was done."""

    status: int
    text: str
    location: str
    began: float
    ended: float
    refused: bool = False

    @property
    def seconds(self) -> float:
        return self.ended - self.began

    @property
    def failed(self) -> bool:
        """No answer, or one that says that it was not done because something is broken."""
        return self.status == 0 or self.status >= 500


class Browser:
    """Every request has a connection of its own, so that what happens to it happened to this request."""

    def __init__(self, port: int, name: str) -> None:
        self.port, self.name = port, name
        self.cookies: dict[str, str] = {}
        self.token = ""

    def log_in(self) -> None:
        """RuntimeError where it is not let in."""
        self.get("/ieiet/")
        answer = self.post("/ieiet/", {"username": self.name, "password": people.PASSWORD})
        if answer.status != 302:
            raise RuntimeError(f"{self.name} is not let in: {answer.status}")

    def get(self, path: str) -> Answer:
        answer = self._send("GET", path, None, {})
        if found := _TOKEN.search(answer.text):
            self.token = found[1]
        return answer

    def post(self, path: str, fields: Mapping[str, object], *, accept: str = "text/html") -> Answer:
        """The form as a browser sends it, with the token of the page that was last opened."""
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": self.token}, doseq=True)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
        return self._send("POST", path, body, headers)

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        began = time.monotonic()
        connected = False
        try:
            connection.connect()
            connected = True
            connection.request(method, path, body, self._headers() | headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return Answer(0, "", "", began, time.monotonic(), refused=not connected)
        finally:
            connection.close()
        for header in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in http.cookies.SimpleCookie(header).items():
                self.cookies[name] = morsel.value
        return Answer(response.status, text, response.headers.get("Location", ""), began, time.monotonic())

    def _headers(self) -> dict[str, str]:
        """With what the proxy in front of the site adds."""
        origin = f"https://localhost:{self.port}"
        return {
            "Host": f"localhost:{self.port}",
            "Origin": origin,
            "Referer": f"{origin}/",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-Forwarded-For": "10.0.0.1",
            "X-Forwarded-Proto": "https",
            "Accept": "text/html",
            "Connection": "close",
        }

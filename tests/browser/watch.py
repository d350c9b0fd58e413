"""What must not happen in a browser: errors in the console, breaches of the CSP, requests to other hosts."""

import re
from typing import Any
from urllib.parse import urlsplit

#: Runs before the page's own scripts; the browser's console then has the directive and the source of a breach.
REPORT_CSP = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP ${event.effectiveDirective}: ${event.blockedURI} ${event.sourceFile ?? ""}:${event.lineNumber}`));
"""


class Watch:
    """Collects problems of every context given to it. ``allow`` excuses those a test brings about on purpose."""

    def __init__(self, site_url: str) -> None:
        self._host = urlsplit(site_url).netloc
        self._found: list[str] = []
        self._allowed: list[str] = []

    def attach(self, context: Any) -> None:
        context.add_init_script(REPORT_CSP)
        context.on("console", self._console)
        context.on("weberror", lambda error: self._found.append(f"script: {error.error}"))
        context.on("request", self._request)

    def allow(self, *patterns: str) -> None:
        self._allowed += patterns

    def allow_status(self, *statuses: int) -> None:
        """Chromium writes an error for each answer of 400 and above; some pages are meant to answer so."""
        self.allow(*(rf"the server responded with a status of {status}\b" for status in statuses))

    @property
    def problems(self) -> list[str]:
        return [text for text in self._found if not any(re.search(pattern, text) for pattern in self._allowed)]

    def _console(self, message: Any) -> None:
        if message.type == "error":
            where = message.page.url if message.page else ""
            self._found.append(f"console on {where}: {message.text} {message.location.get('url', '')}")

    def _request(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self._host:
            self._found.append(f"request to another host: {request.url}")

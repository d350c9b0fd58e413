"""How many requests there were, how they ended and how long they took.

Each process of the web server counts in a file of its own; gunicorn.conf.py says where. Whichever of them is asked adds
all up.
"""

from prometheus_client import Histogram

#: Seconds; p95 of readers' pages is to stay under 0.3.
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 10.0)

SECONDS = Histogram(
    "kb_request_seconds",
    "Requests by part of the site and class of the answer, with how long they took.",
    ["part", "status"],
    buckets=BUCKETS,
)

#: The beginning of a route and the part of the site; what is not here is a page.
_PARTS = (
    ("admin/", "admin"),
    ("api/search", "search"),
    ("api/suggest", "suggest"),
    ("api/", "api"),
    ("meklet/", "search"),
    ("healthz", "health"),
    ("readyz", "health"),
    ("metrics", "health"),
    ("dokumenti/", "file"),
    ("atteli/", "file"),
)


def count(route: str, status: int, seconds: float) -> None:
    """``route`` is the pattern of the address («lapa/<str:code>/»), "" where there is none."""
    part = next((part for start, part in _PARTS if route.startswith(start)), "page" if route else "none")
    SECONDS.labels(part, f"{status // 100}xx").observe(seconds)

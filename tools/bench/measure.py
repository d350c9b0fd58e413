"""What is measured, and how it is printed."""

import csv
import json
import platform
import random
import sqlite3
import statistics
import time
import urllib.parse
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from tools.bench.server import Client, Server
from tools.prepare import SiteSettings, prepare

QUESTIONS = Path(__file__).resolve().parents[2] / "tests" / "relevance" / "questions.csv"
PUBLISHES = 20
#: Pages that people come back to in a day; the first view of a page after a change is measured apart.
DAILY_PAGES = 40
LIMIT_MIB = 350


class Benchmark:
    def __init__(self, folder: Path, pages: int, requests: int) -> None:
        self.folder, self.pages, self.requests = folder, pages, requests

    def run(self) -> int:
        prepare(SiteSettings(self.folder, "0"))
        self._generate()
        server = Server()
        try:
            server.wait()
            client = Client(server.port)
            client.log_in("darbinieks", "demo-parole-2026")
            self._report(client, server)
        finally:
            server.stop()
        return 0

    def _generate(self) -> None:
        from django.core.management import call_command

        started = time.perf_counter()
        call_command("generate_pages", str(self.pages), verbosity=0)
        print(f"{self.pages} pages generated in {time.perf_counter() - started:.0f} s")
        started = time.perf_counter()
        call_command("search_rebuild")
        rebuilt = time.perf_counter() - started
        print(f"rebuild {(self.pages + 120) / rebuilt:.0f} pages/s")

    def _report(self, client: Client, server: Server) -> None:
        chance = random.Random(1)  # noqa: S311
        urls = _urls(chance)
        daily = urls[:DAILY_PAGES]
        kinds: dict[str, Callable[[], str]] = {
            "floor": lambda: "/bench-floor/",
            "page view": lambda: chance.choice(daily),
            "search page": lambda: f"/meklet/?q={_query(chance)}",
            "/api/search": lambda: f"/api/search?q={_query(chance)}",
            "/api/suggest": lambda: f"/api/suggest?q={_query(chance)[: chance.randint(2, 9)].split('%')[0] or 'ma'}",
        }
        first = [client.get(url) for url in urls]
        _query(chance)
        asked = [client.get(f"/api/search?q={urllib.parse.quote(text)}") for text in _queries]
        for path in kinds.values():
            for _ in range(150):
                client.get(path())
        times = {name: [client.get(path()) for _ in range(self.requests)] for name, path in kinds.items()}
        self._print(times)
        print(f"page view, first time since a change  {_line(first)}")
        print(f"/api/search, a question not asked since a change  {_line(asked)}")
        print(f"one-page publish  {_line(_publishes())}")
        print(f"publish until found by /api/search  {_line(_until_found(client))}")
        memory = server.memory_mib()
        _bar("memory of all processes (PSS), MiB", memory, LIMIT_MIB)
        print(f"index {(self.folder / 'search.sqlite3').stat().st_size / 2**20:.0f} MiB")
        print(f"{date.today()}, {platform.machine()}, {platform.python_version()}, SQLite {sqlite3.sqlite_version}")

    def _print(self, times: dict[str, list[float]]) -> None:
        floor50, floor95 = _quantiles(times["floor"])
        print(f"\n{'':<14}{'p50 ms':>9}{'p95 ms':>9}{'p50/floor':>11}{'p95/floor':>11}")
        for name, values in times.items():
            p50, p95 = _quantiles(values)
            print(f"{name:<14}{p50:>9.1f}{p95:>9.1f}{p50 / floor50:>11.2f}{p95 / floor95:>11.2f}")
        page50, page95 = _quantiles(times["page view"])
        search50, search95 = _quantiles(times["/api/search"])
        _bar("page view p50 ≤ 2.5 × floor", page50 / floor50, 2.5)
        _bar("page view p95 ≤ 2 × its p50", page95 / page50, 2)
        _bar("/api/search p50 ≤ 3 × floor", search50 / floor50, 3)
        _bar("/api/search p95 ≤ 6 × floor", search95 / floor95, 6)
        _bar("/api/suggest p95 ≤ 3 × floor", _quantiles(times["/api/suggest"])[1] / floor95, 3)


def _bar(name: str, ratio: float, most: float) -> None:
    print(f"{'ok    ' if ratio <= most else 'MISSED'} {name}: {ratio:.2f}")


def _quantiles(values: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(values)
    return statistics.median(ordered), ordered[int(len(ordered) * 0.95)]


def _line(values: Sequence[float]) -> str:
    p50, p95 = _quantiles(values)
    return f"p50 {p50:.0f} ms, p95 {p95:.0f} ms"


def _urls(chance: random.Random) -> list[str]:
    """Pages of every type, sample and synthetic, in random order."""
    from kb.content.models import KnowledgePage

    pages = list(KnowledgePage.objects.live().order_by("pk"))
    return chance.sample([page.url for page in [*pages[:120], *chance.sample(pages, 180)]], 300)


def _query(chance: random.Random) -> str:
    """What employees type, and words of synthetic titles in the same measure."""
    from kb.content.models import KnowledgePage

    if not _queries:
        with QUESTIONS.open(encoding="utf-8") as file:
            _queries.extend(row["employee_types"] for row in csv.DictReader(file))
        titles = KnowledgePage.objects.filter(code__regex=r"^[A-Z]\d{3,4}$").values_list("title", flat=True)[:600]
        _queries.extend(" ".join(title.split()[:2]) for title in titles[: len(_queries) * 2])
    return urllib.parse.quote(chance.choice(_queries))


_queries: list[str] = []


def _publishes() -> list[float]:
    from kb.content.models import ExplanationPage

    times = []
    for page in ExplanationPage.objects.live().order_by("pk")[:PUBLISHES]:
        started = time.perf_counter()
        page.save_revision().publish()
        times.append((time.perf_counter() - started) * 1000)
    return times


def _until_found(client: Client) -> list[float]:
    from kb.content.models import ExplanationPage

    times = []
    for number, page in enumerate(ExplanationPage.objects.live().order_by("-pk")[:5]):
        word = f"zvirgzdains{'abcde'[number]}"
        page.client_words = f"{page.client_words}\n{word}"
        page.save_revision().publish()
        started = time.perf_counter()
        while time.perf_counter() - started < 30:
            if json.loads(client.body(f"/api/search?q={word}"))["total"]:
                break
            time.sleep(0.05)
        times.append((time.perf_counter() - started) * 1000)
    return times

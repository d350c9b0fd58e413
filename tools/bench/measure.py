"""What is measured, in order: generating, indexing, then one client's requests, then publishing."""

import json
import os
import platform
import random
import sqlite3
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tools.bench.node import Node
from tools.bench.report import SMALL, Report, line
from tools.bench.server import Client, Server
from tools.prepare import SiteSettings, prepare

PUBLISHES = 20
#: Pages that people come back to in a day; the first view of a page after a change is measured apart.
DAILY_PAGES = 40
#: Questions that are asked again in a day.
DAILY_QUESTIONS = 180
WARM_UP = 150
LIMIT_MIB = 350


class Benchmark:
    def __init__(self, folder: Path, pages: int, requests: int, node: Node | None) -> None:
        self.folder, self.pages, self.requests, self.node = folder, pages, requests, node
        self.report = Report(("elasticsearch" if node else "embedded", pages))
        self.chance = random.Random(1)  # noqa: S311

    def run(self) -> int:
        _print_load()
        prepare(SiteSettings(self.folder, "0"))
        self._generate()
        self._index()
        server = Server()
        try:
            server.wait()
            client = Client(server.port)
            self._ask(client)
            self.report.bar("memory of all processes (PSS), MiB", server.memory_mib(), most=LIMIT_MIB, of=SMALL)
            if self.node:
                print(f"memory of Elasticsearch {self.node.memory_mib():.0f} MiB")
        finally:
            server.stop()
        _print_load()
        print(f"{date.today()}, {platform.machine()}, {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
        return 0

    def _generate(self) -> None:
        from django.core.management import call_command

        started = time.perf_counter()
        call_command("generate_pages", str(self.pages), verbosity=0)
        print(f"{self.pages} pages generated in {time.perf_counter() - started:.0f} s")

    def _index(self) -> None:
        from search.engines.registry import all_engines
        from tools.bench.indexing import index_mib, measure_rebuild, measure_worker

        for engine in all_engines():
            measure_rebuild(engine, self.report)
        measure_worker(all_engines(), self.chance, self.report)
        for engine in all_engines():
            print(f"index on {engine.name} {index_mib(engine):.0f} MiB")

    def _ask(self, client: Client) -> None:
        from tools.bench.questions import page_urls, questions, search_path, suggest_path

        chance = self.chance
        urls = page_urls(chance)
        daily = urls[:DAILY_PAGES]
        asked = questions(chance, WARM_UP + DAILY_QUESTIONS)
        others, today = asked[:WARM_UP], asked[WARM_UP:]
        self._warm_up_elasticsearch(asked)
        # Not earlier: choosing among many pages takes longer than the server keeps an idle connection.
        client.log_in("darbinieks", "demo-parole-2026")
        for text in others:
            client.get(search_path(text))
        opened = [client.get(url) for url in urls]
        published, found = _publishes(), _until_found(client)
        # What follows a change of the index: each question is worked out once more, then remembered.
        draws = [chance.choice(today) for _ in range(self.requests)]
        searched = [client.get(search_path(text)) for text in draws]
        first = [ms for number, ms in enumerate(searched) if draws[number] not in draws[:number]]
        kinds: dict[str, Callable[[], str]] = {
            "floor": lambda: "/bench-floor/",
            "page view": lambda: chance.choice(daily),
            "search page": lambda: search_path(chance.choice(today)).replace("/api/search", "/meklet/"),
            "/api/search, again": lambda: search_path(chance.choice(today)),
            "/api/suggest": lambda: suggest_path(chance.choice(asked), chance),
        }
        for path in kinds.values():
            for _ in range(WARM_UP):
                client.get(path())
        times = {name: [client.get(path()) for _ in range(self.requests)] for name, path in kinds.items()}
        floor = times.pop("floor")
        times |= {"/api/search": searched, "/api/search, first time": first, "page view, first time": opened}
        self.report.table(times, floor)
        self.report.bars(times, floor)
        print(f"one-page publish  {line(published)}")
        print(f"publish until found by /api/search  {line(found)}")

    def _warm_up_elasticsearch(self, asked: list[str]) -> None:
        from search.engines.registry import elasticsearch_engine
        from tools.bench.warm import warm_up

        if engine := elasticsearch_engine():
            started = time.perf_counter()
            warm_up(engine, random.Random(2), leave_out=asked)  # noqa: S311
            print(f"Elasticsearch warmed up in {time.perf_counter() - started:.0f} s")


def _print_load() -> None:
    print("load of the machine (1, 5, 15 min): " + ", ".join(f"{load:.1f}" for load in os.getloadavg()))


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

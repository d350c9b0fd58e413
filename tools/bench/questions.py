"""What is asked: pages that people open, and questions as employees type them, each of them different."""

import csv
import random
import urllib.parse
from pathlib import Path

from kb.content.models import KnowledgePage

RELEVANCE = Path(__file__).resolve().parents[2] / "tests" / "relevance"


def page_urls(chance: random.Random) -> list[str]:
    """300 pages of every type, sample and synthetic, in random order."""
    pages = list(KnowledgePage.objects.live().order_by("pk").only("url_path", "locale", "pk"))
    return chance.sample([page.url for page in [*pages[:120], *chance.sample(pages, 180)]], 300)


def questions(chance: random.Random, number: int) -> list[str]:
    """Different questions in random order: one in three typed by a person, the others words of synthetic titles."""
    typed = [*_column("questions.csv", "employee_types"), *_column("queries.csv", "query")]
    typed = chance.sample(typed, min(len(typed), number // 3))
    titles = KnowledgePage.objects.filter(code__regex=r"^[A-Z]\d{4,6}$").values_list("title", flat=True)
    words = sorted({" ".join(title.split()[: chance.randint(1, 3)]) for title in titles[: number * 4]} - set(typed))
    found = list(dict.fromkeys([*typed, *chance.sample(words, min(len(words), number - len(typed)))]))
    return chance.sample(found, len(found))


def search_path(text: str) -> str:
    return f"/api/search?q={urllib.parse.quote(text)}"


def suggest_path(text: str, chance: random.Random) -> str:
    """A question as far as it has been typed."""
    return f"/api/suggest?q={urllib.parse.quote(text[: chance.randint(2, 9)].strip())}"


def _column(file: str, name: str) -> list[str]:
    with (RELEVANCE / file).open(encoding="utf-8", newline="") as rows:
        return [row[name] for row in csv.DictReader(rows)]

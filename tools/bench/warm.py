"""An Elasticsearch as it is after a morning's work.

A Java program is compiled while it runs: a node that was started a minute ago answers several times more slowly than
the same node some thousand questions later. Readers of a site meet the second.
"""

from collections.abc import Collection
from random import Random

from django.utils import timezone

from search.engines.base import Filters, Reader
from search.engines.elasticsearch import ElasticsearchEngine
from search.queries import parse
from search.service import find
from search.synonyms import current_table
from tools.bench.questions import questions

QUESTIONS = 3000
#: How many different ones.
DIFFERENT = 1000


def warm_up(engine: ElasticsearchEngine, chance: Random, leave_out: Collection[str]) -> None:
    """Put questions to the engine that will not be measured, in this process: the server remembers nothing of them."""
    engine.reader = engine.writer  # the first answers take longer than a reader would wait
    others = sorted(set(questions(chance, DIFFERENT)) - set(leave_out))
    reader, today, synonyms = Reader(frozenset()), timezone.localdate(), current_table()
    for _ in range(QUESTIONS):
        text = chance.choice(others)
        find(engine, parse(text, synonyms), reader, Filters(), today)
        engine.suggest(text[: chance.randint(2, 9)], reader, today, 8)

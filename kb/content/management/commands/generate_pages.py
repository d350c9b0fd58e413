"""``manage.py generate_pages N``: invented pages for load and scale tests."""

import random
from collections import Counter, defaultdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from kb.content.choices import Kind
from kb.content.models import CollectionPage, KnowledgePage, Unit
from kb.content.synthetic.pages import MIX, Draft, Writer
from kb.content.synthetic.writing import write_under

#: Codes of invented pages begin here, far from those of the content.
FIRST_NUMBER = 1001
LAST_NUMBER = 999_999
#: So many pages are held in memory, whatever number is asked for.
AT_ONCE = 2000
PREFIXES = {Kind.EXPLANATION: "E", Kind.SERVICE: "P", Kind.PHRASE: "F"}


class Command(BaseCommand):
    help = (
        "Adds N invented Latvian pages, live and marked as samples, under the collections of the sample content. "
        "The same seed gives the same texts. The indexes are not told of them: run search_rebuild afterwards (and "
        "update_index and rebuild_references_index for the searches of the admin)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, metavar="N", help="How many pages.")
        parser.add_argument("--seed", type=int, default=1, help="Start of the random source (default 1).")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["number"] < 1:
            raise CommandError("N must be at least 1")
        unit = Unit.objects.order_by("pk").first()
        if unit is None:
            raise CommandError("There is no unit to own the pages: run load_sample first")
        writer = Writer(random.Random(options["seed"]), unit)  # noqa: S311
        written: Counter[Kind] = Counter()
        with transaction.atomic():
            following = {kind: _first_free(PREFIXES[kind]) for kind in MIX}
            for start in range(0, options["number"], AT_ONCE):
                by_kind = _drafts(writer, min(AT_ONCE, options["number"] - start), following)
                for kind, drafts in by_kind.items():
                    write_under(_collection(kind), drafts)
                    written[kind] += len(drafts)
        counts = ", ".join(f"{number} {kind.value}" for kind, number in written.items())
        self.stdout.write(f"{options['number']} pages created ({counts}); now run search_rebuild")


def _drafts(writer: Writer, number: int, following: dict[Kind, int]) -> dict[Kind, list[Draft]]:
    """Pages by kind, each with the next code of its kind; ``following`` is counted on."""
    found: dict[Kind, list[Draft]] = defaultdict(list)
    for _count in range(number):
        kind = writer.kind()
        if following[kind] > LAST_NUMBER:
            raise CommandError(
                f"No codes are left for the kind {kind.value}: {PREFIXES[kind]}{LAST_NUMBER} is the last"
            )
        found[kind].append(writer.draft(kind, f"{PREFIXES[kind]}{following[kind]}"))
        following[kind] += 1
    return found


def _first_free(prefix: str) -> int:
    """The number after the highest invented code of this kind."""
    codes = KnowledgePage.objects.filter(code__regex=rf"^{prefix}\d{{4,6}}$").values_list("code", flat=True)
    return max((int(code[1:]) for code in codes), default=FIRST_NUMBER - 1) + 1


def _collection(kind: Kind) -> CollectionPage:
    collection: CollectionPage | None = CollectionPage.objects.filter(of_kind=kind).order_by("path").first()
    if collection is None:
        raise CommandError(f"There is no collection for the kind {kind.value}: run load_sample first")
    return collection

"""``manage.py verify_acknowledgements``: whether versions and acknowledgements are as they were written."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from kb.learning.acknowledging.chain import faults
from kb.learning.models import Acknowledgement, StandardVersion
from kb.learning.models.guards import missing


class Command(BaseCommand):
    help = "Calculates every hash and seal anew; exit 1 and the names of the rows where something does not hold."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--seal", default="", help="A seal from a printed protocol: fails where no record has it any more."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = [f"{fault.where}: {fault.what}" for fault in faults()]
        found += [f"trigger {name}: it is not there, run migrate" for name in missing(connection)]
        seal = options["seal"].strip().lower()
        if seal and not Acknowledgement.objects.filter(seal=seal).exists():
            found.append(f"no record has the seal {seal}: records were cut off or sealed anew")
        for line in found:
            self.stdout.write(line)
        last = Acknowledgement.objects.last()
        self.stdout.write(f"versions {StandardVersion.objects.count()}")
        self.stdout.write(f"records {last.number if last else 0}, last seal {last.seal if last else '-'}")
        if found:
            raise CommandError(f"{len(found)} faults")

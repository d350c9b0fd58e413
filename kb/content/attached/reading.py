"""Reads uploaded files, one at a time and within limits, and keeps what it read.

What is to be read is a question to the database, not a list: documents whose file nobody has looked at yet. So nothing
is forgotten when the worker ends half-way, and a file that has not changed is not read twice.
"""

import logging
from datetime import timedelta
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, OperationalError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from wagtail.documents import get_document_model

from kb.content.attached.apart import read_apart
from kb.content.models.document_text import DocumentText, Reading

log = logging.getLogger("kb.attached")

#: Extensions that are read; whatever else is uploaded is listed with the reason.
READ_TYPES = frozenset({"pdf", "docx"})
MOST_BYTES = 30 * 1024 * 1024
#: A form takes about half a second. The worker waits for it, so this is also how long another change may wait.
MOST_SECONDS = 10
#: A file that was not there, perhaps because its disk was not, is looked for again.
MISSING_AGAIN = timedelta(hours=1)


def waiting() -> QuerySet[Any]:
    """Documents whose present file has not been looked at."""
    same = Q(read_text__file_name=F("file"), read_text__file_hash=F("file_hash"))
    again = Q(read_text__outcome=Reading.MISSING, read_text__read_at__lt=timezone.now() - MISSING_AGAIN)
    documents: QuerySet[Any] = get_document_model().objects.filter(Q(read_text=None) | ~same | again)
    return documents.order_by("pk")


def read_next() -> bool:
    """Read one document that is waiting; False where none is. Its text is saved, or the reason why there is none."""
    document = waiting().first()
    if document is None:
        return False
    outcome, text = _read(document)
    if outcome not in {Reading.READ, Reading.OTHER_TYPE}:
        log.warning("The text of document %s (%s) is not searched: %s", document.pk, document.file.name, outcome)
    try:
        _keep(document, outcome, text)
    except OperationalError:
        raise  # the database is away or held, whatever the text
    except (DatabaseError, ValueError) as error:  # no later document may wait for one that cannot be stored
        log.error("The text of document %s (%s) cannot be stored: %s", document.pk, document.file.name, error)
        _keep(document, Reading.DAMAGED, "")
    return True


def _read(document: Any) -> tuple[str, str]:
    kind = document.file_extension.lower()
    if kind not in READ_TYPES:
        return Reading.OTHER_TYPE, ""
    try:
        with document.open_file() as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, SuspiciousOperation):  # not found, its disk away, or no place for a file: tried again later
        return Reading.MISSING, ""
    return (Reading.TOO_LARGE, "") if len(data) > MOST_BYTES else run(kind, data)


def run(kind: str, data: bytes) -> tuple[str, str]:
    """Outcome and text, from a program of its own that is ended when it takes too much time or memory."""
    found, said = read_apart("kb.content.attached.extract", kind, data, MOST_SECONDS)
    if found is None:
        return Reading.TOO_HARD, ""
    if said:
        log.info("Said of a damaged file: %s", said[:200])
    return Reading(found["outcome"]), found["text"]


def _keep(document: Any, outcome: str, text: str) -> None:
    """Not where the document was deleted or its file replaced while it was read: the new one waits to be read."""
    with transaction.atomic():
        same = get_document_model().objects.select_for_update()
        if not same.filter(pk=document.pk, file=document.file.name, file_hash=document.file_hash).exists():
            return
        DocumentText.objects.update_or_create(
            document_id=document.pk,
            defaults={
                "file_name": document.file.name,
                "file_hash": document.file_hash,
                "outcome": outcome,
                "text": text,
                "read_at": timezone.now(),
            },
        )

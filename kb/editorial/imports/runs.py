"""Upload, look, confirm: what a person does with a file. Each verb checks the right."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import PurePath
from types import ModuleType
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kb.editorial.imports.documents import procedure, standard
from kb.editorial.imports.drafts import Refused
from kb.editorial.imports.tables import plan as tables
from kb.editorial.models import ImportRun, Subject
from kb.editorial.models.import_run import DOCUMENTS

MAY_IMPORT = "editorial.add_importrun"
#: What nobody has confirmed by then is forgotten.
KEPT = timedelta(days=14)

_DOCUMENTS: dict[str, ModuleType] = {Subject.STANDARD: standard, Subject.PROCEDURE: procedure}


def allowed_subjects(user: Any) -> list[Subject]:
    """What the person may import: documents become drafts of pages, a table needs the rights on its model."""
    if not user.has_perm(MAY_IMPORT):
        return []
    return [subject for subject in Subject if subject in DOCUMENTS or tables.TABLES[subject]().allowed(user)]


def runs_of(user: Any) -> "QuerySet[ImportRun]":
    """Imports that the person may see, the newest first."""
    return ImportRun.objects.filter(subject__in=allowed_subjects(user)).select_related("created_by", "confirmed_by")


def upload(subject: Subject, name: str, data: bytes, user: Any) -> ImportRun:
    """Read the file and keep what it proposes. ValidationError with the reason where it cannot be read."""
    _check(subject, user)
    reader = _DOCUMENTS[subject].plan_of if subject in DOCUMENTS else partial(tables.plan_of, subject)
    return ImportRun.objects.create(
        subject=subject,
        file_name=PurePath(name).name[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        plan=reader(name, data),
        created_by=user,
    )


def look(run: ImportRun, answers: Mapping[str, str], user: Any) -> None:
    """Keep what the person chose and compare with what there is now."""
    _check(Subject(run.subject), user)
    with transaction.atomic():
        fresh = _locked(run)
        if fresh.confirmed_at:
            return
        _take(fresh, answers)
        _module(fresh).look_again(fresh)
        fresh.save(update_fields=["plan"])


def confirm(run: ImportRun, answers: Mapping[str, str], user: Any) -> ImportRun:
    """Write all of it or nothing; what was confirmed already is not done again.

    Refused where something cannot be written: what the person chose is kept, and compared with what there is now.
    """
    _check(Subject(run.subject), user)
    try:
        with transaction.atomic():
            fresh = _locked(run)
            if fresh.confirmed_at:
                return fresh
            _take(fresh, answers)
            fresh.result = _module(fresh).write(fresh, user)
            fresh.confirmed_by, fresh.confirmed_at, fresh.plan = user, timezone.now(), {}
            fresh.save(update_fields=["result", "confirmed_by", "confirmed_at", "plan"])
            return fresh
    except Refused:
        look(run, answers, user)
        raise


def discard(run: ImportRun, user: Any) -> bool:
    """Forget an upload; False where it has been confirmed meanwhile, so that there is nothing to forget."""
    _check(Subject(run.subject), user)
    deleted, _rows = ImportRun.objects.filter(pk=run.pk, confirmed_at=None).delete()
    return bool(deleted)


def forget_old() -> None:
    """Uploads that nobody confirmed. What was imported stays listed."""
    ImportRun.objects.filter(confirmed_at=None, created_at__lt=timezone.now() - KEPT).delete()


def _check(subject: Subject, user: Any) -> None:
    if subject not in allowed_subjects(user):
        raise PermissionDenied


def _locked(run: ImportRun) -> ImportRun:
    """Of two who confirm at once one waits."""
    return ImportRun.objects.select_for_update().get(pk=run.pk)


def _module(run: ImportRun) -> ModuleType:
    return _DOCUMENTS.get(run.subject, tables)


def _take(run: ImportRun, answers: Mapping[str, str]) -> None:
    if run.subject in DOCUMENTS:
        _DOCUMENTS[run.subject].take(run, answers)

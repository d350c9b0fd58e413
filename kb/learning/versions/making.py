"""When the standard gets a new version.

A version is due where a *material* publication of a section is in no version yet, where a section has come or gone, and
where there is none at all. It is looked for after each transaction that publishes something of the standard, and by the
worker once a minute: what was missed between two lines is made up for. Editorial changes wait for the next version.
"""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.utils import get_user_display_name

from kb.content.choices import ChangeKind, Kind
from kb.content.models import ContentVersion, StandardDocumentPage
from kb.content.models.published_change import PublishedChange
from kb.learning.models import StandardVersion
from kb.learning.versions.text import StandardText, text_of


def make_due_version() -> StandardVersion | None:
    """The version that is due, made now; None where none is. Two at once make one."""
    with transaction.atomic():
        # Whoever comes second waits here and finds nothing due any more.
        document = StandardDocumentPage.objects.select_for_update(of=("self",)).order_by("pk").first()
        if document is None:
            return None
        newest = StandardVersion.objects.first()
        changes = list(_waiting())
        text = text_of(document)
        if not text.sections or not (newest is None or changes or _other_sections(newest, text)):
            return None
        if newest is not None and newest.sha256 == text.sha256:
            newest.changes.add(*changes)  # nothing that readers see has changed: nothing to confirm
            return None
        return _make(document, newest, changes, text)


def _waiting() -> "QuerySet[PublishedChange]":
    """Material publications of sections that are in no version, oldest first."""
    found = PublishedChange.objects.filter(kind=ChangeKind.MATERIAL, page__kind=Kind.STANDARD, standard_versions=None)
    return found.select_related("approved_by").order_by("at", "pk")


def _other_sections(newest: StandardVersion, text: StandardText) -> bool:
    return [section["code"] for section in newest.text["sections"]] != text.codes


def _make(
    document: StandardDocumentPage, newest: StandardVersion | None, changes: list[PublishedChange], text: StandardText
) -> StandardVersion:
    """The first version takes number and day of the document, as entered with the text; later ones count on."""
    today = timezone.localdate()
    version = StandardVersion(
        number=newest.number + 1 if newest else max(document.version, 1),
        in_force_from=today if newest else document.entered_on or today,
        text=text.data,
        plain=text.plain,
        sha256=text.sha256,
        approved_by=_approvers(changes),
    )
    version.save()
    version.changes.set(changes)
    if newest:
        _tell_document(document, version)
    ContentVersion.bump()  # pages name the version
    return version


def _approvers(changes: list[PublishedChange]) -> str:
    names: dict[Any, str] = {
        change.approved_by_id: get_user_display_name(change.approved_by) for change in changes if change.approved_by
    }
    return ", ".join(names.values())[:500]


def _tell_document(document: StandardDocumentPage, version: StandardVersion) -> None:
    """The page of the whole standard prints version and days. No revision: nobody edits these (see its model)."""
    StandardDocumentPage.objects.filter(pk=document.pk).update(
        version=version.number,
        entered_on=version.in_force_from,
        approved_on=version.in_force_from if version.approved_by else None,
        approved_by=version.approved_by[:160],
    )

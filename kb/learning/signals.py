"""When the app looks whether a new version of the standard is due, and puts the guards of its records in place."""

from typing import Any

from django.apps import AppConfig
from django.db import connections, transaction
from django.db.models.signals import post_delete, post_migrate, post_save
from wagtail.signals import page_unpublished

from kb.content.choices import Kind
from kb.content.models import ContentVersion, StandardSectionPage
from kb.content.models.published_change import PublishedChange
from kb.learning.models import LearningPath, Question, QuestionSet
from kb.learning.models.guards import put_in_place
from kb.learning.versions.making import make_due_version


def connect(app: AppConfig) -> None:
    """Called once by the app's ``ready``."""
    post_save.connect(published, sender=PublishedChange, dispatch_uid="kb.learning.published")
    page_unpublished.connect(look_later, sender=StandardSectionPage, dispatch_uid="kb.learning.unpublished")
    post_delete.connect(look_later, sender=StandardSectionPage, dispatch_uid="kb.learning.deleted")
    for model in (LearningPath, Question, QuestionSet):
        name = model._meta.model_name
        post_save.connect(renewed, sender=model, dispatch_uid=f"kb.learning.saved.{name}")
        post_delete.connect(renewed, sender=model, dispatch_uid=f"kb.learning.deleted.{name}")
    post_migrate.connect(guard, sender=app, dispatch_uid="kb.learning.guards")


def published(sender: Any, instance: PublishedChange, **kwargs: Any) -> None:
    if instance.page and instance.page.kind == Kind.STANDARD:
        look_later(sender)


def look_later(sender: Any, **kwargs: Any) -> None:
    """After the transaction, so that several sections published in one make one version.

    Where that fails, the publication stands all the same and the worker looks again within a minute.
    """
    transaction.on_commit(make_due_version, robust=True)


def renewed(sender: Any, **kwargs: Any) -> None:
    """What is kept of paths and questions by content version is read anew.

    Once more after the transaction: rows of steps and options are saved after the row they belong to.
    """
    ContentVersion.bump()
    transaction.on_commit(ContentVersion.bump)


def guard(sender: Any, using: str, **kwargs: Any) -> None:
    put_in_place(connections[using])

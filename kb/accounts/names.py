"""Pages name who answers for them: a person's new name counts as a change of content."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models.signals import post_delete, post_save, pre_save

from kb.content.models import ContentVersion

#: What a page prints of a person: the full name, or the user name where there is none.
_NAMES = ("username", "first_name", "last_name")
#: Set on the instance between the two signals of one save.
_CHANGES = "_kb_name_changes"


def connect() -> None:
    """Called once by the app's ``ready``."""
    user = get_user_model()
    pre_save.connect(_compare, sender=user, dispatch_uid="kb.accounts.names.before")
    post_save.connect(_saved, sender=user, dispatch_uid="kb.accounts.names.after")
    post_delete.connect(_deleted, sender=user, dispatch_uid="kb.accounts.names.deleted")


def _compare(sender: Any, instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """Log-in saves its time alone and asks nothing here. Somebody new stands on no page yet."""
    written = _NAMES if update_fields is None else tuple(name for name in _NAMES if name in update_fields)
    before = sender.objects.filter(pk=instance.pk).values_list(*written).first() if written and instance.pk else None
    changes = before is not None and before != tuple(getattr(instance, name) for name in written)
    setattr(instance, _CHANGES, changes)


def _saved(sender: Any, instance: Any, **kwargs: Any) -> None:
    """After the row: whoever renders a page under the new number must read the new name."""
    if instance.__dict__.pop(_CHANGES, False):
        ContentVersion.bump()


def _deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Pages lose the person as owner or deputy without being saved themselves."""
    ContentVersion.bump()

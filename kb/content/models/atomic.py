"""Snippets whose change and what follows from it are one transaction."""

from typing import Any

from django.db import models, transaction


class AtomicModel(models.Model):
    """``save`` and ``delete`` run their signals in the transaction of the change.

    What listens (content version, outbox of the search) is then written with the change or not at all.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            return super().delete(*args, **kwargs)

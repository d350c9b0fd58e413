"""Rows that are written once. The ORM refuses to change or delete them; triggers of the database do so too (guards)."""

from typing import Any, NoReturn, TypeVar

from django.db import models


class NeverChanged(Exception):
    """Somebody tried to change or delete a row that is evidence."""

    def __init__(self) -> None:
        super().__init__("This record is evidence: it is written once, never changed and never deleted.")


Row = TypeVar("Row", bound=models.Model)


class WrittenOnce(models.QuerySet[Row]):
    """A query set that reads and adds."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise NeverChanged

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NeverChanged

    def delete(self) -> NoReturn:
        raise NeverChanged

    def _raw_delete(self, using: Any) -> NoReturn:
        """What deleting a row that this one points at would call."""
        raise NeverChanged

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Row]:
        """Only new rows: one with a key might stand in the place of another."""
        rows = list(objs)
        if kwargs.get("update_conflicts") or any(row.pk for row in rows):
            raise NeverChanged
        return super().bulk_create(rows, *args, **kwargs)


class Immutable(models.Model):
    objects = WrittenOnce.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_permissions = ("view",)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert, or NeverChanged. A row that names a key of its own would be written over the one that has it."""
        if not self._state.adding or self.pk:
            raise NeverChanged
        super().save(force_insert=True, using=kwargs.get("using"))

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NeverChanged

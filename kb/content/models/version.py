"""One number that grows with every change of content: the key of everything readers have cached."""

from contextvars import ContextVar

from django.db import connection, models
from django.db.models import F

#: The number as this request has read it; None outside a request and after a change in it.
_seen: ContextVar[int | None] = ContextVar("content_version", default=None)
_in_request: ContextVar[bool] = ContextVar("content_version_in_request", default=False)


class ContentVersion(models.Model):
    """A single row. It is raised in the transaction of the change, so a reader never caches ahead of the data."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        """The number now; 0 before the first change. A request asks the database once."""
        seen = _seen.get()
        if seen is not None:
            return seen
        number = cls._stored()
        if _in_request.get():
            _seen.set(number)
        return number

    @classmethod
    def _stored(cls) -> int:
        """In SQL, since every request asks and the ORM would take longer than the database."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT number FROM {cls._meta.db_table} WHERE id = 1")  # noqa: S608
            row = cursor.fetchone()
        return int(row[0]) if row else 0

    @classmethod
    def bump(cls) -> None:
        """Raise the number: what was rendered before is not shown again."""
        _seen.set(None)
        if not cls.objects.filter(pk=1).update(number=F("number") + 1):
            cls.objects.get_or_create(pk=1, defaults={"number": 1})

    @classmethod
    def begin_request(cls) -> None:
        """From now on, in this thread or task, the number is read once."""
        _seen.set(None)
        _in_request.set(True)

    @classmethod
    def end_request(cls) -> None:
        _seen.set(None)
        _in_request.set(False)

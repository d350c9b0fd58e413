"""One number that grows with every change of content: the key of everything readers have cached."""

from django.db import models
from django.db.models import F


class ContentVersion(models.Model):
    """A single row. It is raised in the transaction of the change, so a reader never caches ahead of the data."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        """The number now; 0 before the first change."""
        return cls.objects.filter(pk=1).values_list("number", flat=True).first() or 0

    @classmethod
    def bump(cls) -> None:
        """Raise the number: what was rendered before is not shown again."""
        if not cls.objects.filter(pk=1).update(number=F("number") + 1):
            cls.objects.get_or_create(pk=1, defaults={"number": 1})

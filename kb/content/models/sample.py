"""What ``load_sample`` has loaded, so that it never overwrites a person's change."""

from django.db import models


class SampleRecord(models.Model):
    """One loaded entry: ``digest`` is of the file's entry, ``fingerprint`` of what the database held after it."""

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_record_per_sample_entry")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

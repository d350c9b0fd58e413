"""That a person was written to about the checks of a week, so that they are written to once."""

from django.contrib.auth import get_user_model
from django.db import models


class ReviewReminder(models.Model):
    """``week`` is its Monday. A row without ``sent_at`` is claimed by a process that is sending, or died of it."""

    person = models.ForeignKey(get_user_model(), models.CASCADE, related_name="+")
    week = models.DateField()
    claimed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "week"], name="one_reminder_a_week")]

    def __str__(self) -> str:
        return f"{self.person_id}, {self.week}"

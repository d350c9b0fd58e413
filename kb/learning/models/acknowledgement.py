"""Who has confirmed which text, and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.learning.models.immutable import Immutable
from kb.learning.models.version import StandardVersion


class Acknowledgement(Immutable):
    """One person confirmed one version.

    ``account`` is the key of the person's account and no foreign key: the record outlives the account. Names and
    groups are as they were. ``number`` counts all records without a gap; ``previous`` is the ``seal`` of the record
    before and ``seal`` is calculated over all of this one, so that no record can be changed, left out or put in
    between unnoticed (acknowledging.chain).
    """

    number = models.PositiveBigIntegerField(_("record"), unique=True)
    account = models.PositiveBigIntegerField()
    username = models.CharField(_("user name"), max_length=150)
    name = models.CharField(_("name"), max_length=301)  # Django's first and last name with a space
    groups = models.CharField(_("groups"), max_length=1000, blank=True)
    version = models.ForeignKey(StandardVersion, models.PROTECT, related_name="+", verbose_name=_("version"))
    version_hash = models.CharField(_("SHA-256 of the text"), max_length=64)
    at = models.DateTimeField(_("confirmed at"))
    previous = models.CharField(max_length=64)
    seal = models.CharField(_("seal"), max_length=64)

    class Meta(Immutable.Meta):
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["account", "version"], name="one_acknowledgement")]
        indexes = [models.Index(fields=["version", "account"])]

    def __str__(self) -> str:
        return f"{self.number} {self.username}"

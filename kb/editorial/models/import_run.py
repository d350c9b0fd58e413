"""A file that somebody uploaded, what was read in it, and what became of it."""

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    """What a file speaks of. A document becomes drafts of pages, a table rows of facts or drafts of services."""

    STANDARD = "standard", _("the approved standard")
    PROCEDURE = "procedure", _("a procedure or an explanation")
    SERVICES = "services", _("table of services")
    INSTITUTIONS = "institutions", _("table of institutions")
    GLOSSARY = "glossary", _("table of the glossary")
    SYNONYMS = "synonyms", _("table of synonyms")


DOCUMENTS = (Subject.STANDARD, Subject.PROCEDURE)


class ImportRun(models.Model):
    """Between preview and confirmation the file itself is not kept: ``plan`` is what was read in it and is proposed.

    ``plan`` is emptied by the confirmation, ``result`` says what it did. The run stays as the record of it.
    """

    subject = models.CharField(_("what is in the file"), max_length=12, choices=Subject.choices)
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    plan = models.JSONField(default=dict)
    result = models.JSONField(default=list)
    created_by = models.ForeignKey(get_user_model(), models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    confirmed_by = models.ForeignKey(get_user_model(), models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(_("imported"), null=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["-created_at"])]

    def __str__(self) -> str:
        return self.file_name

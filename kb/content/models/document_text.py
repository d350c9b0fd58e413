"""What was read in an uploaded file, so that a page is found by the words of the forms attached to it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string


class Reading(models.TextChoices):
    """How the reading of a file ended; the labels are the reasons that editors see."""

    READ = "read", _("Read.")
    PARTLY = "partly", _("Too long: only the beginning is searched.")
    NO_TEXT = "no_text", _("There is no text in it, perhaps a scanned picture.")
    LOCKED = "locked", _("It is protected by a password.")
    DAMAGED = "damaged", _("The file is damaged, or it is not what its name says.")
    TOO_LARGE = "too_large", _("The file is too large to be read.")
    TOO_HARD = "too_hard", _("Reading it takes too much time or memory.")
    OTHER_TYPE = "other_type", _("Only .pdf and .docx files are read.")
    MISSING = "missing", _("The file itself is missing on the server.")


class DocumentText(models.Model):
    """One row for each document that has been looked at, whether or not it could be read.

    ``file_name`` and ``file_hash`` say which file it was: a replaced file has others and is read again.
    """

    document = models.OneToOneField(
        get_document_model_string(), models.CASCADE, primary_key=True, related_name="read_text"
    )
    file_name = models.CharField(max_length=255)
    file_hash = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(_("reason"), max_length=10, choices=Reading.choices)
    text = models.TextField(blank=True)
    read_at = models.DateTimeField(_("looked at"), default=timezone.now)

    #: A text does not use its document: the document may be deleted.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("uploaded document")
        verbose_name_plural = _("uploaded documents")

    def __str__(self) -> str:
        return f"{self.file_name}: {self.get_outcome_display()}"

"""Words that clients should not have to read, kept by editors."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


class BureaucraticWord(models.Model):
    """A word of the office and what to say instead; texts are searched for it in any case form."""

    term = models.CharField(_("word"), max_length=80, unique=True)
    instead = models.CharField(_("say instead"), max_length=160)
    forms = models.TextField(
        _("other forms"),
        blank=True,
        help_text=_("One a line. Endings of nouns and adjectives are taken care of, persons of verbs are not."),
    )
    note = models.CharField(_("note"), max_length=250, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    panels = [FieldPanel("term"), FieldPanel("instead"), FieldPanel("forms"), FieldPanel("note")]

    class Meta:
        verbose_name = _("bureaucratic word")
        verbose_name_plural = _("bureaucratic words")
        ordering = ["term"]

    def __str__(self) -> str:
        return f"{self.term} → {self.instead}"

    def clean(self) -> None:
        super().clean()
        self.forms = "\n".join(line for line in map(str.strip, self.forms.splitlines()) if line)

    @property
    def form_list(self) -> tuple[str, ...]:
        return tuple(self.forms.splitlines())

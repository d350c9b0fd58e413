"""Names of page types in the plural, as filters and lists show them."""

from django.utils.translation import gettext_lazy as _

from kb.content.choices import Kind

PLURALS = {
    Kind.SERVICE: _("Services"),
    Kind.GUIDED: _("Guided questions"),
    Kind.EXPLANATION: _("Explanations"),
    Kind.REFERRAL: _("Whom to refer to"),
    Kind.PHRASE: _("Phrases"),
    Kind.CONTACT: _("Contacts and hours"),
    Kind.STANDARD: _("Standard"),
}

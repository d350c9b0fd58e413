"""Data of a person keeps a page from being published or submitted; the draft is saved all the same."""

from django.utils.translation import gettext as _

from kb.content.models import KnowledgePage
from kb.content.publishing import Rows
from kb.editorial.checks.known import known_contacts
from kb.editorial.checks.rules import blocked
from kb.editorial.checks.texts import typed_texts


def personal_data_errors(page: KnowledgePage, rows: Rows | None = None) -> dict[str, list[str]]:
    """One message for each place, without the data itself: messages are copied into e-mails."""
    places = dict.fromkeys(finding.where for finding in blocked(typed_texts(page, rows), known_contacts))
    message = _(
        "%(place)s: this looks like data of a person (personal code, account, private e-mail, mobile number, number of "
        "a contract). Take it out. If the number is the company's or an institution's, enter it under Contacts first."
    )
    return {"__all__": [message % {"place": place} for place in places]} if places else {}

"""The text of a page that may reach a client.

One function decides for copying, client print and the JSON interface. It gives only what page types and blocks
declare as the client's (``client_lines``); everything else stays inside (rows B5a and B4c of the standard).
"""

from datetime import date

from django.conf import settings
from django.utils import translation

from kb.content.models.base import KnowledgePage


@translation.override(settings.LANGUAGE_CODE)
def client_text(page: KnowledgePage, day: date) -> list[str]:
    """Title, sentence to say and the client's lines in force on ``day``; placeholders are filled in by the desk.

    Always in Latvian: the language of the interface is the employee's, not the client's.
    """
    lines = [page.title, *page.answer_lines, *page.client_lines(day)]
    return [line.strip() for line in lines if line and line.strip()]

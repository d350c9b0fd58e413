"""A page by its code, with what its screen needs."""

from django.http import HttpRequest

from kb.content.lookup import live_page as found_page
from kb.content.models import KnowledgePage
from kb.desk.reading import readable


def live_page(code: str, request: HttpRequest) -> KnowledgePage:
    """The live page with this code that this reader may see; 404 for any other."""
    return readable(found_page(code, request))

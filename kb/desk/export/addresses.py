"""Where an address of the site leads in a copy."""

from collections.abc import Iterable
from posixpath import dirname, relpath
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from kb.content.models import CollectionPage, KnowledgePage, StandardDocumentPage

INDEX, STANDARD, GLOSSARY = "index.html", "standarts.html", "vardnica.html"
STATIC = "static"


def page_file(code: str) -> str:
    return f"lapas/{code}.html"


class Addresses:
    """The files of one copy. Links are found by what the site's own addresses resolve to."""

    def __init__(self, pages: Iterable[KnowledgePage], standard: StandardDocumentPage | None) -> None:
        pages = list(pages)
        self._by_code = {page.code: page_file(page.code) for page in pages}
        self._by_path = {page.url: page_file(page.code) for page in pages}
        if standard:
            self._by_path[standard.url] = STANDARD
        self._by_path |= {page.url: f"{INDEX}#{page.of_kind}" for page in CollectionPage.objects.live() if page.of_kind}
        self._by_path["/"] = INDEX

    def find(self, href: str) -> str:
        """The file where ``href`` of the site leads, with its fragment; empty where it is not in the copy.

        An address with parameters shows what only a server can show.
        """
        parts = urlsplit(href)
        if parts.scheme or parts.netloc or parts.query:
            return ""
        file = self._file_of(parts.path)
        return f"{file}#{parts.fragment}" if file and parts.fragment else file

    def _file_of(self, path: str) -> str:
        try:
            match = resolve(path)
        except Resolver404:
            return ""
        if match.url_name == "page_by_code":
            return self._by_code.get(match.kwargs["code"], "")
        if match.url_name == "wagtail_serve":
            return self._by_path.get(path, "")
        return GLOSSARY if match.url_name == "glossary" else ""


def relative(target: str, file: str) -> str:
    """``target`` of the copy as a link in ``file`` of the copy."""
    path, hash_, fragment = target.partition("#")
    if hash_ and path == file:
        return f"#{fragment}"
    return relpath(path, dirname(file) or ".") + hash_ + fragment

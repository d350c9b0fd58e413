"""Writes a whole copy."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import translation

from kb.content.access import EVERYBODY, opens
from kb.content.models import StandardDocumentPage
from kb.desk.export.addresses import GLOSSARY, INDEX, STANDARD, STATIC, Addresses, page_file, relative
from kb.desk.export.edition import Edition
from kb.desk.export.folder import replacing
from kb.desk.export.offline import offline
from kb.desk.export.pages import Group, groups, open_pages
from kb.desk.export.screens import SHEETS, Screens

_FILES = ("kb/favicon.svg", "kb/js/export.js", *(f"kb/css/{name}.css" for name in SHEETS))


@translation.override(settings.LANGUAGE_CODE)
def write_copy(folder: Path, edition: Edition) -> int:
    """Put a copy into ``folder``, in place of an earlier one; returns the number of pages in it.

    Raises what ``replacing`` raises; ``folder`` is then as it was.
    """
    pages = open_pages()
    standard = next((page for page in StandardDocumentPage.objects.live() if opens(page.path, EVERYBODY)), None)
    addresses = Addresses(pages, standard)
    with replacing(folder, edition) as new:

        def put(file: str, html: str) -> None:
            path = new / file
            path.parent.mkdir(exist_ok=True)
            path.write_text(offline(html, file, addresses), encoding="utf-8")

        screens = Screens(edition, standard)
        listed = groups(pages, edition)
        put(INDEX, screens.index(listed))
        put(GLOSSARY, screens.glossary())
        if standard:
            put(STANDARD, screens.document(standard))
        for page in pages:
            put(page_file(page.code), screens.page(page))
        _write_static(new / STATIC, listed)
    return len(pages)


def _write_static(folder: Path, listed: Iterable[Group]) -> None:
    folder.mkdir()
    for name in _FILES:
        shutil.copyfile(str(finders.find(name)), folder / Path(name).name)
    rows = [
        {
            "code": row.code,
            "title": row.title,
            "words": row.words,
            "kind": group.title,
            "file": relative(page_file(row.code), INDEX),
        }
        for group in listed
        for row in group.rows
    ]
    # A script, since a page opened from a disk may not read other files by itself.
    (folder / "pages.js").write_text(f"window.kbPages = {json.dumps(rows, ensure_ascii=False)};\n", encoding="utf-8")

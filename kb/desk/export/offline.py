"""A page of the site as a page that stands alone: nothing that needs a server, every link to a file beside it."""

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from django.contrib.staticfiles import finders
from django.utils.safestring import SafeString, mark_safe

from kb.desk.export.addresses import Addresses, relative

#: What sends something to a server or does something only there.
_NEEDS_A_SERVER = "form, button, template, .needs-js, .copies kbd"
#: Links that leave the knowledge base: they are followed by whoever wants to, never by the page itself.
_LEAVE = {"http", "https", "mailto", "tel"}
#: Links that are no words of a text.
_ACTION = {"no-print", "btn"}
_ICON = "icon-"


def offline(html: str, file: str, addresses: Addresses) -> str:
    """``html`` of the site as the text of ``file`` of the copy. What it links with ``data-file`` is in the copy."""
    page = BeautifulSoup(html, "html.parser")
    for element in page.select(_NEEDS_A_SERVER):
        if not element.decomposed:
            element.decompose()
    for element in page.find_all("use"):
        element["href"] = f"#{_ICON}{urlsplit(str(element['href'])).fragment}"
    for element in page.select("[data-file]"):
        name = "src" if element.name == "script" else "href"
        element[name] = relative(str(element["data-file"]), file)
        del element["data-file"]
    for link in page.select("a[href]:not([href^='#'])"):
        if not link.decomposed:
            _lead(link, file, addresses)
    return str(page)


def _lead(link: Tag, file: str, addresses: Addresses) -> None:
    """To its file, elsewhere in the world, or nowhere: an action of the site goes, the words of a text stay."""
    href = str(link["href"])
    if urlsplit(href).scheme in _LEAVE:
        return
    target = addresses.find(href)
    if target:
        link["href"] = relative(target, file)
    elif _ACTION.intersection(link.get_attribute_list("class")):
        link.decompose()
    else:
        link.unwrap()


@cache
def sprite() -> SafeString:
    """All icons to stand in the page itself: a page opened from a disk may not read them from another file."""
    found = str(finders.find("kb/icons.svg"))
    text = Path(found).read_text(encoding="utf-8")
    return mark_safe(text.replace('<symbol id="', f'<symbol id="{_ICON}'))  # noqa: S308  (our own file)

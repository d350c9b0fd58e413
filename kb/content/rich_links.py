"""Links to pages in rich text: they need the address of a page, so no type is asked for its own fields."""

from typing import Any

from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from kb.content.linked import linked


class LinkedPageHandler(PageLinkHandler):
    """Wagtail's handler, served from the pages that were read together."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[Page | None]:
        ids = [int(given) if (given := str(attrs.get("id") or "")).isdecimal() else 0 for attrs in attrs_list]
        pages = linked(pk for pk in ids if pk)
        return [pages.get(pk) for pk in ids]

"""From an address to its page in two queries.

Wagtail goes down the tree and asks twice at each level. No type of this site takes part of its path for itself, so the
whole address names the page; whatever is not found so is left to Wagtail.
"""

from django.http import HttpRequest
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from kb.desk.reading import readable


def find_route(request: HttpRequest, path: str) -> None:
    """Leave the route of a live page where Wagtail's view looks for one that is already known."""
    parts = [part for part in path.split("/") if part]
    roots = Site.get_site_root_paths()
    if not parts or len(roots) != 1:
        return
    address = f"{roots[0].root_path}{'/'.join(parts)}/"
    page = Page.objects.live().filter(slug=parts[-1], url_path=address).first()
    if page is not None:
        request._wagtail_route_for_request = RouteResult(readable(page))  # type: ignore[attr-defined]

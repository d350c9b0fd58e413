"""Where a small form leads back to, and whether a script sent it, which stays where it is."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest) -> str:
    """The address in ``next`` where it is one of this site, else the start page."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, request.get_host(), request.is_secure())
    return wanted if safe else "/"


def from_script(request: HttpRequest) -> bool:
    """Whether one of our scripts asks: it gets data or a part of a page, never another page."""
    return request.headers.get("X-Requested-With") == "fetch"

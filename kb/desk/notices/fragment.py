"""The notices of a page as HTML, for the hole in a kept page and for the script that brings new ones."""

import secrets

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString

from kb.desk.mine.kept import kept
from kb.desk.notices.shown import any_on, notices_for, stamp

#: Argument of the hole: every notice, or the urgent ones alone.
ALL, URGENT = "all", "urgent"
#: Stand in what is kept for the token of the form and the way back.
_TOKEN, _NEXT = (f"notice-{name}-{secrets.token_hex(8)}" for name in ("token", "next"))


def notices_html(request: HttpRequest, which: str) -> SafeString:
    """Empty for most pages on most days."""
    if not any_on(everything=which == ALL):
        return SafeString("")
    html: str = kept(request, f"notices-{which}", lambda: _rendered(request, which), stamp())
    if _TOKEN in html:
        html = html.replace(_TOKEN, get_token(request)).replace(_NEXT, escape(request.get_full_path()))
    return SafeString(html)


def _rendered(request: HttpRequest, which: str) -> SafeString:
    rows = notices_for(request.user, everything=which == ALL)
    return render_to_string("desk/notices.html", {"notices": rows, "csrf_token": _TOKEN, "next": _NEXT})

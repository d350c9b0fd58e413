"""The button «Joprojām pareizi» on a reader's page, for the hole in a kept page: only some may press it."""

from collections.abc import Callable

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from kb.content.models import KnowledgePage
from kb.editorial.ownership.rights import offered_to

HOLE = "verify"


def verify_hole(page: KnowledgePage, hole: Callable[[str, str], SafeString]) -> SafeString:
    """Nothing on a page that was checked today."""
    if page.verified_on == timezone.localdate():
        return SafeString("")
    return hole(HOLE, f"{page.pk}_{page.live_revision_id or 0}_{page.code}")


def verify_html(request: HttpRequest, argument: str) -> SafeString:
    """``argument``: key, published version and code of the page."""
    pk, seen, code = argument.split("_")
    if not offered_to(request.user).on(int(pk)):
        return SafeString("")
    return render_to_string(
        "editorial/ownership/button.html",
        {"action": reverse("verify_page", args=[code]), "seen": seen, "csrf_token": get_token(request)},
    )

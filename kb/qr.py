"""QR codes of lasting addresses, for the foot of print-outs."""

from functools import lru_cache

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe


def lasting_url(code: str) -> str:
    """Absolute ``/lapa/CODE/`` on the public address of the site (``BASE_URL``), whichever host was asked."""
    return public_url(reverse("page_by_code", args=[code]))


def public_url(path: str) -> str:
    """``path`` on the public address of the site."""
    base: str = settings.WAGTAILADMIN_BASE_URL
    return base.rstrip("/") + path


def bare(url: str) -> str:
    """An address as people read it: without the scheme and the last slash."""
    return url.split("://", 1)[-1].rstrip("/")


@lru_cache(maxsize=512)
def qr_svg(url: str) -> SafeString:
    """The code of a lasting address; the same ones are printed again and again."""
    return draw_qr(url)


def draw_qr(text: str) -> SafeString:
    """Inline SVG without styles or sizes: the content security policy forbids the first, print.css gives the second."""
    svg = segno.make(text, error="m", micro=False).svg_inline(border=0, omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S308  (segno's)

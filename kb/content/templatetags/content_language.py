"""Content is Latvian whatever language the interface speaks; screen readers have to be told where it begins."""

from django import template
from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def latvian() -> SafeString:
    """``<h1{% latvian %}>``: the attribute ``lang`` of an element with content, nothing where all is Latvian."""
    return SafeString("" if get_language() == settings.LANGUAGE_CODE else f' lang="{settings.LANGUAGE_CODE}"')

"""The number of the version, for the foot of every page: who reports something can say on which it was."""

from django import template

from kb import __version__

register = template.Library()


@register.simple_tag
def version() -> str:
    return __version__

"""Restrictions above a page, read once while it is served."""

from typing import Any

from wagtail.models import Page


class RestrictionsReadOnce(Page):
    """Two hooks ask for each page that is served; an instance lives no longer than its request."""

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> Any:
        known = self.__dict__.get("_restrictions")
        if known is None:
            known = self._restrictions = super().get_view_restrictions()
        return known

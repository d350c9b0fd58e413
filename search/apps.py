from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Finding the page from what a client says."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from search.attached import signals as attached
        from search.indexing import signals

        signals.connect()
        attached.connect()

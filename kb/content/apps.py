from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """What is known: page types, blocks, snippets and the sample content."""

    name = "kb.content"
    label = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from kb.content import signals

        signals.connect()

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    """Everyone knows the standard: its versions, who has confirmed which text, and who still has to."""

    name = "kb.learning"
    label = "learning"
    verbose_name = _("Learning")

    def ready(self) -> None:
        from kb.learning import signals

        signals.connect(self)

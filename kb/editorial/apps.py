from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    """What keeps the content true: what readers say of it, what they look for in vain, and who sees to it."""

    name = "kb.editorial"
    label = "editorial"
    verbose_name = _("Editorial work")

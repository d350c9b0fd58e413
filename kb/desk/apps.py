from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """What an employee does with the knowledge base while the client waits."""

    name = "kb.desk"
    label = "desk"
    verbose_name = _("Desk")

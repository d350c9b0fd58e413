from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The start page and what is shown when something goes wrong."""

    name = "home"
    verbose_name = _("Start page")

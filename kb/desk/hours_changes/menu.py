"""The way from the admin to the list of changes."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from kb.desk.hours_changes.marking import MAY_MARK


class HoursChangesItem(MenuItem):
    """After the company's own records; only for who may tick."""

    def __init__(self) -> None:
        super().__init__(_("Changes of hours"), reverse_lazy("hours_changes"), icon_name="time", order=215)

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(MAY_MARK))

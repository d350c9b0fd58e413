from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Who may do what: log-in, roles, permissions."""

    name = "kb.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from kb.accounts import attempts, checks, names  # noqa: F401  (importing registers the system checks)

        attempts.connect()
        names.connect()
        post_migrate.connect(create_roles, sender=self, dispatch_uid="kb.accounts.roles")


def create_roles(sender: Any, using: str, **kwargs: Any) -> None:
    """After every migration the roles exist with the permissions of roles.py."""
    from kb.accounts.roles import apply_roles

    if using == "default":
        apply_roles()

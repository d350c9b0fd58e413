"""Demo accounts for one machine. Production refuses to start while one of them exists."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail import hooks

from kb.accounts import roles
from kb.accounts.demo_names import DEMO_PASSWORD


@dataclass(frozen=True, slots=True)
class DemoAccount:
    username: str
    groups: tuple[str, ...]
    superuser: bool = False


DEMO_ACCOUNTS = (
    DemoAccount("darbinieks", (roles.EMPLOYEE,)),
    DemoAccount("jaunais", (roles.NEW_HIRE,)),
    DemoAccount("redaktors", (roles.EMPLOYEE, roles.EDITOR)),
    DemoAccount("apstiprinatajs", (roles.EMPLOYEE, roles.APPROVER)),
    DemoAccount("vaditaja", (roles.EMPLOYEE, roles.SUPERVISOR)),
    DemoAccount("admin", (roles.EMPLOYEE, roles.ADMINISTRATOR), superuser=True),
)


def create_demo_accounts() -> list[str]:
    """Create the accounts that are missing; an existing one keeps its password and groups. Returns the new names.

    Functions registered for the hook ``kb_demo_accounts`` then add what belongs to them.
    """
    user_model = get_user_model()
    created = []
    for account in DEMO_ACCOUNTS:
        if user_model.objects.filter(username=account.username).exists():
            continue
        user = user_model.objects.create_user(account.username, password=DEMO_PASSWORD)
        user.is_superuser = user.is_staff = account.superuser
        user.save()
        user.groups.set(Group.objects.filter(name__in=account.groups))
        created.append(account.username)
    for add in hooks.get_hooks("kb_demo_accounts"):
        add()
    return created


def demo_accounts_present() -> list[str]:
    """Names of demo accounts that could log in."""
    names = [account.username for account in DEMO_ACCOUNTS]
    found = get_user_model().objects.filter(username__in=names, is_active=True)
    return [user.get_username() for user in found if user.check_password(DEMO_PASSWORD)]

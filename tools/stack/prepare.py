"""Fills the site of a stack: tables, sample, invented pages, accounts, indexes. A process of its own, see site.py.

Usage: python -m tools.stack.prepare PAGES EMPLOYEES EDITORS
"""

import sys
from collections.abc import Iterable

from tools.prepare import prepare, read_settings
from tools.stack import people


def main(pages: int, employees: int, editors: int) -> None:
    prepare(read_settings())
    from django.core.management import call_command

    from kb.accounts import roles

    if pages:
        call_command("generate_pages", str(pages), verbosity=0)
    make_accounts([people.employee(number + 1) for number in range(employees)], roles.EMPLOYEE)
    make_accounts(
        [people.editor(number + 1) for number in range(editors)], roles.EMPLOYEE, roles.EDITOR, roles.APPROVER
    )
    call_command("search_rebuild")
    call_command("rebuild_references_index", verbosity=0)


def make_accounts(named: Iterable[str], *groups: str) -> None:
    """All with the same password, which is therefore worked out once."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import Group

    names = list(named)
    password = make_password(people.PASSWORD)
    user_model = get_user_model()
    user_model.objects.bulk_create(user_model(username=name, password=password) for name in names)
    made = user_model.objects.filter(username__in=names)
    for group in Group.objects.filter(name__in=groups):
        group.user_set.add(*made)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

"""What each role may do, exactly; applied after every migration and safe to run again."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from kb.accounts import demo, roles
from kb.content.models import CollectionPage
from tests.factories import SiteTree, make_user

SNIPPETS = [
    *(f"content.{name}" for name in ("unit", "contactpoint", "institution", "openinghours", "specialday")),
    *(f"content.{name}" for name in ("legalact", "glossaryterm", "notice", "survey")),
    "search.synonymgroup",
    "search.judgedquery",
    *(f"editorial.{name}" for name in ("bureaucraticword", "linkhost")),
    *(f"learning.{name}" for name in ("learningpath", "questionset", "question")),
]
ENTER = "wagtailadmin.access_admin"
ANNOUNCE = {"desk.add_hoursannounced"}
REPORTS = {"desk.view_guidedrun", "editorial.view_dailyfigures"}
QUEUE = {"editorial.view_gap", "editorial.change_gap"}
IMPORTS = {"editorial.add_importrun"}
SUPERVISE = "learning.view_acknowledgement"
PROMOTED = {f"wagtailsearchpromotions.{action}_searchpromotion" for action in ("add", "change", "delete")}


def all_of(actions: str, models: list[str]) -> set[str]:
    names = [model.split(".") for model in models]
    return {f"{app}.{action}_{name}" for app, name in names for action in actions.split()}


#: Group: (permissions on models, on every page, on the root collection of documents and images).
EXPECTED: dict[str, tuple[set[str], set[str], set[str]]] = {
    "Darbinieki": (set(), set(), set()),
    "Jaunie darbinieki": (set(), set(), set()),
    "Redaktori": (
        {ENTER} | all_of("add change delete", SNIPPETS) | ANNOUNCE | PROMOTED | QUEUE | REPORTS | IMPORTS,
        all_of("add change", ["wagtailcore.page"]),
        all_of("add change choose", ["wagtaildocs.document", "wagtailimages.image"]),
    ),
    "Standarta apstiprinātāji": (
        {ENTER} | ANNOUNCE | QUEUE | REPORTS | IMPORTS,
        all_of("add change publish lock unlock", ["wagtailcore.page"]),
        all_of("choose", ["wagtaildocs.document", "wagtailimages.image"]),
    ),
    "Vadītāji": ({ENTER} | ANNOUNCE | {"editorial.view_gap"} | REPORTS | {SUPERVISE}, set(), set()),
    "Administratori": (
        {ENTER, "content.change_code", SUPERVISE, "learning.view_every_team"}
        | all_of("add change delete view", ["learning.team"])
        | all_of("add change delete", SNIPPETS)
        | ANNOUNCE
        | QUEUE
        | REPORTS
        | IMPORTS
        | all_of("add change delete view", ["auth.user", "auth.group"])
        | all_of("add change delete", ["wagtailredirects.redirect", "wagtailcore.workflow", "wagtailcore.task"])
        | PROMOTED,
        all_of("add change publish bulk_delete lock unlock", ["wagtailcore.page"]),
        all_of("add change choose delete", ["wagtaildocs.document", "wagtailimages.image"]),
    ),
}


def named(permissions: Any) -> set[str]:
    found = Permission.objects.filter(pk__in=permissions).select_related("content_type")
    return {f"{permission.content_type.app_label}.{permission.codename}" for permission in found}


def rights(group: Group) -> tuple[set[str], set[str], set[str]]:
    return (
        named(group.permissions.values("pk")),
        named(GroupPagePermission.objects.filter(group=group).values("permission")),
        named(GroupCollectionPermission.objects.filter(group=group).values("permission")),
    )


@pytest.mark.parametrize("name", EXPECTED)
def test_a_role_may_do_this_and_nothing_else(site: SiteTree, name: str) -> None:
    assert rights(Group.objects.get(name=name)) == EXPECTED[name]


def test_there_are_no_other_groups(db: None) -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(EXPECTED)


def test_applying_the_roles_again_changes_nothing(site: SiteTree) -> None:
    def everything() -> list[Any]:
        return [
            sorted(Group.permissions.through.objects.values_list("pk", "group", "permission")),
            sorted(GroupPagePermission.objects.values_list("pk", "group", "page", "permission")),
            sorted(GroupCollectionPermission.objects.values_list("pk", "group", "collection", "permission")),
        ]

    before = everything()

    roles.apply_roles()

    assert everything() == before


def test_a_right_that_was_added_to_a_role_by_hand_is_taken_back(site: SiteTree) -> None:
    editors = Group.objects.get(name=roles.EDITOR)
    publish = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    GroupPagePermission.objects.create(group=editors, page=Page.get_first_root_node(), permission=publish)
    editors.permissions.add(Permission.objects.get(content_type__app_label="auth", codename="change_user"))

    roles.apply_roles()

    assert rights(editors) == EXPECTED[roles.EDITOR]


def test_other_groups_and_rights_for_a_part_of_the_tree_are_left_alone(site: SiteTree) -> None:
    person = make_user("redaktors")
    crisis = Group.objects.create(name="Avārijas ziņotāji")
    person.groups.add(crisis)
    publish = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    part = CollectionPage.objects.first()
    GroupPagePermission.objects.create(group=crisis, page=part, permission=publish)

    roles.apply_roles()

    assert crisis in person.groups.all()
    assert GroupPagePermission.objects.filter(group=crisis, page=part, permission=publish).exists()


def test_an_editor_may_change_a_page_but_not_publish_it(site: SiteTree) -> None:
    page = site.collections["service"].specific
    allowed = page.permissions_for_user(make_user("redaktors"))

    assert allowed.can_edit()
    assert not allowed.can_publish()
    assert not allowed.can_delete() or not page.live


def test_an_approver_may_publish_and_a_supervisor_may_not_even_change(site: SiteTree) -> None:
    approver = make_user("apstiprinatajs")

    assert site.root.permissions_for_user(approver).can_publish()
    assert not site.standard.permissions_for_user(approver).can_publish()  # it goes through its workflow
    assert not site.standard.permissions_for_user(make_user("vaditaja")).can_edit()


def test_only_an_editor_and_an_administrator_may_upload_a_document(site: SiteTree) -> None:
    root = Collection.get_first_root_node()
    may_add = GroupCollectionPermission.objects.filter(collection=root, permission__codename="add_document")

    assert {row.group.name for row in may_add} == {roles.EDITOR, roles.ADMINISTRATOR}


def test_the_demo_accounts_can_log_in_with_their_roles_and_are_made_once(site: SiteTree) -> None:
    assert len(demo.create_demo_accounts()) == 6
    assert demo.create_demo_accounts() == []
    assert set(demo.demo_accounts_present()) == {account.username for account in demo.DEMO_ACCOUNTS}


def test_a_demo_account_with_a_new_password_or_switched_off_no_longer_counts(site: SiteTree, django_user_model) -> None:
    demo.create_demo_accounts()
    admin = django_user_model.objects.get(username="admin")
    admin.set_password("cita-gara-parole-2026")
    admin.save()
    django_user_model.objects.exclude(username="admin").update(is_active=False)

    assert demo.demo_accounts_present() == []


def test_the_command_refuses_to_make_demo_accounts_in_production(db: None, settings: Any) -> None:
    settings.DEMO_ACCOUNTS = False

    with pytest.raises(CommandError, match="development"):
        call_command("create_demo_accounts")

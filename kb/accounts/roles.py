"""The roles of docs/permissions.md as groups, applied after each migration. Other groups are left alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

EMPLOYEE = "Darbinieki"
NEW_HIRE = "Jaunie darbinieki"
EDITOR = "Redaktori"
APPROVER = "Standarta apstiprinātāji"
SUPERVISOR = "Vadītāji"
ADMINISTRATOR = "Administratori"

SNIPPET_MODELS = (
    "unit",
    "contactpoint",
    "institution",
    "openinghours",
    "specialday",
    "legalact",
    "glossaryterm",
    "notice",
    "survey",
)
#: What editors keep of learning.
LEARNING_MODELS = ("learningpath", "questionset", "question")


@dataclass(frozen=True, slots=True)
class Role:
    """What a group may do beyond reading, which every logged-in person may."""

    name: str
    admin: bool = False
    pages: tuple[str, ...] = ()
    snippets: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    announces: bool = False
    change_code: bool = False
    promoted: bool = False
    gaps: tuple[str, ...] = ()
    supervises: bool = False
    teams: tuple[str, ...] = ()
    site: bool = False


ROLES = (
    Role(EMPLOYEE),
    Role(NEW_HIRE),
    Role(
        EDITOR,
        admin=True,
        pages=("add", "change"),
        snippets=("add", "change", "delete"),
        synonyms=("add", "change", "delete"),
        documents=("add", "change", "choose"),
        announces=True,
        promoted=True,
        gaps=("view", "change"),
    ),
    Role(
        APPROVER,
        admin=True,
        pages=("add", "change", "publish", "lock", "unlock"),
        documents=("choose",),
        announces=True,
        gaps=("view", "change"),
    ),
    Role(SUPERVISOR, admin=True, announces=True, gaps=("view",), supervises=True),
    Role(
        ADMINISTRATOR,
        admin=True,
        pages=("add", "change", "publish", "bulk_delete", "lock", "unlock"),
        snippets=("add", "change", "delete"),
        synonyms=("add", "change", "delete"),
        documents=("add", "change", "choose", "delete"),
        users=("add", "change", "delete", "view"),
        announces=True,
        change_code=True,
        promoted=True,
        gaps=("view", "change"),
        supervises=True,
        teams=("add", "change", "delete", "view"),
        site=True,
    ),
)


def apply_roles(roles: Iterable[Role] = ROLES) -> None:
    """Create each group and set exactly its permissions; safe to run again."""
    Group.objects.filter(name__in=["Moderators", "Editors"], user__isnull=True).delete()
    for role in roles:
        group, _created = Group.objects.get_or_create(name=role.name)
        group.permissions.set(_model_permissions(role))
        _set_page_permissions(group, role)
        _set_collection_permissions(group, role)


def _model_permissions(role: Role) -> list[Permission]:
    wanted = [("wagtailadmin", "access_admin")] if role.admin else []
    wanted += [("content", f"{action}_{model}") for model in SNIPPET_MODELS for action in role.snippets]
    wanted += [("learning", f"{action}_{model}") for model in LEARNING_MODELS for action in role.snippets]
    wanted += [("search", f"{action}_{model}") for model in ("synonymgroup", "judgedquery") for action in role.synonyms]
    wanted += [("auth", f"{action}_{model}") for model in ("user", "group") for action in role.users]
    wanted += [("editorial", f"{action}_gap") for action in role.gaps]
    kept = ("bureaucraticword", "linkhost")
    wanted += [("editorial", f"{action}_{model}") for model in kept for action in role.synonyms]
    if "change" in role.pages:  # what is imported becomes drafts
        wanted.append(("editorial", "add_importrun"))
    if role.gaps:  # they see where people get stuck
        wanted += [("desk", "view_guidedrun"), ("editorial", "view_dailyfigures")]
    if role.supervises:
        wanted.append(("learning", "view_acknowledgement"))
    if role.teams:  # who keeps the teams sees all of them
        wanted.append(("learning", "view_every_team"))
    wanted += [("learning", f"{action}_team") for action in role.teams]
    if role.announces:
        wanted.append(("desk", "add_hoursannounced"))
    if role.change_code:
        wanted.append(("content", "change_code"))
    if role.promoted:
        wanted += [("wagtailsearchpromotions", f"{action}_searchpromotion") for action in ("add", "change", "delete")]
    if role.site:
        wanted += [
            (app, f"{action}_{model}")
            for app, model in (("wagtailredirects", "redirect"), ("wagtailcore", "workflow"), ("wagtailcore", "task"))
            for action in ("add", "change", "delete")
        ]
    # While only some apps are migrated, permissions of the others do not exist yet; the next migration sets them.
    named = Permission.objects.filter(codename__in=[codename for _app, codename in wanted])
    there = {(found.content_type.app_label, found.codename): found for found in named.select_related("content_type")}
    return [there[name] for name in wanted if name in there]


def _set_page_permissions(group: Group, role: Role) -> None:
    root = Page.get_first_root_node()
    if root is None:
        return
    wanted = list(_permissions("wagtailcore", "page", role.pages))
    GroupPagePermission.objects.filter(group=group, page=root).exclude(permission__in=wanted).delete()
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _set_collection_permissions(group: Group, role: Role) -> None:
    root = Collection.get_first_root_node()
    if root is None:
        return
    wanted = list(_permissions("wagtaildocs", "document", role.documents))
    wanted += list(_permissions("wagtailimages", "image", role.documents))
    GroupCollectionPermission.objects.filter(group=group, collection=root).exclude(permission__in=wanted).delete()
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def _permissions(app: str, model: str, actions: tuple[str, ...]) -> Iterable[Permission]:
    codenames = [f"{action}_{model}" for action in actions]
    return Permission.objects.filter(content_type__app_label=app, codename__in=codenames)

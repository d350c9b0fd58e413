"""Every address of the resolver in readable form, with an example of each, and what a response means in one word."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.utils import generate_signature
from wagtail.models import (
    BaseViewRestriction,
    CollectionViewRestriction,
    GroupApprovalTask,
    Page,
    PageViewRestriction,
    Site,
    UploadedFile,
    Workflow,
    WorkflowTask,
)
from wagtail.snippets.models import get_snippet_models

from kb.accounts import roles
from kb.content.choices import Kind
from kb.editorial.choices import GapKind
from kb.editorial.models import Gap, ImportRun
from kb.learning.models import Team
from kb.learning.versions.making import make_due_version
from search.models import JudgedQuery, SynonymGroup
from tests import factories

TABLE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
ACTORS = ("anonymous", *factories.ROLES)


# --- addresses ------------------------------------------------------------------------------------------------


def every_address() -> list[str]:
    """Each address once, for example ``/admin/pages/<page_id>/edit/``; regular expressions are put into words."""
    return list(dict.fromkeys("/" + readable(route) for route in _routes(get_resolver().url_patterns)))


def _routes(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


def readable(route: str) -> str:
    """``<int:pk>`` and ``(?P<pk>…)`` become ``<pk>``, other groups ``<1>``, ``<2>`` …, ``.*`` becomes ``<any>``."""
    route = re.sub(r"<\w+:(\w+)>", r"<\1>", route)
    found, number, position = "", 0, 0
    while position < len(route):
        if route[position] == "(":
            end = _closing(route, position)
            name = re.match(r"\(\?P<(\w+)>", route[position:])
            number += name is None
            found += f"<{name[1] if name else number}>"
            position = end + 1
        else:
            found += route[position]
            position += 1
    return found.replace(".*", "<any>").replace("^", "").replace("$", "").replace("\\", "")


def _closing(route: str, start: int) -> int:
    depth = 0
    for position in range(start, len(route)):
        depth += {"(": 1, ")": -1}.get(route[position], 0)
        if depth == 0:
            return position
    raise ValueError(route)


# --- the table ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A row of docs/permissions.md: an address and the answer for each actor.

    In the address ``…`` stands for anything between two slashes, ``……`` for anything at all.
    """

    address: str
    answers: dict[str, str]

    def covers(self, address: str) -> bool:
        pattern = re.escape(self.address).replace("……", ".*").replace("…", "[^/]+")
        return re.fullmatch(pattern, address) is not None


def read_rows(heading: str) -> list[Row]:
    """Rows of the table under ``## heading``."""
    text = TABLE.read_text(encoding="utf-8")
    section = text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = []
    for line in section.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("| `"):
            rows.append(Row(cells[0].strip("`"), dict(zip(ACTORS, cells[1:], strict=True))))
    return rows


def answer_of(response: HttpResponse) -> str:
    """One word of the table for a response."""
    place = response.get("Location", "")
    if response.status_code in {301, 302}:
        if place.startswith(("/ieiet/?next=", "/admin/login/?next=")):
            return "login"
        return "refused" if place == "/admin/" else "moves"
    return str(response.status_code)


# --- examples -------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Examples:
    """One of each thing that an address can name."""

    values: dict[str, Any] = field(default_factory=dict)
    snippets: dict[str, Any] = field(default_factory=dict)
    special: dict[str, str] = field(default_factory=dict)

    def path(self, address: str) -> str:
        """The address with every ``<name>`` filled in, and the parameters without which it would answer 400."""
        filled = re.sub(r"<(\w+)>", lambda match: str(self._value(match[1], address)), address)
        return filled + self._parameters(address)

    def _value(self, name: str, address: str) -> Any:
        snippet = re.match(r"/admin/snippets/(?:choose/)?(\w+/\w+)/", address)
        if name == "pk" and snippet:
            return self.snippets[snippet[1]]
        for start, value in self.values.items():
            place, _, argument = start.rpartition(" ")
            if argument == name and address.startswith(place):
                return value
        raise KeyError(f"No example for <{name}> in {address}: add one to tests/accounts/addresses.py")

    def _parameters(self, address: str) -> str:
        if address.startswith("/admin/bulk/"):
            return f"?next=/admin/&id={self.values[' page_id']}"
        if address.endswith("chosen-multiple/"):
            return f"?id={self._value('pk', address.replace('chosen-multiple/', 'chosen/<pk>/'))}"
        return {
            "/admin/api/main/pages/find/": f"?id={self.values[' page_id']}",
            "/admin/api/main/documents/find/": f"?id={self.values[' document_id']}",
            "/admin/api/main/images/find/": f"?id={self.values[' image_id']}",
            "/admin/meklesana/skaidrojums/": "?q=siltums&kods=P01",
            "/api/due-date": "?received=2026-12-22&amount=10",
            "/api/search": "?q=siltums",
            "/api/suggest": "?q=sil",
            "/meklet/": "?q=siltums",
        }.get(address, "")


def make_examples() -> Examples:
    """Make one of everything. Longer beginnings come before shorter ones: the first that fits is taken."""
    site = factories.make_site()
    pages = {kind: factories.make_page(kind) for kind in Kind}
    service = factories.publish(pages[Kind.SERVICE])
    make_due_version()
    learning = factories.LearningPathFactory(for_role=roles.NEW_HIRE, steps=[factories.read_step(service)])
    person = factories.make_user("darbinieks", "cita-persona")
    document, image = factories.make_document(), factories.make_image()
    gap = Gap.objects.create(
        kind=GapKind.ZERO, subject="search:siltum", text="siltums", due_on=timezone.localdate() + timedelta(days=9)
    )
    task = GroupApprovalTask.objects.create(name="Apstiprināšana")
    task.groups.set(Group.objects.filter(name=roles.APPROVER))
    workflow = Workflow.objects.create(name="Standarts")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    moderated = factories.ServicePageFactory(live=False)
    moderated.save_revision()
    state = workflow.start(moderated, person)
    session = EditingSession.objects.create(
        user=person,
        content_type=ContentType.objects.get_for_model(Page),
        object_id=service.pk,
        last_seen_at=timezone.now() + timedelta(days=1),
    )
    closed = factories.restrict(factories.ExplanationPageFactory(title="Slēgta"), roles.SUPERVISOR)
    by_password = PageViewRestriction.objects.create(
        page=factories.ExplanationPageFactory(title="Ar paroli"), restriction_type="password", password="x"
    )
    shut = factories.make_collection()
    shut_for = CollectionViewRestriction.objects.create(collection=shut, restriction_type=BaseViewRestriction.GROUPS)
    shut_for.groups.set(Group.objects.filter(name=roles.SUPERVISOR))
    secret = factories.make_document("slegts.pdf", collection=shut)
    shut_by_password = CollectionViewRestriction.objects.create(
        collection=factories.make_collection("Ar paroli"), restriction_type="password", password="x"
    )
    pages[Kind.EXPLANATION].tags.add("siltums")
    pages[Kind.EXPLANATION].save()
    uploaded = {
        model: UploadedFile.objects.create(for_content_type=ContentType.objects.get_for_model(model), file="x.bin")
        for model in (get_document_model(), get_image_model())
    }
    return Examples(
        values={
            "/admin/api/main/pages/ pk": service.pk,
            "/admin/api/main/documents/ pk": document.pk,
            "/admin/api/main/images/ pk": image.pk,
            "/admin/api/ action_name": "copy",
            "/admin/pages/workflow/ action_name": "approve",
            "/admin/pages/ pk": service.pk,
            "/admin/choose-page/ pk": service.pk,
            "/admin/collections/ pk": shut.pk,
            "/admin/workflows/tasks/ pk": task.pk,
            "/admin/workflows/ pk": workflow.pk,
            "/admin/workflows/tasks/ app_label": "wagtailcore",
            "/admin/workflows/tasks/ model_name": "groupapprovaltask",
            "/admin/sites/ pk": Site.objects.get().pk,
            "/admin/nepilnibas/ pk": gap.pk,
            "/admin/manas-lapas/ pk": service.pk,
            "/admin/imports/ pk": ImportRun.objects.create(subject="services", plan={"rows": []}).pk,
            "/admin/imports/ subject": "services",
            "/admin/rokasgramata/ slug": "importi",
            "/admin/reports/tiesibu-akti/ pk": factories.LegalActFactory().pk,
            "/admin/users/ pk": person.pk,
            "/admin/groups/ pk": Group.objects.get(name=roles.EDITOR).pk,
            "/media/ name": image.file.name,
            "/admin/documents/chooser/ pk": document.pk,
            "/admin/images/chooser/ pk": image.pk,
            "/admin/documents/ uploaded_file_id": uploaded[get_document_model()].pk,
            "/admin/images/ uploaded_file_id": uploaded[get_image_model()].pk,
            "/admin/pages/create/ app_label": "content",
            "/admin/pages/create/ model_name": "servicepage",
            "/admin/pages/add/ parent_page_id": site.collections[Kind.SERVICE].pk,
            "/admin/pages/<page_id>/workflow_history/detail/ page_id": moderated.pk,
            "/admin/pages/workflow/ page_id": moderated.pk,
            "/admin/izlemt/ page_id": moderated.pk,
            "/admin/bulk/ action": "delete",
            "/admin/tag-autocomplete/ app_name": "taggit",
            "/admin/tag-autocomplete/ model_name": "tag",
            "/admin/password_reset/ uidb64": "MQ",
            "/admin/password_reset/ token": "set-password",
            "/pazinojumi/ pk": factories.NoticeFactory().pk,
            "/admin/komandas/ pk": Team.objects.create(name="Komanda").pk,
            "/apliecinajumi/komanda/prombutne/ pk": 1,
            "/apliecinajumi/ kind": "csv",
            "/macibas/ kind": "csv",
            "/macibas/solis/ pk": learning.steps.first().pk,
            "/macibas/ pk": learning.pk,
            "/apliecinajumi/ number": 1,
            "/standarts/versijas/ number": 1,
            "/dokumenti/authenticate_with_password/ restriction_id": shut_by_password.pk,
            "/dokumenti/ 1": document.pk,
            "/dokumenti/ 2": document.filename,
            " app_label": "wagtailcore",
            " model_name": "page",
            " page_id": service.pk,
            " page_pk": service.pk,
            " parent_page_id": site.root.pk,
            " content_type_app_name": "content",
            " content_type_model_name": "servicepage",
            " page_to_move_id": service.pk,
            " destination_id": site.collections[Kind.EXPLANATION].pk,
            " revision_id": service.latest_revision_id,
            " revision_id_a": "earliest",
            " revision_id_b": "live",
            " task_state_id": state.current_task_state_id,
            " task_id": task.pk,
            " workflow_state_id": state.pk,
            " workflow_pk": workflow.pk,
            " collection_id": shut.pk,
            " object_id": service.pk,
            " session_id": session.pk,
            " redirect_id": Redirect.objects.create(old_path="/vecs/", redirect_link="/").pk,
            " query_id": Query.get("siltums").pk,
            " document_id": document.pk,
            " doc_id": document.pk,
            " image_id": image.pk,
            " filter_spec": "width-4",
            " filename": "attels.png",
            " signature": generate_signature(image.pk, "width-4"),
            " page_view_restriction_id": by_password.pk,
            "/lapa/<code>/siena/ code": pages[Kind.CONTACT].code,
            " code": service.code,
            "/atsauksme/ slug": "kluda",
            " slug": "siltums",
            " any": "nav-tadas",
            " 1": service.url.lstrip("/"),
        },
        snippets={_label(model): _make(model).pk for model in get_snippet_models()},
        special={
            **{f"page of kind {kind.value}": page.url for kind, page in pages.items()},
            "collection": site.collections[Kind.SERVICE].url,
            "the standard as a whole": site.standard.url,
            "start page": "/",
            "page for supervisors only": closed.page.url,
            "page with a password": by_password.page.url,
            "code of a page for supervisors only": f"/lapa/{closed.page.code}/",
            "data of a page for supervisors only": f"/api/pages/{closed.page.code}",
            "document for supervisors only": secret.url,
            "draft": f"/lapa/{moderated.code}/",
            "file of a document under /media/": document.file.url,
            "no such page": "/nav-tadas/",
            "no such data": "/api/pages/P9999",
        },
    )


def _label(model: Any) -> str:
    return f"{model._meta.app_label}/{model._meta.model_name}"


def _make(model: Any) -> Any:
    if model is SynonymGroup:
        return SynonymGroup.objects.create(terms="radiators\nbaterija")
    if model is JudgedQuery:
        return JudgedQuery.objects.create(query="batareja auksta", expected_codes="L01")
    return getattr(factories, f"{model.__name__}Factory")()

"""Where learning joins the rest: tasks, versions beside the standard, the sample, teams in the admin."""

from pathlib import Path
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from kb.content.loading.folder import SAMPLE_FOLDER
from kb.content.models import KnowledgePage, StandardDocumentPage, StandardSectionPage
from kb.learning.acknowledging.touched import acknowledgements_touched
from kb.learning.acknowledging.waiting import standard_to_confirm
from kb.learning.paths.progress import paths_to_go
from kb.learning.quizzes.admin import LearningGroup
from kb.learning.quizzes.changed import questions_to_check
from kb.learning.sample.load import load_learning
from kb.learning.teams.admin import TeamViewSet
from kb.learning.teams.demo import create_demo_team
from kb.learning.versions.in_force import versions
from kb.learning.versions.making import make_due_version

#: Versions beside a section: the list has all of them.
BESIDE = 3

hooks.register("kb_desk_tasks", standard_to_confirm, order=-10)
hooks.register("kb_desk_tasks", paths_to_go)
hooks.register("kb_desk_tasks", questions_to_check)
hooks.register("kb_demo_accounts", create_demo_team)
hooks.register("kb_touches", acknowledgements_touched)
register_snippet(LearningGroup)


@hooks.register("kb_page_context")
def add_versions(page: KnowledgePage, request: HttpRequest, context: dict[str, Any]) -> None:
    if isinstance(page, StandardSectionPage):
        context["versions"] = versions()[:BESIDE]


@hooks.register("kb_document_context")
def add_versions_of_document(page: StandardDocumentPage, context: dict[str, Any]) -> None:
    context["versions"] = versions()[:BESIDE]


@hooks.register("kb_load_sample", order=100)
def make_version_of_sample(folder: Path, report: Any) -> None:
    """One for the whole sample; none where loading it again changed nothing."""
    make_due_version()


@hooks.register("kb_load_sample", order=50)
def load_questions_and_paths(folder: Path, report: Any) -> None:
    """Questions and paths speak of the pages of this sample and of no other."""
    if folder == SAMPLE_FOLDER:
        load_learning(report)


@hooks.register("kb_every_minute")
def make_up_for_missed_version() -> None:
    make_due_version()


@hooks.register("register_admin_viewset")
def register_teams() -> TeamViewSet:
    return TeamViewSet()

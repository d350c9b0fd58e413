"""Questions, sets of questions and paths in the admin."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.utils import get_user_display_name
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from kb.calendar.latvian_dates import numeric
from kb.learning.models import LearningPath, Question, QuestionSet
from kb.learning.quizzes.changed import newest_first


class QuestionViewSet(SnippetViewSet):
    """Questions whose page has changed stand on top, with the day of the change."""

    model = Question
    icon = "help"
    list_per_page = 100
    list_filter = ["kind", "live", "owner"]
    search_fields = ["text", "situation", "row"]
    list_display = [
        "__str__",
        Column("page", label=gettext_lazy("Page"), accessor=lambda question: _code(question)),
        Column("row", label=gettext_lazy("Row"), accessor="row"),
        Column("owner", label=pgettext_lazy("responsible", "Owner"), accessor=lambda question: _owner(question)),
        Column("state", label=gettext_lazy("State"), accessor=lambda question: _state(question)),
    ]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Question]":
        return newest_first(Question.objects.all())


class QuestionSetViewSet(SnippetViewSet):
    model = QuestionSet
    icon = "list-ul"
    list_display = [
        "title",
        Column("items", label=gettext_lazy("Questions"), accessor="number"),
    ]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[QuestionSet]":
        found: QuerySet[QuestionSet] = QuestionSet.objects.annotate(number=Count("items"))
        return found


class LearningPathViewSet(SnippetViewSet):
    model = LearningPath
    icon = "tasks"
    list_display = [
        "title",
        Column("steps", label=gettext_lazy("Steps"), accessor="number"),
        Column("live", label=gettext_lazy("State"), accessor=lambda path: _("offered") if path.live else _("draft")),
    ]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[LearningPath]":
        found: QuerySet[LearningPath] = LearningPath.objects.annotate(number=Count("steps"))
        return found


class LearningGroup(SnippetViewSetGroup):
    menu_label = gettext_lazy("Learning")
    menu_name = "learning"
    menu_icon = "tick-inverse"
    menu_order = 240
    items = (LearningPathViewSet, QuestionSetViewSet, QuestionViewSet)


def _code(question: Question) -> str:
    return question.page.code if question.page else "–"


def _owner(question: Question) -> str:
    return get_user_display_name(question.owner) or _("all editors")


def _state(question: Any) -> str:
    trust = question.trust()
    if question.changed_at:
        day = numeric(timezone.localtime(question.changed_at).date())
        return _("%(state)s; the page changed on %(day)s") % {"state": trust.label, "day": day}
    return str(trust.label)

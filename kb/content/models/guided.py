"""Guided question: from what the client says to the page with the answer, question by question."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from kb.content.blocks.passages import index_lines
from kb.content.blocks.types import NodesBlock
from kb.content.choices import Kind
from kb.content.guided_tree import AnswerTo, Node, tree_errors
from kb.content.guided_walk import walk_from_request
from kb.content.models.base import KnowledgePage


class GuidedQuestionPage(KnowledgePage):
    """Outcomes refer to pages and never repeat them, so an answer is kept in one place."""

    KIND = Kind.GUIDED
    CODE_PREFIX = "L"
    page_description = _("Questions to the client that lead to the right page in at most five steps.")

    stop_rule = models.CharField(
        _("when to stop asking"), max_length=250, blank=True, help_text=_("What overrides every question.")
    )
    nodes = StreamField(
        NodesBlock(), blank=True, verbose_name=_("questions"), help_text=_("The first one is asked first.")
    )

    parent_page_types = ["content.CollectionPage"]
    subpage_types: list[str] = []

    type_panels = [FieldPanel("stop_rule"), FieldPanel("nodes")]

    class Meta:
        verbose_name = _("guided question")
        verbose_name_plural = _("guided questions")

    def publish_errors(self) -> dict[str, list[str]]:
        errors = super().publish_errors()
        problems = tree_errors(self.tree)
        if problems:
            errors["nodes"] = problems
        return errors

    @property
    def tree(self) -> list[Node]:
        """The questions as plain values; outcome is the id of a page."""
        return [
            Node(
                key=child.value["key"],
                question=child.value["question"],
                answers=tuple(
                    AnswerTo(
                        says=answer["says"],
                        next=answer["next"],
                        outcome=answer["outcome"].pk if answer["outcome"] else None,
                    )
                    for answer in child.value["answers"]
                ),
            )
            for child in self.nodes
        ]

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["walk"] = walk_from_request(self, request)
        return context

    def index_headings(self) -> list[str]:
        return [child.value["question"] for child in self.nodes]

    def index_body(self, day: date) -> list[str]:
        return [*index_lines(self.nodes), self.stop_rule]

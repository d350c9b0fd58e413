"""Wagtail's permissions on a page, with the rules of approval. Every way to publish asks them: the editor's button,
several pages at once, the page editor's interface, copying, returning to an earlier version.
"""

from typing import Any

from wagtail.models import Page, PagePermissionTester

from kb.content.models import CollectionPage, StandardDocumentPage
from kb.editorial.workflow.facts import is_author, matter_of, state_of
from kb.editorial.workflow.rules import Action, State, Who, allowed


class RuledPermissions(PagePermissionTester):
    """Guidance and the standard are published by their workflow, or urgently; not by the right to publish alone."""

    def has_right_to_publish(self) -> bool:
        """The right that the group gives, whatever the rules say."""
        return bool(super().can_publish())

    def can_publish(self) -> bool:
        if not self.has_right_to_publish():
            return False
        return Action.PUBLISH in allowed(Who(publishes=True), matter_of(self.page), State.DRAFT)

    def can_publish_subpage(self) -> bool:
        """Nothing is created, copied or given an alias live where the pages below are guidance."""
        model = self.page.specific_class
        guidance_below = model is not None and issubclass(model, CollectionPage | StandardDocumentPage)
        return bool(super().can_publish_subpage()) and not guidance_below

    def can_set_view_restrictions(self) -> bool:
        """Wagtail asks for the right to publish; whom a page is for is no change of its words."""
        return self.has_right_to_publish()

    def can_unschedule(self) -> bool:
        return self.has_right_to_publish()


def permissions_of(page: Page, user: Any) -> RuledPermissions:
    return RuledPermissions(user, page)


def may(user: Any, page: Page, action: Action) -> bool:
    """Whether the rules let ``user`` do this with ``page`` as it is now."""
    rights = RuledPermissions(user, page)
    task = page.current_workflow_task
    who = Who(
        edits=rights.can_edit(),
        publishes=rights.has_right_to_publish(),
        decides=bool(task and task.user_can_access_editor(page, user)),
        author=is_author(user, page),
    )
    return action in allowed(who, matter_of(page), state_of(page))

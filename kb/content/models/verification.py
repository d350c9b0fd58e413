"""A check of a page outlives the versions of it that were written before the check.

``verified_on`` belongs to the page as a whole, not to one version of it: it is set by whoever says that the page is
still right (kb.editorial.ownership), never by publishing. A version saved before the check has an older date in it;
publishing that version, or showing it in the editor, must not bring the older date back, nor the review date that went
with it.
"""

from datetime import date
from typing import Any, ClassVar

from kb.content.choices import Kind
from kb.content.review import REVIEW_MONTHS

#: Nothing is known of what the database held: the page is new, or was read without this field.
_UNREAD = date.min


class KeepsVerification:
    """For ``KnowledgePage``: ``verified_on``, and ``review_by`` with it, follow the database, not the version."""

    KIND: ClassVar[Kind]
    pk: Any
    _meta: Any
    verified_on: Any
    review_by: Any

    #: ``verified_on`` as the database held it when this instance was made.
    _verified_when_read: date | None = _UNREAD

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = getattr(self, "KIND", None)
        if kind and not args and "review_interval_months" not in kwargs:
            self.review_interval_months = REVIEW_MONTHS[kind]

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Any:
        page = super().from_db(*args, **kwargs)  # type: ignore[misc]
        page._verified_when_read = page.__dict__.get("verified_on", _UNREAD)
        return page

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A version of the page, with the dates of a check that was made after the version was saved."""
        version = super().with_content_json(content)  # type: ignore[misc]
        if version.verified_on != self.verified_on:
            version.verified_on, version.review_by = self.verified_on, self.review_by
        version._verified_when_read = self.verified_on
        return version

    def keep_newer_check(self) -> None:
        """Take over a check made since this instance was read; the row stays locked until the transaction ends."""
        if self.pk is None or self._verified_when_read == _UNREAD:
            return
        shared: Any = self._meta.get_field("verified_on").model
        rows = shared._base_manager.select_for_update(of=("self",)).filter(pk=self.pk).order_by()
        stored = rows.values_list("verified_on", "review_by").first()
        if stored and stored[0] != self._verified_when_read:
            self.verified_on, self.review_by = stored
        self._verified_when_read = self.verified_on

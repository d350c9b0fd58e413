"""Whether everything that editors were told is so. Needs Django."""

from dataclasses import dataclass
from functools import cached_property

from wagtail.models import Page, PageLogEntry, Revision

from kb.content.models import KnowledgePage, PublishedChange
from kb.editorial.workflow.urgent import LOG_ACTION
from tools.faults.compare import by_page, settled
from tools.faults.ledger import Edit

PUBLISHING = ("approve", "urgent")


def checks(edits: list[Edit]) -> dict[str, list[str]]:
    """What breaks each of these rules."""
    state = State(edits)
    return {
        "every version that was saved is there": state.lost_versions(),
        "every publication that was told has its record": state.lost_publications(),
        "readers see what was published last": state.wrong_live(),
        "what was made is there, what was deleted is gone": state.wrong_presence(),
        "pages stand where they were moved": state.wrong_place(),
    }


@dataclass
class State:
    """The ledger, and the database after it."""

    edits: list[Edit]

    @cached_property
    def there(self) -> dict[int, tuple[bool, str, int | None, str]]:
        """Live, client's words, live revision, path; by page."""
        rows = KnowledgePage.objects.values_list("pk", "live", "client_words", "live_revision_id", "path")
        return {pk: rest for pk, *rest in rows}  # type: ignore[misc]

    @cached_property
    def words(self) -> dict[int, dict[int, str]]:
        """The last of the client's words by revision, by page."""
        found: dict[int, dict[int, str]] = {}
        for pk, page, content in Revision.page_revisions.values_list("pk", "object_id", "content").iterator(500):
            found.setdefault(int(page), {})[pk] = last(content.get("client_words", ""))
        return found

    @cached_property
    def deletable(self) -> set[int]:
        """Pages that somebody deleted, or perhaps did."""
        return set(by_page(self.edits, "delete"))

    def lost_versions(self) -> list[str]:
        replaced = {edit.over for edit in self.edits if edit.over and edit.outcome != "refused"}
        lost = []
        for edit in self.edits:
            if not edit.word or edit.outcome != "done" or edit.page in self.deletable or edit.made in replaced - {0}:
                continue
            if edit.word not in self.words.get(edit.page, {}).values():
                lost.append(f"{edit.verb} of page {edit.page} by editor {edit.editor}: {edit.word}")
        return lost

    def lost_publications(self) -> list[str]:
        """As many records as were told, and more only where no answer came; the same in the log of urgent ones."""
        wrong = []
        records: dict[int, list[str]] = {}
        by_people = PublishedChange.objects.exclude(page=None).exclude(author=None)  # without those of the sample
        for page, revision in by_people.values_list("page_id", "revision_id"):
            records.setdefault(page, []).append(self.words.get(page, {}).get(revision, "no revision"))
        urgent: dict[int, int] = {}
        for page in PageLogEntry.objects.filter(action=LOG_ACTION).values_list("page_id", flat=True):
            urgent[page] = urgent.get(page, 0) + 1
        for page, edits in by_page(self.edits, *PUBLISHING).items():
            if page in self.deletable:
                continue
            written = records.get(page, [])
            told = [edit for edit in edits if edit.outcome == "done"]
            if not len(told) <= len(written) <= len(edits):
                wrong.append(f"page {page}: {len(told)} told, {len(edits)} at most, {len(written)} records")
            wrong += [
                f"page {page}: no record of revision {edit.seen}"
                for edit in told
                if self.words.get(page, {}).get(edit.seen, "?") not in written
            ]
            fewest = sum(edit.verb == "urgent" for edit in told)
            if not fewest <= urgent.get(page, 0) <= sum(edit.verb == "urgent" for edit in edits):
                wrong.append(f"page {page}: {fewest} urgent publications told, {urgent.get(page, 0)} in the log")
        return wrong

    def wrong_live(self) -> list[str]:
        wrong = []
        for page, edits in by_page(self.edits, *PUBLISHING, "unpublish").items():
            if page not in self.there:
                continue
            live, words, _revision, _path = self.there[page]
            done = any(edit.outcome == "done" for edit in edits)
            possible = settled(edits)
            offline = any(edit.verb == "unpublish" for edit in possible)
            published = {self.words.get(page, {}).get(edit.seen) for edit in possible if edit.seen}
            right = last(words) in published if live else offline
            if not right and (done or not live):
                wrong.append(f"page {page}: live {live} with {last(words)}; possible {sorted(map(str, published))}")
        return wrong

    def wrong_presence(self) -> list[str]:
        wrong = [f"page {page} is not deleted" for page, edits in by_page(self.edits, "delete").items()
                 if page in self.there and any(edit.outcome == "done" for edit in edits)]  # fmt: skip
        wrong += [
            f"new page {page} is missing"
            for page, edits in by_page(self.edits, "create").items()
            if page and page not in self.there and page not in self.deletable
            and any(edit.outcome == "done" for edit in edits)
        ]  # fmt: skip
        return wrong

    def wrong_place(self) -> list[str]:
        parents = dict(Page.objects.values_list("path", "pk"))
        wrong = []
        for page, edits in by_page(self.edits, "move", "create").items():
            if page not in self.there or not any(edit.outcome == "done" for edit in edits):
                continue
            place = parents[self.there[page][3][: -Page.steplen]]
            if place not in {edit.place for edit in settled(edits)}:
                wrong.append(f"page {page} stands below {place}")
        return wrong


def last(words: str) -> str:
    return words.split("\n")[-1].strip()

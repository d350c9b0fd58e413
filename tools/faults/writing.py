"""What an editor does in the admin, request by request, and what is answered.

The form of a page is opened once and sent again and again, with what the answer changes in it: as a person does who
keeps the page open. After an answer that did not come it is opened anew.
"""

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tools.faults.browser import Answer, Browser
from tools.faults.forms import Fields, NoForm, fields_of
from tools.faults.ledger import Edit, Ledger, Outcome, Verb

ADMIN = "/admin"
#: What is asked of a change that goes to readers.
SAID = {"change_kind": "editorial", "change_note": "Vārdi"}
_NUMBER = re.compile(r"/pages/(\d+)/edit/")


@dataclass
class Sheet:
    """The form of one page, open in the browser of one editor."""

    page: int
    fields: Fields
    words: str = field(init=False)

    def __post_init__(self) -> None:
        self.words = "\n".join(self.fields["client_words"].split("\n")[:3])

    def with_word(self, word: str) -> Fields:
        """The form as it is sent: only the client's words differ."""
        return self.fields | {"client_words": f"{self.words}\n{word}"}


@dataclass
class Hand:
    """One editor at the keyboard."""

    number: int
    browser: Browser
    ledger: Ledger
    words: int = 0

    def open(self, page: int) -> Sheet | None:
        """None where there is no such page any more, or nobody answers for now."""
        answer = self._get(f"{ADMIN}/pages/{page}/edit/")
        if answer is None or answer.status != 200:
            return None
        try:
            return Sheet(page, fields_of(answer.text, "page-edit-form"))
        except NoForm:
            return None

    def save(self, sheet: Sheet) -> Outcome:
        word, path = self._word(), f"/pages/{sheet.page}/edit/"
        answer = self._post(f"{ADMIN}{path}", sheet.with_word(word))
        over = int(sheet.fields.pop("overwrite_revision_id", 0))  # the browser opens the form anew
        return self._note("save", answer, path, sheet.page, word=word, over=over)

    def submit(self, sheet: Sheet) -> Outcome:
        word = self._word()
        fields = sheet.with_word(word) | {"action-submit": "1"} | SAID
        answer = self._post(f"{ADMIN}/pages/{sheet.page}/edit/", fields)
        return self._note("submit", answer, f"{ADMIN}/pages/", sheet.page, word=word)

    def autosave(self, sheet: Sheet) -> Outcome:
        """As the editor's script does while somebody types: the version that it made before is replaced."""
        word, over = self._word(), int(sheet.fields.get("overwrite_revision_id") or 0)
        path = f"{ADMIN}/pages/{sheet.page}/edit/"
        answer = self._post(path, sheet.with_word(word), accept="application/json")
        told = json.loads(answer.text) if answer.status in {200, 400} else {}
        made = int(told.get("revision_id", 0)) if told.get("success") else 0
        if made:
            sheet.fields |= {
                "overwrite_revision_id": str(made),
                "loaded_revision_id": str(made),
                "loaded_revision_created_at": told["revision_created_at"],
            }
        outcome = _outcome(answer, bool(made))
        return self._write("autosave", outcome, answer, sheet.page, word=word, made=made, over=over)

    def publish_urgently(self, page: int) -> Outcome | None:
        """None where it cannot be tried: the page is gone, or nobody answers."""
        path = f"{ADMIN}/steidzami/{page}/"
        form = self._get(path)
        if form is None or form.status != 200:
            return None
        seen = fields_of(form.text, field="seen")["seen"]
        answer = self._post(path, {"seen": seen, "reason": "Pārbaude"} | SAID)
        return self._note("urgent", answer, f"/pages/{page}/edit/", page, seen=int(seen))

    def approve(self, page: int) -> Outcome | None:
        """None where nothing waits there any more, or nobody answers."""
        path = f"{ADMIN}/izlemt/{page}/"
        form = self._get(path)
        if form is None or form.status != 200:
            return None
        seen = fields_of(form.text, field="seen")["seen"]
        answer = self._post(path, {"seen": seen, "comment": "", "decision": "approve"})
        return self._note("approve", answer, "/reports/", page, seen=int(seen))

    def unpublish(self, page: int) -> Outcome | None:
        return self._take_away("unpublish", page)

    def delete(self, page: int) -> Outcome | None:
        return self._take_away("delete", page)

    def move(self, page: int, place: int) -> Outcome:
        answer = self._post(f"{ADMIN}/pages/{page}/move/{place}/confirm/", {})
        return self._note("move", answer, f"{ADMIN}/pages/{place}/", page, place=place)

    def create(self, place: int, form: Mapping[str, str]) -> int:
        """The number of the new page, 0 where it was not told."""
        word = self._word()
        fields = {**form, "title": f"Lapa {word}", "slug": word, "client_words": word, "short_answer": f"Vārds {word}."}
        answer = self._post(f"{ADMIN}/pages/add/content/explanationpage/{place}/", fields)
        found = _NUMBER.search(answer.location)
        number = int(found[1]) if found else 0
        self._write("create", _outcome(answer, number > 0), answer, number, word=word, place=place)
        return number

    def new_form(self, place: int) -> Fields | None:
        answer = self._get(f"{ADMIN}/pages/add/content/explanationpage/{place}/")
        if answer is None or answer.status != 200:
            return None
        return fields_of(answer.text, "page-edit-form")

    def _take_away(self, verb: Verb, page: int) -> Outcome | None:
        """None where there is nothing to take away, or nobody answers. The first press of the button only asks."""
        path = f"{ADMIN}/pages/{page}/{verb}/"
        question = self._answered(self.browser.post(path, {}))
        if question is None or question.status != 200:
            return None
        return self._note(verb, self._post(path, fields_of(question.text, field="seen")), f"{ADMIN}/pages/", page)

    def wait_for_the_site(self) -> None:
        """As whoever has seen an error does: try again until it answers."""
        while self.browser.get("/healthz").status != 200:
            time.sleep(0.3)
        time.sleep(0.3)

    def _word(self) -> str:
        self.words += 1
        return f"zq{self.number}q{self.words}"

    def _get(self, path: str) -> Answer | None:
        return self._answered(self.browser.get(path))

    def _answered(self, answer: Answer) -> Answer | None:
        """None where nobody answered: then the site is waited for."""
        if answer.failed:
            self.wait_for_the_site()
            return None
        return answer

    def _post(self, path: str, fields: Mapping[str, object], *, accept: str = "text/html") -> Answer:
        return self.browser.post(path, fields, accept=accept)

    def _note(self, verb: Verb, answer: Answer, leads_to: str, page: int, **more: Any) -> Outcome:
        done = answer.status == 302 and leads_to in answer.location
        return self._write(verb, _outcome(answer, done), answer, page, **more)

    def _write(self, verb: Verb, outcome: Outcome, answer: Answer, page: int, **more: Any) -> Outcome:
        edit = Edit(self.number, verb, outcome, page, answer.began, answer.ended, status=answer.status, **more)
        self.ledger.note(edit)
        if outcome == "unknown":
            self.wait_for_the_site()
        return outcome


def _outcome(answer: Answer, done: bool) -> Outcome:
    """Where nobody listened, nothing was done; the editor sees the browser's own page."""
    if answer.failed:
        return "refused" if answer.refused else "unknown"
    return "done" if done else "refused"

"""An editor's day: pages changed in Wagtail's admin, drafts, approval of what others wrote, small imports."""

import json
import random
from itertools import count
from typing import ClassVar

import gevent
from locust import task

from tools.faults.forms import fields_of
from tools.load import pace
from tools.load.browser import Browser, Failed
from tools.stack import people

ADMIN = "/admin"
#: What an editor says of a change when it is handed in.
SAID = {"change_kind": "editorial", "change_note": "Precizēti vārdi."}
BOUNDARY = "slodzes-merijums"


class Editor(Browser):
    ready: ClassVar[int] = 0
    numbers: ClassVar["count[int]"] = count(1)
    #: Pages that wait for a decision, with the number of who wrote.
    handed_in: ClassVar[list[tuple[int, int]]] = []
    #: Pages that nobody works on.
    free: ClassVar[list[int]] = []

    def wait_time(self) -> float:
        return pace.around(pace.NEXT_PAGE)

    def on_start(self) -> None:
        number = next(Editor.numbers)
        self.open_browser(people.editor(number), 10_000 + number)
        while not self._arrived():
            gevent.sleep(pace.around(1))
        Editor.ready += 1
        gevent.sleep(random.uniform(0, pace.NEXT_PAGE))  # noqa: S311

    def _arrived(self) -> bool:
        try:
            self.log_in()
            self.page("admin: overview", f"{ADMIN}/", "wagtail-config")
        except Failed:
            return False
        return True

    @task
    def work(self) -> None:
        of_others = next((one for one in self.handed_in if one[1] != self.number), None)
        if of_others is not None:
            self.handed_in.remove(of_others)
            self._decide(of_others[0])
        elif random.random() < pace.IMPORTS:  # noqa: S311
            self._import_words()
        else:
            self._change(self._free_page())

    def _free_page(self) -> int:
        if not self.free:
            self.free.extend(random.sample(self.material["edited"], len(self.material["edited"])))
        return self.free.pop()

    def _change(self, page: int) -> None:
        path = f"{ADMIN}/pages/{page}/edit/"
        fields = fields_of(self.page("admin: editor", path, "page-edit-form"), "page-edit-form")
        said = fields["client_words"].split("\n")
        for _save in range(pace.AUTOSAVES):
            gevent.sleep(pace.around(pace.EDITS_PAGE / (pace.AUTOSAVES + 1)))
            fields["client_words"] = "\n".join([*said[:3], _new_word()])
            self._autosave(path, fields)
        gevent.sleep(pace.around(pace.EDITS_PAGE / (pace.AUTOSAVES + 1)))
        if random.random() < pace.HANDED_IN:  # noqa: S311
            self.send("admin: hand in", path, fields | SAID | {"action-submit": "1"}, leads_to=f"{ADMIN}/pages/")
            self.handed_in.append((page, self.number))
        else:
            self.send("admin: save draft", path, fields, leads_to=path)

    def _autosave(self, path: str, fields: dict[str, str]) -> None:
        """What was made before by itself is replaced, as the editor's script does."""
        _there, text = self.send(
            "admin: saved by itself", path, fields, words='"success": true', headers={"Accept": "application/json"}
        )
        told = json.loads(text)
        number = str(told["revision_id"])
        fields |= {
            "overwrite_revision_id": number,
            "loaded_revision_id": number,
            "loaded_revision_created_at": told["revision_created_at"],
        }

    def _decide(self, page: int) -> None:
        path = f"{ADMIN}/izlemt/{page}/"
        form = fields_of(self.page("admin: decision", path, 'name="seen"'), field="seen")
        gevent.sleep(pace.around(pace.READ_PAGE))
        self.send("admin: approve and publish", path, form | {"decision": "approve"}, leads_to=ADMIN)

    def _import_words(self) -> None:
        """A table of three words of the glossary."""
        self.page("admin: imports", f"{ADMIN}/imports/", 'name="subject"')
        rows = [f"{_new_word()};vārds no tabulas;;" for _row in range(3)]
        table = "\r\n".join(["termins;vienkāršiem vārdiem;citi nosaukumi;piezīme", *rows])
        headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        body = _multipart({"csrfmiddlewaretoken": self.token, "subject": "glossary"}, table)
        there, _text = self.post("admin: import, upload", f"{ADMIN}/imports/", body, headers, f"{ADMIN}/imports/")
        self.page("admin: import, preview", there, "kb-import__table")
        gevent.sleep(pace.around(pace.READ_PAGE))
        self.send("admin: import, confirm", there, {"confirm": "1"}, leads_to=ADMIN)


def _new_word() -> str:
    """A word that no other editor writes. Letters alone: eight digits are a telephone number, eleven a personal code,
    and a page with data of a person is not let through.
    """
    return "vārds" + "".join(random.choices("aeioukrstln", k=14))  # noqa: S311


def _multipart(fields: dict[str, str], table: str) -> str:
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
    parts.append(f'Content-Disposition: form-data; name="file"; filename="vardi.csv"\r\n\r\n{table}')
    return "".join(f"--{BOUNDARY}\r\n{part}\r\n" for part in parts) + f"--{BOUNDARY}--\r\n"

"""Editors who work as fast as they are answered: mostly they publish, now and then they do something else."""

import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tools.faults.browser import Browser
from tools.faults.ledger import Ledger
from tools.faults.writing import Hand, Sheet
from tools.stack import people

#: How often an editor begins with what, out of a hundred.
MIX = {"urgently": 36, "submit": 28, "save": 14, "type": 10, "create": 4, "move": 3, "unpublish": 3, "delete": 2}
#: After so many times a form is closed, another page is taken.
MOST_SENT = 12
#: Of an editor's pages every third one is taken by the others as well.
SHARED_CHANCE = 0.3
AUTOSAVES = 3


@dataclass
class Office:
    """What the editors share: pages that all of them take, what waits for a second pair of eyes, where pages stand."""

    pages: Sequence[int]
    places: Sequence[int]
    ledger: Ledger
    waiting: list[tuple[int, int]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def hand_in(self, editor: int, page: int) -> None:
        with self.lock:
            self.waiting.append((editor, page))

    def to_decide(self, editor: int) -> int | None:
        """The oldest page that somebody else has handed in."""
        with self.lock:
            for entry in self.waiting:
                if entry[0] != editor:
                    self.waiting.remove(entry)
                    return entry[1]
        return None


class Editor(threading.Thread):
    """Works until the ledger is full. ``problem`` is what ended it before, with the words of the error."""

    def __init__(self, number: int, port: int, office: Office, own: Sequence[int], seed: int) -> None:
        super().__init__(name=f"editor {number}", daemon=True)
        self.number, self.office = number, office
        self.chance = random.Random(seed * 1000 + number)  # noqa: S311
        self.browser = Browser(port, people.editor(number))
        self.hand = Hand(number, self.browser, office.ledger)
        self.own = list(own)
        self.made: list[int] = []
        self.sheet: Sheet | None = None
        self.sent = 0
        self.problem: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.office.ledger.full:
                self.act()
        except BaseException as problem:  # noqa: BLE001  (shown at the end of the run, which then fails)
            self.problem = problem

    def act(self) -> None:
        page = self.office.to_decide(self.number)
        if page is not None:
            self.hand.approve(page)
            return
        name = self.chance.choices(list(MIX), list(MIX.values()))[0]
        on_sheet: dict[str, Callable[[Sheet], object]] = {
            "urgently": self.urgently,
            "submit": self.submit,
            "save": self.hand.save,
            "type": self.type,
            "move": lambda sheet: self.hand.move(sheet.page, self.chance.choice(self.office.places)),
            "unpublish": lambda sheet: self.hand.unpublish(sheet.page),
        }
        if name == "create":
            self.create()
        elif name == "delete":
            self.delete()
        elif (sheet := self.paper()) is not None and on_sheet[name](sheet) not in ("done", True):
            self.sheet = None

    def paper(self) -> Sheet | None:
        """The form that is open, or that of another page; None where that one cannot be opened now."""
        if self.sheet is None or self.sent >= MOST_SENT:
            shared = self.chance.random() < SHARED_CHANCE
            self.sheet = self.hand.open(self.chance.choice(self.office.pages if shared else self.own + self.made))
            self.sent = 0
        self.sent += 1
        return self.sheet

    def urgently(self, sheet: Sheet) -> bool:
        return self.hand.save(sheet) == "done" and self.hand.publish_urgently(sheet.page) == "done"

    def submit(self, sheet: Sheet) -> bool:
        """Where nobody has approved what waits there yet, it is handed in only once."""
        done = self.hand.submit(sheet) == "done"
        if done:
            self.office.hand_in(self.number, sheet.page)
            self.sent = MOST_SENT  # it is somebody else's now
        return done

    def type(self, sheet: Sheet) -> bool:
        """The form is opened, saved by itself a few times, then by hand."""
        fresh = self.sheet = self.hand.open(sheet.page)
        if fresh is None:
            return False
        typed = all(self.hand.autosave(fresh) == "done" for _number in range(self.chance.randint(1, AUTOSAVES)))
        return typed and self.hand.save(fresh) == "done"

    def create(self) -> None:
        place = self.chance.choice(self.office.places)
        form = self.hand.new_form(place)
        if form is None:
            return
        page = self.hand.create(place, form)
        if page:
            self.made.append(page)

    def delete(self) -> None:
        """Of the pages that this editor has made; the others have never heard of them."""
        if len(self.made) > 1:
            page = self.made.pop(self.chance.randrange(len(self.made)))
            if self.sheet is not None and self.sheet.page == page:
                self.sheet = None
            self.hand.delete(page)

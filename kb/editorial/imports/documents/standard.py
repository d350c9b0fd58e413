"""The approved wording of the standard: from a file to the clauses of its sections, as drafts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.content.models import ContactPoint, StandardSectionPage
from kb.content.word_differences import Piece as Words
from kb.content.word_differences import word_difference
from kb.editorial.imports.documents import new_rows
from kb.editorial.imports.documents.contacts import CONTACT_ROWS, contact_state
from kb.editorial.imports.documents.lines import blocks_of, one_line
from kb.editorial.imports.documents.matching import Piece, Row, Section, Why, match
from kb.editorial.imports.documents.reading import read_document
from kb.editorial.imports.drafts import Refused, obstacle, save_draft
from kb.editorial.models import ImportRun

TOO_LONG = gettext_lazy("The text is too long to be the standard: at most 400 paragraphs and 60,000 characters.")

WHY: dict[str, Any] = {
    Why.ROW_ID.value: gettext_lazy("row id in the text"),
    Why.TITLE.value: gettext_lazy("title of the section"),
    Why.WORDS.value: gettext_lazy("similar words"),
    Why.CONTACT.value: gettext_lazy("contact"),
    Why.HEADING.value: gettext_lazy("heading"),
    Why.NOTHING.value: gettext_lazy("no place found"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A row to choose, with the words it is known by."""

    row: str
    label: str
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A piece in the preview. ``difference`` stands at the last piece of a row; None where there is none to show.

    ``first``: the row has no approved wording yet. ``contact``: the state of a contact, which is only compared.
    ``new``: a row that is to be made, ``id`` and ``name`` what it is known by, ``problem`` why it cannot be made.
    """

    number: int
    heading: str
    text: str
    row: str
    why: Any
    difference: tuple[Words, ...] | None
    first: bool
    same: bool
    contact: str
    new: bool
    id: str
    name: str
    problem: str


def plan_of(name: str, data: bytes) -> dict[str, Any]:
    """What the file proposes. ValidationError where it cannot be read or there are no sections to fill."""
    drafts = _drafts()
    sections = [section for section in map(_section, drafts) if section.rows]
    if not sections:
        raise ValidationError(_("There are no sections of the standard to put the wording into yet."))
    blocks = blocks_of(read_document(name, data), [section.title for section in sections])
    try:
        pieces = match(blocks, sections)
    except ValueError:
        raise ValidationError(TOO_LONG, code="too_long") from None
    rows = _rows(drafts)
    found = [_stored(piece, rows) for piece in _once(pieces)]
    new_rows.propose(found, rows)
    return {"pieces": found, "seen": _seen(drafts)}


def look_again(run: ImportRun) -> None:
    """Compare with the pages as they are now from here on."""
    run.plan["seen"] = _seen(_drafts())


def take(run: ImportRun, answers: Mapping[str, str]) -> None:
    """Put what the person chose and corrected in place of the proposal."""
    drafts = _drafts()
    known = {choice.row for _title, choices in _choices(drafts) for choice in choices} | {""}
    for number, piece in enumerate(run.plan["pieces"]):
        before, row = piece["row"], answers.get(f"row-{number}", piece["row"])
        piece["row"] = row if row in known else before
        piece["text"] = one_line(answers.get(f"text-{number}", piece["text"]))
        new_id, name = (one_line(answers.get(f"{part}-{number}", piece.get(part, ""))) for part in ("id", "name"))
        new_rows.choose(piece, new_id, name, before)
    new_rows.propose(run.plan["pieces"], _rows(drafts))


def preview(run: ImportRun) -> tuple[list[Line], list[tuple[str, list[Choice]]]]:
    """Each piece with what it would change, and the rows to choose by section, contacts last."""
    drafts = _drafts()
    return _lines(run, drafts), _choices(drafts)


def _choices(drafts: Sequence[StandardSectionPage]) -> list[tuple[str, list[Choice]]]:
    groups = [(f"{draft.code} {draft.title}", [*_clauses(draft), _new(draft)]) for draft in drafts]
    kinds = dict(ContactPoint.Kind.choices)
    contacts = [Choice(row, f"{row} · {kinds[kind]}") for row, kind in CONTACT_ROWS.items()]
    return [*groups, (_("Contacts: only compared"), contacts)]


def _lines(run: ImportRun, drafts: Sequence[StandardSectionPage]) -> list[Line]:
    approved = {clause.value["row"]: clause.value["approved"] for draft in drafts for clause in draft.clauses}
    texts, contacts, rows = wordings(run), list(ContactPoint.objects.all()), _rows(drafts)
    last = {new_rows.row_of(piece): number for number, piece in enumerate(run.plan["pieces"]) if piece["text"]}
    lines = []
    for number, piece in enumerate(run.plan["pieces"]):
        row, is_contact = new_rows.row_of(piece), piece["row"] in CONTACT_ROWS
        old = approved.get(row) or ""
        shown = row in texts and last[row] == number  # contacts are not among the texts
        lines.append(
            Line(
                number=number,
                heading=piece["heading"],
                text=piece["text"],
                row=piece["row"],
                why=WHY[piece["why"]],
                difference=word_difference(old, texts[row]) if shown and old and old != texts[row] else None,
                first=shown and not old,
                same=shown and old == texts[row],
                contact=contact_state(row, piece["text"], contacts).value if is_contact else "",
                new=shown and new_rows.is_new(piece["row"]),
                id=piece.get("id", ""),
                name=piece.get("name", ""),
                problem=new_rows.problem(piece, rows),
            )
        )
    return lines


def wordings(run: ImportRun) -> dict[str, str]:
    """The text for each row: its pieces in reading order."""
    found: dict[str, list[str]] = defaultdict(list)
    for piece in run.plan["pieces"]:
        row = new_rows.row_of(piece)
        if row and row not in CONTACT_ROWS and piece["text"]:
            found[row].append(piece["text"])
    return {row: " ".join(texts) for row, texts in found.items()}


def write(run: ImportRun, user: Any) -> list[dict[str, Any]]:
    """Drafts of the sections whose wording differs, all or none. Refused where one may not be written."""
    texts, seen = wordings(run), run.plan["seen"]
    drafts = _drafts(lock=True)
    rows = _rows(drafts)
    wrong = [new_rows.problem(piece, rows) for piece in run.plan["pieces"]]
    if any(wrong):
        raise Refused(list(dict.fromkeys(filter(None, wrong))))
    names = {p["id"]: (p["row"], p["name"]) for p in reversed(run.plan["pieces"]) if new_rows.is_new(p["row"])}
    changed = [draft for draft in drafts if _fill(draft, texts) | _add(draft, texts, names)]
    problems = [obstacle(draft, user, seen.get(str(draft.pk))) for draft in changed]
    if any(problems):
        raise Refused([problem for problem in problems if problem])
    return [save_draft(draft, user, run.file_name) for draft in changed]


def _fill(draft: StandardSectionPage, texts: Mapping[str, str]) -> bool:
    """Set the approved wordings of the draft; whether one of them is another now."""
    changed = False
    for clause in draft.clauses:
        text = texts.get(clause.value["row"])
        if text and text != clause.value["approved"]:
            clause.value["approved"] = text
            changed = True
    return changed


def _add(draft: StandardSectionPage, texts: Mapping[str, str], names: Mapping[str, tuple[str, str]]) -> bool:
    """Add the new rows of the section to its draft; whether there are any. A row without text is none."""
    own = {row: name for row, (section, name) in names.items() if section == new_rows.MARK + draft.code}
    made = [row for row in sorted(own) if row in texts]
    for row in made:
        new_rows.add(draft.clauses, row, own[row], texts[row])
    return bool(made)


def _drafts(*, lock: bool = False) -> list[StandardSectionPage]:
    """The latest version of each section, in the order of the document."""
    pages = StandardSectionPage.objects.order_by("path")
    return [page.get_latest_revision_as_object() for page in (pages.select_for_update() if lock else pages)]


def _seen(drafts: Sequence[StandardSectionPage]) -> dict[str, int | None]:
    return {str(draft.pk): draft.latest_revision_id for draft in drafts}


def _section(draft: StandardSectionPage) -> Section:
    rows = tuple(
        Row(value["row"], " ".join(filter(None, (value[part] for part in ("heading", "text", "approved", "practice")))))
        for value in (clause.value for clause in draft.clauses)
    )
    words = " ".join([draft.title, draft.short_answer, draft.intro, *(row.words for row in rows)])
    return Section(draft.code, draft.title, words, rows)


def _rows(drafts: Sequence[StandardSectionPage]) -> dict[str, list[str]]:
    """Ids of the rows by section."""
    return {draft.code: draft.rows for draft in drafts}


def _stored(piece: Piece, rows: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """A piece as the plan keeps it. A row id of the text that no section has is a new row of the section."""
    stored = {"heading": piece.heading, "text": piece.text, "row": piece.row, "why": piece.why.value}
    if piece.why == Why.ROW_ID and not any(piece.row in known for known in rows.values()):
        stored |= {"row": new_rows.MARK + new_rows.section_of(piece.row, rows), "id": piece.row}
    return stored


def _clauses(draft: StandardSectionPage) -> list[Choice]:
    values = (clause.value for clause in draft.clauses)
    return [Choice(value["row"], f"{value['row']} · {value['heading']}") for value in values]


def _new(draft: StandardSectionPage) -> Choice:
    return Choice(new_rows.MARK + draft.code, f"{draft.code} · {_('new row')}", is_new=True)


def _once(pieces: Sequence[Any]) -> list[Any]:
    """The same contact twice is one."""
    found: list[Any] = []
    for piece in pieces:
        repeated = piece.why == Why.CONTACT and any(p.row == piece.row and p.text == piece.text for p in found)
        if not repeated:
            found.append(piece)
    return found

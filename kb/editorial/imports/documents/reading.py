"""Has an uploaded document read within limits, and says in plain words why one cannot be read."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kb.content.attached.apart import read_apart

#: A file of words with a picture or two; more is a book or something else.
MOST_BYTES = 10 * 1024 * 1024
#: Somebody waits for the preview.
MOST_SECONDS = 15

TYPES = ("docx", "pdf", "txt")

REASONS: dict[str, Any] = {
    "other_type": _("Only Word files (.docx), PDF (.pdf) and plain text (.txt) can be read."),
    "old_word": _("This is the old Word format (.doc). Open it in Word and save it as .docx."),
    "macros": _("The file carries macros. Save it in Word as .docx without macros."),
    "empty": _("The file is empty."),
    "too_large": _("The file is too large: at most 10 MB, and at most 100 MB when it is unpacked."),
    "too_long": _("The text is too long: at most 60 pages or 400,000 characters."),
    "locked": _("The file is protected with a password. Save it without the password."),
    "damaged": _("The file is damaged, or it is not what its name says. Open it, save it anew and try again."),
    "hostile": _("The file holds instructions that no Word document needs. It was not read."),
    "encoding": _("The text is not in UTF-8. Save it with the encoding “UTF-8” and try again."),
    "no_text": _("There is no text in the file. A scanned page is a picture: have its text recognised first."),
    "too_hard": _("Reading the file took too much time or memory. Save it anew, without pictures, and try again."),
}
#: What files of Word that are not .docx end in.
_OTHER_WORD = {"docm": "macros", "dotm": "macros", "doc": "old_word"}

Block = tuple[str, str]


def read_document(name: str, data: bytes) -> list[Block]:
    """Blocks of the document, see kb.editorial.imports.documents.extract. ValidationError with the reason if none."""
    kind = name.rpartition(".")[2].lower()
    if kind in _OTHER_WORD:
        raise _refusal(_OTHER_WORD[kind])
    if kind not in TYPES:
        raise _refusal("other_type")
    if not data:
        raise _refusal("empty")
    if len(data) > MOST_BYTES:
        raise _refusal("too_large")
    outcome, blocks = _run(kind, data)
    if outcome != "read":
        raise _refusal(outcome)
    return blocks


def _refusal(outcome: str) -> ValidationError:
    return ValidationError(REASONS[outcome], code=outcome)


def _run(kind: str, data: bytes) -> tuple[str, list[Block]]:
    found, _said = read_apart("kb.editorial.imports.documents.extract", kind, data, MOST_SECONDS)
    if found is None:
        return "too_hard", []
    return found["outcome"], [(kind, text) for kind, text in found["blocks"]]

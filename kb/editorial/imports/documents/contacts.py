"""Contacts in an imported standard: they are kept once, as contacts of the company, so an import only compares them."""

import re
from collections.abc import Iterable
from enum import Enum

from kb.content.models import ContactPoint
from kb.editorial.imports.documents import matching

#: What each row of the standard (D5–D9) names.
CONTACT_ROWS: dict[str, str] = {
    matching.ADDRESS_ROW: ContactPoint.Kind.ADDRESS,
    matching.EMAIL_ROW: ContactPoint.Kind.EMAIL,
    matching.PHONE_ROW: ContactPoint.Kind.PHONE,
    matching.WEB_ROW: ContactPoint.Kind.WEB,
    matching.NAME_ROW: ContactPoint.Kind.NAME,
}


class ContactState(Enum):
    """How a contact of the file stands to those that are kept."""

    SAME = "same"
    MISSING = "missing"


def contact_state(row: str, text: str, known: Iterable[ContactPoint]) -> ContactState:
    """SAME where the value of a kept contact of this kind is what the text says, label and spaces apart."""
    kind = CONTACT_ROWS[row]
    said = _bare(text, kind)
    same = any(contact.kind == kind and _bare(contact.value, kind) == said for contact in known)
    return ContactState.SAME if same else ContactState.MISSING


def _bare(text: str, kind: str) -> str:
    if kind == ContactPoint.Kind.PHONE:
        return re.sub(r"\D", "", text)[-8:]
    if kind == ContactPoint.Kind.EMAIL:
        text = text.rpartition(":")[2]
    if kind == ContactPoint.Kind.WEB:
        text = re.sub(r"^.*?(?=https?://|www\.)", "", text).removeprefix("https://").removeprefix("http://")
    return " ".join(text.split()).rstrip("/").casefold()

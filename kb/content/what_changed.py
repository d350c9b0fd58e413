"""What an editor says of a change before it goes to readers: material or editorial, and one line."""

from typing import Any

from django.utils.translation import gettext as _


def unsaid(page: Any) -> dict[str, list[str]]:
    """What is still to be said of the change of ``page``, by field.

    Asked of the types whose readers act on it (``says_what_changed``), once they are live: the first text of a page
    is new as a whole.
    """
    if not (page.says_what_changed and page.live):
        return {}
    errors: dict[str, list[str]] = {}
    if not page.change_kind:
        errors["change_kind"] = [
            str(
                _(
                    "Say whether the change is material. Employees work by this page already: a material change of the "
                    "standard is confirmed by everybody, an editorial one by nobody."
                )
            )
        ]
    if not page.change_note.strip():
        errors["change_note"] = [str(_("Say in one line what changes. Readers see it in the list of what changed."))]
    return errors

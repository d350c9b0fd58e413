"""Names and the password of the accounts of a stack; imports nothing, so that whoever acts as them may read it."""

PASSWORD = "parole-tikai-slodzes-merijumam"  # noqa: S105  (the site lives for one measurement, on loopback)


def employee(number: int) -> str:
    """Numbers begin at 1."""
    return f"darbinieks-{number}"


def editor(number: int) -> str:
    """Editors may also approve: what they publish is live at once."""
    return f"redaktors-{number}"

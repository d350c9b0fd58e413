"""What a change of the standard means for acknowledgements, for the editor who is about to make it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.content.choices import Kind
from kb.content.models import KnowledgePage
from kb.learning.models import Acknowledgement
from kb.learning.versions.in_force import newest_version


@dataclass(frozen=True, slots=True)
class TouchedLine:
    """One line of what a change touches (kb.editorial.touches)."""

    title: str
    url: str


def acknowledgements_touched(pages: Sequence[KnowledgePage]) -> list[TouchedLine]:
    """How many people have confirmed the version in force; nothing where no section of the standard is among
    ``pages``, or nobody has."""
    if all(page.kind != Kind.STANDARD for page in pages):
        return []
    version = newest_version()
    number = Acknowledgement.objects.filter(version=version.pk).count() if version else 0
    if version is None or not number:
        return []
    confirmed = ngettext(
        "%(number)s person has confirmed version %(version)s of the standard",
        "%(number)s people have confirmed version %(version)s of the standard",
        number,
    ) % {"number": number, "version": version.number}
    return [TouchedLine(f"{confirmed}; {_('a material change asks everybody again')}", reverse("standard_versions"))]

"""What may be uploaded as a document: a file that is what its name says, of a size that can be read, without programs.

Whoever opens an attachment trusts it, because it comes from the knowledge base.
"""

import io
import zipfile
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

from kb.content.attached.extract import MOST_PARTS, MOST_UNPACKED
from kb.content.attached.reading import MOST_BYTES

#: A part that an archive of this kind always has.
_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml"}
#: Programs inside a document, however it is named.
_PROGRAMS = ("vbaproject.bin", "vbadata.xml", ".exe", ".dll", ".js", ".vbs", ".ps1", ".bat", ".cmd")
_PROGRAM_FOLDERS = ("basic/", "scripts/")
_OLE = b"\xd0\xcf\x11\xe0"


class DocumentForm(BaseDocumentForm):
    """Wagtail's own form looks at the extension alone."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            refuse_unfit(file.name, file, file.size)
        return file


def refuse_unfit(name: str, file: IO[bytes], size: int) -> None:
    """ValidationError with the reason where the file may not be uploaded under this name."""
    if size > MOST_BYTES:
        raise ValidationError(
            _("The file has %(size)s; at most %(most)s can be uploaded.")
            % {"size": filesizeformat(size), "most": filesizeformat(MOST_BYTES)}
        )
    file.seek(0)
    data = file.read()
    file.seek(0)
    kind = name.rpartition(".")[2].lower()
    if kind in _PART:
        _refuse_archive(kind, data)
    elif kind == "pdf":
        if b"%PDF-" not in data[:1024]:
            raise _not_what_it_says(kind)
    elif b"\0" in data or data.lstrip()[:5].lower() in (b"<html", b"<!doc", b"<svg ", b"<scri"):
        raise _not_what_it_says(kind)


def _refuse_archive(kind: str, data: bytes) -> None:
    if data.startswith(_OLE):
        raise ValidationError(
            _("The file is protected with a password or in an old format. Save it anew, without a password.")
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _not_what_it_says(kind) from error
    names = [part.filename.lower() for part in parts]
    if _PART[kind] not in names:
        raise _not_what_it_says(kind)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise ValidationError(_("Unpacked the file would be far too large. Save it anew in your office program."))
    if any(name.endswith(_PROGRAMS) or name.startswith(_PROGRAM_FOLDERS) for name in names):
        raise ValidationError(_("There is a program (macro) in the file. Save it without macros."))


def _not_what_it_says(kind: str) -> ValidationError:
    return ValidationError(_("The content is not that of a .%(kind)s file.") % {"kind": kind})

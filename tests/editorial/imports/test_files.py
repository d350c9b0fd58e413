"""A file that cannot be read gets a reason in plain words; nothing in a file is carried out."""

import io
import zipfile

import pytest

from kb.editorial.imports.documents import reading
from kb.editorial.models import ImportRun
from tests.files import docx_file, locked, locked_with_aes, pdf_file

TEXT = "Iesniegumu reģistrē tajā pašā dienā."


def changed(docx: bytes, **parts: bytes) -> bytes:
    """The Word file with these parts put in place of its own, or added; «__» stands for «/», «_DOT_» for «.»."""
    named = {name.replace("__", "/").replace("_DOT_", "."): data for name, data in parts.items()}
    named = {"[Content_Types].xml" if name == "types" else name: data for name, data in named.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, named.pop(info.filename, None) or old.read(info.filename))
        for name, data in named.items():
            new.writestr(name, data)
    return file.getvalue()


def part(docx: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read(name)


def with_entities() -> bytes:
    docx = docx_file(TEXT)
    document = part(docx, "word/document.xml")
    end = document.index(b"?>") + 2
    doctype = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    return changed(docx, word__document_DOT_xml=document[:end] + doctype + document[end:].replace(b"dien", b"&b;dien"))


def with_macros() -> bytes:
    return changed(docx_file(TEXT), word__vbaProject_DOT_bin=b"\x00macro")


def of_macro_type() -> bytes:
    docx = docx_file(TEXT)
    types = part(docx, "[Content_Types].xml")
    ours = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return changed(docx, types=types.replace(ours, b"application/vnd.ms-word.document.macroEnabled.main+xml"))


def bomb() -> bytes:
    return changed(docx_file(TEXT), word__media__a_DOT_xml=b"\x00" * (101 * 1024 * 1024))


OFFICE_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600

FILES = {
    "damaged Word": ("a.docx", lambda: b"PK\x03\x04" + b"x" * 200, "bojāts"),
    "a Word file cut off": ("a.docx", lambda: docx_file(TEXT)[:-300], "bojāts"),
    "damaged PDF": ("a.pdf", lambda: b"%PDF-1.7\ngarbage", "bojāts"),
    "a picture called PDF": ("a.pdf", lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "bojāts"),
    "Word under a password": ("a.docx", lambda: OFFICE_LOCKED, "aizsargāts ar paroli"),
    "PDF under a password": ("a.pdf", lambda: locked(pdf_file(TEXT), "slepena"), "aizsargāts ar paroli"),
    "PDF under AES": ("a.pdf", lambda: locked_with_aes(pdf_file(TEXT)), "aizsargāts ar paroli"),
    "Word with macros by name": ("a.docm", lambda: docx_file(TEXT), "makro"),
    "Word with macros inside": ("a.docx", with_macros, "makro"),
    "Word of the macro type": ("a.docx", of_macro_type, "makro"),
    "the old Word": ("a.doc", lambda: OFFICE_LOCKED, "vecais Word formāts"),
    "XML entities": ("a.docx", with_entities, "nevienam Word dokumentam nav vajadzīgi"),
    "a zip bomb": ("a.docx", bomb, "pārāk liels"),
    "too many bytes": ("a.txt", lambda: b"a" * (reading.MOST_BYTES + 1), "pārāk liels"),
    "too many pages": ("a.pdf", lambda: pdf_file(*["Lapa"] * 61), "pārāk garš"),
    "too much text": ("a.txt", lambda: b"vards " * 70_000, "pārāk garš"),
    "a scan": ("a.pdf", lambda: pdf_file(""), "nav teksta"),
    "an empty file": ("a.txt", lambda: b"", "ir tukšs"),
    "another alphabet": ("a.txt", lambda: TEXT.encode("windows-1257"), "nav UTF-8"),
    "a spreadsheet": ("a.xlsx", lambda: b"PK", "Var nolasīt tikai"),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_cannot_be_read_gets_a_reason(case, site, signed_in, upload):
    name, make, reason = FILES[case]
    answer = upload(signed_in("redaktors"), "procedure", name, make())
    assert reason in str(answer.context["form"].errors["file"])
    assert not ImportRun.objects.exists()


def test_a_file_that_takes_too_long_is_given_up(site, signed_in, upload, monkeypatch):
    monkeypatch.setattr(reading, "MOST_SECONDS", 0.01)
    answer = upload(signed_in("redaktors"), "procedure", "a.docx", docx_file(TEXT))
    assert "pārāk daudz laika" in str(answer.context["form"].errors["file"])


def test_scripts_and_links_of_a_file_are_words_and_nothing_else(site, signed_in, uploaded):
    docx = docx_file("<script>alert(1)</script> & <b>treknraksts</b>", "Otrs teksts.")
    relations = part(docx, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" TargetMode="External" Target="file:///etc/passwd" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>',
    )
    browser = signed_in("redaktors")
    run = uploaded(browser, "procedure", "a.docx", changed(docx, word___rels__document_DOT_xml_DOT_rels=relations))

    page = browser.get(f"/admin/imports/{run.pk}/").content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in page and "<script>alert(1)" not in page
    assert "root:" not in str(run.plan)

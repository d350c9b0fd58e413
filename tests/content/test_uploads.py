"""Only a file that is what its name says, of a size that can be read and without programs, becomes a document."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from kb.content.attached import upload

pytestmark = pytest.mark.django_db
ADD = "/admin/documents/add/"


def archive(*names, content=b"<x/>"):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        for name in names:
            parts.writestr(name, content)
    return packed.getvalue()


@pytest.fixture
def sent(site, signed_in):
    """``sent(name, content)`` uploads as an editor and gives what is then said; "" where it was taken."""
    editor = signed_in("redaktors")

    def send(name, content):
        file = SimpleUploadedFile(name, content)
        answer = editor.post("/admin/documents/multiple/add/", {"files[]": file, "title": "Veidlapa"}).json()
        return "" if answer["success"] else answer["error_message"]

    return send


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7\n%%EOF"),
        ("a.docx", archive("[Content_Types].xml", "word/document.xml")),
        ("a.xlsx", archive("xl/workbook.xml")),
        ("a.odt", archive("content.xml", "mimetype")),
        ("a.txt", "Iesniegums par pārrēķinu".encode()),
        ("a.csv", "kods;nosaukums\nP01;Rēķins".encode("cp1257")),
    ],
)
def test_a_file_that_is_what_it_says_is_taken(sent, name, content):
    assert sent(name, content) == ""
    assert get_document_model().objects.get().file.read() == content


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("virus.exe", b"MZ", "exe"),
        ("zime.svg", b"<svg onload=alert(1)>", "svg"),
        ("lapa.html", b"<html>", "html"),
        ("a.docm", archive("word/document.xml", "word/vbaProject.bin"), "docm"),
        ("a.pdf", b"MZ\x90\x00", "Saturs nav .pdf datnes saturs"),
        ("a.docx", b"%PDF-1.7", "Saturs nav .docx datnes saturs"),
        ("a.docx", archive("xl/workbook.xml"), "Saturs nav .docx datnes saturs"),
        ("a.docx", b"PK\x03\x04 damaged", "Saturs nav .docx datnes saturs"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "aizsargāta ar paroli"),
        ("a.docx", archive("word/document.xml", "word/vbaProject.bin"), "makross"),
        ("a.xlsx", archive("xl/workbook.xml", "xl/vbaProject.bin"), "makross"),
        ("a.odt", archive("content.xml", "Basic/Standard/Module1.xml"), "makross"),
        ("a.txt", b"text\x00\x01", "Saturs nav .txt datnes saturs"),
        ("a.txt", b"  <svg onload=alert(1)>", "Saturs nav .txt datnes saturs"),
        ("a.csv", b"<!DOCTYPE html><script>", "Saturs nav .csv datnes saturs"),
    ],
)
def test_what_it_is_not_or_what_has_programs_in_it_is_refused_with_the_reason(sent, name, content, said):
    assert said in sent(name, content)
    assert not get_document_model().objects.exists()


def test_an_archive_that_unpacks_to_a_hundred_megabytes_is_refused(sent):
    bomb = archive("word/document.xml", "word/media/0.bin", content=bytes(51 * 1024 * 1024))
    assert len(bomb) < 200_000
    assert "daudz par lielu" in sent("a.docx", bomb)


def test_a_file_that_is_too_large_is_refused_with_both_sizes(sent, monkeypatch):
    monkeypatch.setattr(upload, "MOST_BYTES", 1024)
    said = sent("a.pdf", b"%PDF-" + bytes(2048))
    assert "2,0" in said and "1,0" in said


def test_the_other_form_for_one_file_refuses_it_too(site, signed_in):
    file = SimpleUploadedFile("a.pdf", b"MZ\x90\x00")
    answer = signed_in("redaktors").post(ADD, {"title": "Veidlapa", "file": file})
    assert "Saturs nav .pdf datnes saturs" in answer.content.decode()
    assert not get_document_model().objects.exists()


@pytest.mark.parametrize(
    ("name", "content"), [("a.png", b"<svg onload=alert(1)>"), ("a.svg", b"<svg/>"), ("a.jpg", b"MZ\x90\x00")]
)
def test_an_image_must_be_one(site, signed_in, name, content):
    file = SimpleUploadedFile(name, content)
    answer = signed_in("redaktors").post("/admin/images/multiple/add/", {"files[]": file, "title": "Attēls"})
    assert answer.json()["success"] is False
    assert not get_image_model().objects.exists()

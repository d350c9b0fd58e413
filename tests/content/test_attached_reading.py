"""What is read in an uploaded file, and what editors are told where it cannot be."""

import io
import sys
import zipfile
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from kb.content.attached import extract, reading
from kb.content.attached.reading import MISSING_AGAIN, read_next, waiting
from kb.content.models.document_text import DocumentText, Reading
from search.attached.step import IDLE_SECONDS, FileReader
from tests.factories import ServicePageFactory, make_document, publish
from tests.files import docx_file, locked, locked_with_aes, pdf_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]
REPORT = "/admin/reports/nelasamie-dokumenti/"


@pytest.fixture(autouse=True)
def _own_files(site: Any, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def read(name: str, content: bytes) -> DocumentText:
    document = make_document(name, content=content)
    assert read_next()
    return DocumentText.objects.get(document=document)


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(extract.MOST_UNPACKED + 1))
    return file.getvalue()


def test_word_file_is_read_with_its_table():
    row = read("veidlapa.docx", docx_file("Iesniegums", table=(("Vārds, uzvārds", "Adrese"),)))
    assert (row.outcome, row.text) == (Reading.READ, "Iesniegums\nVārds, uzvārds\nAdrese")


def test_pdf_is_read_page_by_page_with_its_syllables_joined():
    row = read("veidlapa.PDF", pdf_file("Skaitītāja plom-\nbēšana", "Rēķina Nr.\nLV-\n3602"))
    assert (row.outcome, row.text) == (Reading.READ, "Skaitītāja plombēšana\nRēķina Nr.\nLV-\n3602")


def test_pdf_that_only_forbids_printing_is_read():
    assert read("veidlapa.pdf", locked(pdf_file("Iesniegums par plombēšanu"), "")).outcome == Reading.READ


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("skenēts.pdf", pdf_file("", ""), Reading.NO_TEXT),
        ("aizsargāts.pdf", locked(pdf_file("Iesniegums"), "parole"), Reading.LOCKED),
        ("aizsargāts-tagad.pdf", locked_with_aes(pdf_file("Iesniegums")), Reading.LOCKED),
        ("aizsargāts.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Reading.LOCKED),
        ("bojāts.pdf", b"%PDF-1.4 veidlapa", Reading.DAMAGED),
        ("tukšs.pdf", b"", Reading.DAMAGED),
        ("cits.docx", pdf_file("Iesniegums par plombēšanu"), Reading.DAMAGED),
        ("bumba.docx", bomb(), Reading.TOO_LARGE),
        ("tabula.xlsx", b"PK", Reading.OTHER_TYPE),
    ],
)
def test_a_file_that_cannot_be_read_is_kept_with_the_reason(name, content, why):
    row = read(name, content)
    assert (row.outcome, row.text) == (why, "")
    assert not waiting().exists(), "it is not tried again and again"


def test_of_a_long_file_the_beginning_is_read(monkeypatch):
    row = read("gara.pdf", pdf_file("Pirmā lapa ir nolasīta", *["nākamā lapa"] * extract.MOST_PAGES))
    assert row.outcome == Reading.PARTLY
    assert row.text.startswith("Pirmā lapa ir nolasīta")


def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(reading, "MOST_SECONDS", 0.01)
    assert read("lēna.pdf", pdf_file("Iesniegums par plombēšanu")).outcome == Reading.TOO_HARD


def test_a_file_that_is_too_large_is_not_even_opened(monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 100)
    assert read("liela.pdf", pdf_file("Iesniegums par plombēšanu")).outcome == Reading.TOO_LARGE


def test_a_file_missing_on_the_server_is_looked_for_again_an_hour_later():
    document = make_document("veidlapa.docx", content=docx_file("Iesniegums par plombēšanu"))
    content = document.file.read()
    document.file.storage.delete(document.file.name)
    read_next()
    row = DocumentText.objects.get(document=document)
    assert row.outcome == Reading.MISSING
    assert not read_next()
    document.file.storage.save(document.file.name, ContentFile(content))
    DocumentText.objects.update(read_at=timezone.now() - MISSING_AGAIN * 1.1)
    assert read_next()
    row.refresh_from_db()
    assert row.outcome == Reading.READ


def test_an_unchanged_file_is_not_read_again_when_its_title_changes():
    row = read("veidlapa.docx", docx_file("Iesniegums par plombēšanu"))
    row.document.title = "Cits nosaukums"
    row.document.save()
    assert not read_next()


def test_saving_a_document_that_could_not_be_read_has_it_read_again():
    row = read("bojāts.pdf", b"%PDF-1.4 veidlapa")
    row.document.save()
    assert waiting().get() == row.document


def test_a_file_replaced_while_the_old_one_was_read_is_read_itself(monkeypatch):
    document = make_document("veidlapa.docx", content=docx_file("Vecais iesniegums"))

    def replaced_meanwhile(kind: str, data: bytes) -> tuple[str, str]:
        document.file = ContentFile(docx_file("Jaunais iesniegums"), "veidlapa.docx")
        document.save()
        monkeypatch.undo()
        return Reading.READ, "Vecais iesniegums"

    monkeypatch.setattr(reading, "run", replaced_meanwhile)
    assert read_next()
    assert not DocumentText.objects.exists()
    assert read_next()
    assert DocumentText.objects.get().text == "Jaunais iesniegums"


def test_a_text_that_cannot_be_stored_does_not_hold_up_the_next_document(monkeypatch, caplog):
    broken = make_document("pirmais.docx", content=docx_file("Iesniegums par plombēšanu"))
    good = make_document("otrais.docx", content=docx_file("Iesniegums par apsekošanu"))
    texts = iter([(Reading.READ, "puse no \ud83d"), (Reading.READ, "Iesniegums par apsekošanu")])
    monkeypatch.setattr(reading, "run", lambda kind, data: next(texts))
    reader = FileReader()
    reader.step(1.0)
    reader.step(2.0)
    assert DocumentText.objects.get(document=broken).outcome == Reading.DAMAGED
    assert "cannot be stored" in caplog.text
    assert DocumentText.objects.get(document=good).text == "Iesniegums par apsekošanu"
    assert not waiting().exists()


def test_a_document_deleted_while_it_was_read_leaves_nothing(monkeypatch):
    document = make_document("veidlapa.docx", content=docx_file("Vecais iesniegums"))

    def deleted_meanwhile(kind: str, data: bytes) -> tuple[str, str]:
        document.delete()
        return Reading.READ, "Vecais iesniegums"

    monkeypatch.setattr(reading, "run", deleted_meanwhile)
    assert read_next()
    assert not DocumentText.objects.exists()


def test_the_worker_reads_file_after_file_and_then_rests():
    for number in range(2):
        make_document(f"veidlapa{number}.docx", content=docx_file("Iesniegums par plombēšanu"))
    reader = FileReader()
    for now in (0.0, 0.1, 0.2):
        reader.step(now)
    assert DocumentText.objects.count() == 2
    assert reader.due == 0.2 + IDLE_SECONDS


def test_a_fault_of_the_worker_rests_longer_and_is_logged(monkeypatch, caplog):
    make_document("veidlapa.docx", content=docx_file("Iesniegums par plombēšanu"))
    monkeypatch.setattr(reading, "run", lambda kind, data: 1 / 0)
    reader = FileReader()
    reader.step(0.0)
    assert reader.due > IDLE_SECONDS
    assert "could not be looked at" in caplog.text


def test_editors_see_what_cannot_be_read_why_and_where_it_is(signed_in):
    scan = make_document("skenēts.pdf", content=pdf_file(""))
    make_document("labs.docx", content=docx_file("Iesniegums par plombēšanu"))
    page = publish(ServicePageFactory(forms=[("form", scan)]))
    while read_next():
        pass
    html = signed_in("redaktors").get(REPORT).content.decode()
    assert "skenēts.pdf" in html
    assert "labs.docx" not in html
    assert "Tajā nav teksta" in html
    assert reverse("wagtaildocs:edit", args=[scan.pk]) in html
    assert f">{page.code}</a>" in html


def test_the_report_is_for_those_who_may_change_documents(signed_in):
    assert signed_in("vaditaja").get(REPORT)["Location"] == "/admin/"
    assert REPORT in signed_in("redaktors").get("/admin/").content.decode()


def test_what_is_not_the_fault_of_the_file_does_not_mark_it_as_damaged(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")  # the program that reads ends with an error
    make_document("veidlapa.pdf", content=pdf_file("Iesniegums par plombēšanu"))
    with pytest.raises(RuntimeError, match="does not work"):
        read_next()
    assert waiting().exists()

"""A procedure becomes a draft that is internal until an editor decides otherwise."""

import pytest
from docx import Document

from kb.content.models import ExplanationPage, ServicePage
from tests import factories
from tests.files import pdf_file


def procedure() -> bytes:
    import io

    document = Document()
    document.add_heading("Kā reģistrē iesniegumu", 1)
    document.add_paragraph("Iesniegumu reģistrē tajā pašā dienā.")
    document.add_heading("Kas jāpārbauda", 2)
    document.add_paragraph("Paraksts", style="List Bullet")
    document.add_paragraph("Adrese & kontakti", style="List Bullet")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def confirm(browser, run, **answers):
    return browser.post(f"/admin/imports/{run.pk}/", {"confirm": "1", **answers}, follow=True)


def test_headings_and_bullets_become_passages_of_a_draft(site, signed_in, uploaded):
    browser = signed_in("redaktors")
    confirm(browser, uploaded(browser, "procedure", "kartiba.docx", procedure()))

    page = ExplanationPage.objects.get()
    draft = page.get_latest_revision_as_object()
    assert (page.title, page.live, page.code) == ("Kā reģistrē iesniegumu", False, "E01")
    assert [block.block_type for block in draft.body] == ["text", "heading", "list"]
    assert draft.index_body(None)[-2:] == ["Paraksts", "Adrese & kontakti"]
    assert draft.client_lines(None) == []


def test_a_code_in_a_heading_puts_the_text_into_that_service_with_its_differences_shown(site, signed_in, uploaded):
    service = factories.publish(
        factories.ServicePageFactory(code="P11", internal=[("internal", {"text": "<p>Reģistrē piecās dienās.</p>"})])
    )
    browser = signed_in("redaktors")
    text = "P11 Parāda grafiks:\n\nReģistrē trīs dienās.\n\nPārbauda parakstu.".encode()
    run = uploaded(browser, "procedure", "kartiba.txt", text)
    page = browser.get(f"/admin/imports/{run.pk}/").content.decode()
    confirm(browser, run)

    live = ServicePage.objects.get(pk=service.pk)
    assert "piecās</del>" in page and "trīs</ins>" in page
    assert [str(child.value["text"]) for child in live.internal] == ["<p>Reģistrē piecās dienās.</p>"]
    draft = live.get_latest_revision_as_object()
    assert [str(child.value["text"]) for child in draft.internal] == [
        "<p>Reģistrē trīs dienās.</p>",
        "<p>Pārbauda parakstu.</p>",
    ]


def test_a_code_that_no_page_has_is_told_and_what_was_chosen_is_kept(site, signed_in, uploaded, said):
    browser = signed_in("redaktors")
    run = uploaded(browser, "procedure", "kartiba.docx", procedure())

    answer = confirm(browser, run, **{"target-0": "page", "code-0": "p99"})

    assert "P99" in said(answer)[0]
    assert 'value="P99"' in answer.content.decode()
    assert not ExplanationPage.objects.exists()

    confirm(browser, run, **{"target-0": "new", "title-0": "Iesniegumu reģistrēšana"})
    assert ExplanationPage.objects.get().title == "Iesniegumu reģistrēšana"


def test_a_page_changed_meanwhile_is_not_overwritten(site, signed_in, uploaded, said):
    page = factories.publish(factories.ExplanationPageFactory(title="Kā reģistrē iesniegumu"))
    browser = signed_in("redaktors")
    run = uploaded(browser, "procedure", "kartiba.docx", procedure())
    page.save_revision()

    answer = confirm(browser, run)

    assert "pa to laiku ir mainīta" in said(answer)[0]
    assert not ExplanationPage.objects.get().get_latest_revision_as_object().body


def test_a_part_may_become_the_internal_procedure_of_a_new_service_in_a_place_that_is_chosen(site, signed_in, uploaded):
    place = factories.CollectionPageFactory(title="Ieraksti un iesniegumi")
    factories.ServicePageFactory()
    browser = signed_in("redaktors")
    run = uploaded(browser, "procedure", "kartiba.docx", procedure())

    confirm(
        browser,
        run,
        **{"target-0": "service", "title-0": "Iesnieguma reģistrēšana", "place-0": place.pk, "visibility-0": "client"},
    )

    page = ServicePage.objects.get(title="Iesnieguma reģistrēšana")
    draft = page.get_latest_revision_as_object()
    assert (page.live, page.get_parent().pk) == (False, place.pk)
    assert [str(child.value["text"]) for child in draft.internal] == [
        "<p>Iesniegumu reģistrē tajā pašā dienā.</p>",
        "<p><b>Kas jāpārbauda</b></p>",
        "<p>Paraksts</p>",
        "<p>Adrese &amp; kontakti</p>",
    ]
    assert draft.client_lines(page.latest_revision_created_at.date()) == []


def test_text_for_the_client_is_only_what_the_editor_says_is_for_the_client(site, signed_in, uploaded):
    browser = signed_in("redaktors")
    run = uploaded(browser, "procedure", "kartiba.docx", procedure())
    assert 'value="internal"' in browser.get(f"/admin/imports/{run.pk}/").content.decode()

    confirm(browser, run, **{"visibility-0": "client"})

    draft = ExplanationPage.objects.get().get_latest_revision_as_object()
    assert draft.client_lines(None) == ["Iesniegumu reģistrē tajā pašā dienā.", "Paraksts", "Adrese & kontakti"]


@pytest.mark.parametrize("place", ["999999", "home"])
def test_a_place_that_is_gone_or_is_no_collection_is_told_and_no_page_is_made(place, site, signed_in, uploaded, said):
    factories.ExplanationPageFactory()
    browser = signed_in("redaktors")
    run = uploaded(browser, "procedure", "kartiba.docx", procedure())
    home = ExplanationPage.objects.get().get_parent().get_parent()

    answer = confirm(browser, run, **{"place-0": home.pk if place == "home" else place})

    assert "Izvēlieties citu vietu" in said(answer)[0]
    assert ExplanationPage.objects.count() == 1
    confirm(browser, run, **{"place-0": ""})
    assert ExplanationPage.objects.count() == 2


def test_a_procedure_in_a_pdf_is_divided_by_the_titles_of_pages(site, signed_in, uploaded):
    factories.publish(factories.ServicePageFactory(code="P11", title="Parāda grafiks"))
    browser = signed_in("redaktors")
    pdf = pdf_file("Parāda grafiks:\nPārbauda parakstu.\n- pase\n- pilnvara")
    run = uploaded(browser, "procedure", "kartiba.pdf", pdf)
    confirm(browser, run)

    draft = ServicePage.objects.get(code="P11").get_latest_revision_as_object()
    assert [str(child.value["text"]) for child in draft.internal] == [
        "<p>Pārbauda parakstu.</p>",
        "<p>pase</p>",
        "<p>pilnvara</p>",
    ]


def test_confirmed_twice_one_page_is_made(site, signed_in, uploaded):
    browser = signed_in("redaktors")
    run = uploaded(browser, "procedure", "kartiba.docx", procedure())
    confirm(browser, run)
    confirm(browser, run)
    assert ExplanationPage.objects.count() == 1


def test_a_discarded_upload_is_gone(site, signed_in, uploaded):
    browser = signed_in("redaktors")
    run = uploaded(browser, "procedure", "kartiba.docx", procedure())
    browser.post(f"/admin/imports/{run.pk}/", {"discard": "1"})
    assert browser.get(f"/admin/imports/{run.pk}/").status_code == 404


def test_what_was_imported_in_another_window_is_not_said_to_be_discarded(site, signed_in, uploaded, said):
    browser = signed_in("redaktors")
    run = uploaded(browser, "procedure", "kartiba.docx", procedure())
    confirm(browser, run)
    answer = browser.post(f"/admin/imports/{run.pk}/", {"discard": "1"}, follow=True)
    assert "Nav atmests: fails pa šo laiku ir importēts." in said(answer)[-1]
    assert ExplanationPage.objects.count() == 1

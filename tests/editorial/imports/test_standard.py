"""The approved wording comes from a file into drafts, row by row, and nothing that readers see changes."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from kb.content.models import ContactPoint, StandardSectionPage
from kb.editorial.imports.runs import forget_old
from kb.editorial.models import ImportRun
from tests import factories
from tests.editorial.imports.conftest import CODES, STANDARD
from tests.files import docx_file, pdf_file

VALUES = [f"B{number}" for number in range(1, 8)]


def rows(run):
    """Texts of the plan by row."""
    found = {}
    for piece in run.plan["pieces"]:
        found.setdefault(piece["row"], []).append(piece["text"])
    return found


def confirm(browser, run, **answers):
    return browser.post(f"/admin/imports/{run.pk}/", {"confirm": "1", **answers}, follow=True)


def draft(code):
    return StandardSectionPage.objects.get(code=code).get_latest_revision_as_object()


def wording(page):
    return {clause.value["row"]: clause.value["approved"] for clause in page.clauses}


def test_a_text_of_the_shape_of_the_standard_yields_values_expectations_and_contacts_as_clauses_of_their_own(
    sections, signed_in, uploaded
):
    found = rows(uploaded(signed_in("apstiprinatajs"), "standard", "standarts.txt", STANDARD))

    assert set(found) == {row for page in sections.values() for row in page.rows} | {"D5", "D6", "D7", "D8", "D9", ""}
    assert found["B6g"] == ["pasaka iesnieguma termiņu,"]
    assert found["B3b"] == ["nevienam nedod priekšrocības vai atlaides,"]
    assert found["C4b"] == ["atstās tālruni vai e-pastu, lai varam ātri sazināties"]
    assert found["C8b"] == ["Cieņu izrādīs gan darbiniekiem, gan pārējiem apmeklētājiem"]
    assert found["D3"][0].startswith("Par citu apkalpošanas laiku pirms svētkiem")
    assert (found["D5"], found["D6"]) == (["Parauga iela 1, Ventspils, LV-3601"], ["e-pasts: info@piemers.lv"])
    assert (found["D8"], found["D9"]) == (["https://piemers.lv/"], ['Paraugu SIA "Siltā māja"'])
    assert len(found[""]) == 3  # headings that are the title of no section: left to the person


def test_no_word_of_the_file_is_lost_between_the_rows(sections, signed_in, uploaded):
    run = uploaded(signed_in("apstiprinatajs"), "standard", "standarts.txt", STANDARD)
    kept = " ".join(text for texts in rows(run).values() for text in texts)
    titles = " ".join(sections[code].title for code in VALUES)
    missing = set(re.findall(r"\w{3,}", STANDARD.decode())) - set(re.findall(r"\w{3,}", f"{kept} {titles}"))
    assert missing <= {"kontakti"}


def test_confirming_makes_drafts_with_the_wording_and_publishes_nothing(sections, signed_in, uploaded):
    browser = signed_in("redaktors")
    run = uploaded(browser, "standard", "standarts.txt", STANDARD)

    answer = confirm(browser, run)

    live = StandardSectionPage.objects.get(code="B6")
    assert wording(draft("B6"))["B6a"] == "Darbinieks ir laipns,"
    assert not any(wording(live).values()) and live.has_unpublished_changes
    assert [made["title"].split()[0] for made in ImportRun.objects.get(pk=run.pk).result] == CODES
    assert f"/admin/pages/{live.pk}/edit/" in answer.content.decode()
    entries = PageLogEntry.objects.filter(action="kb.import", user=browser.person)
    assert entries.count() == len(CODES) and entries[0].data == {"file": "standarts.txt"}
    history = browser.get(f"/admin/pages/{live.pk}/history/")
    assert "Importēts no „standarts.txt”" in [entry.message for entry in history.context["object_list"]]


def test_a_match_that_is_wrong_is_corrected_before_the_drafts_are_made(sections, signed_in, uploaded):
    browser = signed_in("redaktors")
    run = uploaded(browser, "standard", "standarts.txt", STANDARD)
    place = {piece["row"]: number for number, piece in enumerate(run.plan["pieces"])}

    confirm(
        browser,
        run,
        **{
            f"row-{place['B1b']}": "B1a",
            f"text-{place['B1c']}": "atbild pareizi\n un ātri,",
            f"row-{place['B7c']}": "",
        },
    )

    assert wording(draft("B1")) == {
        "B1a": "Darbinieks savu darbu pārzina un zināšanas liek lietā. Viņš meklē risinājumu kopā ar kolēģiem,",
        "B1b": None,
        "B1c": "atbild pareizi un ātri,",
        "B1d": "ciena klienta tiesības.",
    }
    assert not wording(draft("B7"))["B7c"]


def test_the_preview_shows_word_by_word_what_would_change(sections, signed_in, uploaded):
    browser = signed_in("redaktors")
    confirm(browser, uploaded(browser, "standard", "standarts.txt", STANDARD))
    newer = STANDARD.replace("pasaka iesnieguma termiņu".encode(), "pasaka iesnieguma izskatīšanas termiņu".encode())

    page = browser.get(f"/admin/imports/{uploaded(browser, 'standard', 'jauns.txt', newer).pk}/").content.decode()

    assert re.findall(r"<ins>.*?</span>(.*?)</ins>", page) == ["izskatīšanas"]
    assert page.count("Paliek tāds pats") > 30


def test_the_same_file_twice_changes_nothing_the_second_time(sections, signed_in, uploaded):
    browser = signed_in("redaktors")
    confirm(browser, uploaded(browser, "standard", "standarts.txt", STANDARD))
    before = Revision.objects.count()

    answer = confirm(browser, uploaded(browser, "standard", "standarts.txt", STANDARD))

    assert Revision.objects.count() == before
    assert "Nekas nebija jāmaina" in answer.content.decode()


def test_confirmed_twice_it_is_done_once(sections, signed_in, uploaded):
    browser = signed_in("redaktors")
    run = uploaded(browser, "standard", "standarts.txt", STANDARD)
    confirm(browser, run)
    before = Revision.objects.count()

    confirm(browser, run)

    assert Revision.objects.count() == before


def test_a_section_that_was_changed_meanwhile_is_told_and_nothing_is_written(sections, signed_in, uploaded, said):
    browser = signed_in("redaktors")
    run = uploaded(browser, "standard", "standarts.txt", STANDARD)
    other = draft("B2")
    other.intro = "Cits ievads."
    other.save_revision()
    before = Revision.objects.count()

    answer = confirm(browser, run)

    assert Revision.objects.count() == before
    assert "B2 Atbildība" in said(answer)[0] and "pa to laiku ir mainīta" in said(answer)[0]

    confirm(browser, run)  # the differences were shown anew

    assert (draft("B2").intro, bool(wording(draft("B2"))["B2a"])) == ("Cits ievads.", True)


def test_a_locked_section_and_one_that_waits_for_approval_are_told(sections, signed_in, uploaded, said):
    browser = signed_in("redaktors")
    StandardSectionPage.objects.filter(code="B3").update(locked=True)
    run = uploaded(browser, "standard", "standarts.txt", STANDARD)
    before = Revision.objects.count()

    assert any("B3 Taisnīgums" in text for text in said(confirm(browser, run)))
    assert Revision.objects.count() == before


@pytest.mark.parametrize("role", ["darbinieks", "jaunais", "vaditaja"])
def test_who_may_not_write_pages_may_not_import(role, sections, signed_in, upload):
    answer = upload(signed_in(role), "standard", "standarts.txt", STANDARD)
    assert answer.status_code in (302, 403)
    assert not ImportRun.objects.exists()


def test_a_row_id_in_the_text_says_where_it_belongs(sections, signed_in, uploaded):
    text = "Prasības\n\nB6g. Klients no mums uzzina, cik ilgi gaidīt atbildi uz iesniegumu.".encode()
    run = uploaded(signed_in("redaktors"), "standard", "rindas.txt", text)
    assert rows(run)["B6g"] == ["Klients no mums uzzina, cik ilgi gaidīt atbildi uz iesniegumu."]


def test_a_book_is_not_the_standard(sections, signed_in, upload):
    answer = upload(signed_in("redaktors"), "standard", "gramata.txt", b"Viens teikums.\n\n" * 401)
    assert "pārāk garš, lai būtu standarts" in str(answer.context["form"].errors["file"])


def test_without_sections_there_is_nothing_to_fill(site, signed_in, upload):
    answer = upload(signed_in("redaktors"), "standard", "standarts.txt", STANDARD)
    assert "Vēl nav standarta sadaļu" in str(answer.context["form"].errors["file"])


def test_the_standard_may_come_from_word_and_from_pdf(sections, signed_in, uploaded):
    browser = signed_in("redaktors")
    lines = ["Profesionalitāte", "Darbinieks savu darbu pārzina un zināšanas liek lietā. Viņš meklē risinājumu kopā ar"]
    text = " kolēģiem, atbild precīzi un ātri, ciena klienta tiesības."
    expected = "Darbinieks savu darbu pārzina un zināšanas liek lietā."

    word = rows(uploaded(browser, "standard", "s.docx", docx_file(lines[0], lines[1] + text)))
    pdf = rows(uploaded(browser, "standard", "s.pdf", pdf_file("\n".join([*lines, text.strip()]))))

    assert (word["B1a"], pdf["B1a"]) == ([expected], [expected])
    assert pdf["B1d"] == ["ciena klienta tiesības."]


def test_contacts_are_compared_with_those_that_are_kept_and_never_written(sections, signed_in, uploaded):
    factories.ContactPointFactory(value="6360 0000")
    browser = signed_in("redaktors")
    run = uploaded(browser, "standard", "standarts.txt", STANDARD)

    page = browser.get(f"/admin/imports/{run.pk}/").content.decode()
    confirm(browser, run)

    assert page.count("Tāds pats kā kontakts") == 1 and page.count("Starp mūsu kontaktiem tāda nav") == 4
    assert ContactPoint.objects.count() == 1


def test_what_nobody_confirms_is_forgotten_after_two_weeks_and_what_was_imported_stays(sections, signed_in, uploaded):
    browser = signed_in("redaktors")
    done = uploaded(browser, "standard", "pirmais.txt", STANDARD)
    confirm(browser, done)
    waiting = uploaded(browser, "standard", "otrais.txt", STANDARD)
    ImportRun.objects.update(created_at=timezone.now() - timedelta(days=15))

    forget_old()

    assert list(ImportRun.objects.values_list("file_name", flat=True)) == ["pirmais.txt"]
    assert browser.get(f"/admin/imports/{waiting.pk}/").status_code == 404

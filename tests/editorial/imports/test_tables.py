"""Facts go out as a table, are changed there and come back: row by row, all or nothing."""

import re

import pytest
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from kb.content.choices import TermKind
from kb.content.models import GlossaryTerm, Institution, InstitutionPhone, ServicePage
from kb.editorial.imports.tables import plan
from kb.editorial.imports.tables.csv_text import Cells
from kb.editorial.models import ImportRun
from search.models import SynonymGroup
from tests import factories


def confirm(browser, run):
    return browser.post(f"/admin/imports/{run.pk}/", {"confirm": "1"}, follow=True)


def imported(browser, uploaded, subject, data):
    run = uploaded(browser, subject, "tabula.csv", data)
    confirm(browser, run)
    return ImportRun.objects.get(pk=run.pk)


def table(*rows):
    return "\n".join(rows).encode("utf-8-sig")


@pytest.fixture
def facts(site):
    """One of each, with what is hard to carry: lines, quotes, a number that looks like a formula."""
    service = factories.publish(
        factories.ServicePageFactory(code="P01", title="Līguma slēgšana", client_words="gribu\nlīgumu")
    )
    factories.publish(
        factories.ServicePageFactory(
            code="P02", title="Divi termiņi", deadlines=[factories.deadline(5), factories.deadline(9, label="otrs")]
        )
    )
    institution = factories.InstitutionFactory(key="sprk", name='SIA "Regulators"; Rīgā', address="Iela 1\r\nIela 2")
    institution.phones = [
        InstitutionPhone(number="+371 67000000", note='zvana; "steidzami"', emergency_label="Avārija"),
        InstitutionPhone(number="8000", mark="fact"),
    ]
    institution.save()
    factories.GlossaryTermFactory(term="MWh", plain="siltuma daudzums", page=service, note="=1+1")
    factories.GlossaryTermFactory(term="krājums", page=site.root)
    SynonymGroup.objects.create(terms="radiators\nbaterija")
    SynonymGroup.objects.create(terms="grafiks", one_way_to="parāda atmaksa", note=" ar atstarpi ")
    return service


@pytest.mark.parametrize("subject", plan.TABLES)
def test_an_exported_table_comes_back_and_changes_nothing(subject, facts, signed_in, uploaded):
    browser = signed_in("admin")
    data = b"".join(browser.get(f"/admin/imports/{subject}/csv/"))
    before = (Revision.objects.count(), ModelLogEntry.objects.count())

    run = uploaded(browser, subject, "tabula.csv", data)

    assert len(run.plan["rows"]) == 2 - (subject == "institutions")
    assert {row["state"] for row in run.plan["rows"]} == {"same"}
    confirm(browser, run)
    assert before == (Revision.objects.count(), ModelLogEntry.objects.count())


def test_a_term_is_changed_and_another_added_with_entries_in_the_log(facts, signed_in, uploaded):
    browser = signed_in("redaktors")
    data = table("termins;vienkāršiem vārdiem", "MWh;cik siltuma", "ISM;mērītājs", "krājums;vienkāršos vārdos")

    run = uploaded(browser, "glossary", "tabula.csv", data)
    page = browser.get(f"/admin/imports/{run.pk}/").content.decode()
    confirm(browser, run)

    assert "1 jauna rinda" in page and "1 mainīta" in page and re.search("cik</ins>\\s+siltuma\\s+<del>", page)
    assert GlossaryTerm.objects.get(term="ISM").plain == "mērītājs"
    changed = GlossaryTerm.objects.get(term="MWh")
    assert (changed.plain, changed.note, changed.page.pk) == ("cik siltuma", "=1+1", facts.pk)
    actions = ModelLogEntry.objects.filter(user=browser.person).values_list("action", "label")
    assert sorted(actions) == [("wagtail.create", "ISM"), ("wagtail.edit", "MWh")]


def test_with_one_wrong_row_nothing_is_imported_and_each_error_names_its_line(facts, signed_in, uploaded, said):
    browser = signed_in("redaktors")
    rows = ["termins;vienkāršiem vārdiem;lapas kods", "ISM;mērītājs;P99", "", "MWh;cits;", ";bez termina;", "x;y;;z"]
    run = uploaded(browser, "glossary", "tabula.csv", table(*rows, "tukšs;;"))
    page = browser.get(f"/admin/imports/{run.pk}/").content.decode()
    answer = confirm(browser, run)

    wrong = {row["line"]: row["errors"][0] for row in run.plan["rows"] if row["state"] == "wrong"}
    assert sorted(wrong) == [2, 5, 6, 7]
    assert "P99" in wrong[2] and "tukšs" in wrong[5] and "šūnu" in wrong[6] and "vienkāršiem vārdiem" in wrong[7]
    assert 'name="confirm"' not in page
    assert "Kamēr ir kļūdainas rindas" in said(answer)[0]
    assert GlossaryTerm.objects.get(term="MWh").plain == "siltuma daudzums"


def test_a_key_that_stands_twice_in_the_file_is_an_error(facts, signed_in, uploaded):
    run = uploaded(signed_in("redaktors"), "glossary", "t.csv", table("termins;vienkāršiem vārdiem", "a;b", "a;c"))
    assert [row["state"] for row in run.plan["rows"]] == ["wrong", "wrong"]


def test_what_somebody_changed_meanwhile_is_not_overwritten(facts, signed_in, uploaded, said):
    browser = signed_in("redaktors")
    run = uploaded(browser, "glossary", "tabula.csv", table("termins;vienkāršiem vārdiem", "MWh;mans"))
    GlossaryTerm.objects.filter(term="MWh").update(plain="kolēģes")

    answer = confirm(browser, run)

    assert "pa to laiku ir mainījies: 2" in said(answer)[0]
    assert GlossaryTerm.objects.get(term="MWh").plain == "kolēģes"
    assert "kolēģes</del>" in answer.content.decode()


def test_an_institution_is_imported_with_its_phones(facts, signed_in, uploaded):
    header = "atslēga;nosaukums;tālruņi;pārbaudīts"
    row = 'uguns;Dienests;"112;;avots;Glābēji\n67001122;birojs";23.11.2026.'
    imported(signed_in("redaktors"), uploaded, "institutions", table(header, row, "sprk;Regulators;8000;"))

    fire = Institution.objects.get(key="uguns")
    phones = [(p.number, p.note, p.mark, p.emergency_label) for p in fire.phones.all()]
    assert phones == [("112", "", "fact", "Glābēji"), ("67001122", "birojs", "to_check", "")]
    assert fire.checked_on.isoformat() == "2026-11-23"
    regulator = Institution.objects.get(key="sprk")
    assert (regulator.name, regulator.address.split()) == ("Regulators", ["Iela", "1", "Iela", "2"])
    assert [phone.number for phone in regulator.phones.all()] == ["8000"]


def test_synonyms_are_checked_against_each_other_as_they_would_be(facts, signed_in, uploaded):
    first, second = SynonymGroup.objects.order_by("pk")
    rows = ["nr;vārdi;tikai virzienā uz", ";čeks\nkvīts;", ";parāda atmaksa;grafiks", "999;a b;", f"{first.pk};viens;"]
    rows[1] = ';"čeks\nkvīts";'
    run = uploaded(signed_in("redaktors"), "synonyms", "s.csv", table(*rows))
    assert [row["state"] for row in run.plan["rows"]] == ["new", "wrong", "wrong", "wrong"]
    assert "grafiks → parāda atmaksa" in run.plan["rows"][1]["errors"][0]

    browser = signed_in("redaktors", "otra")
    imported(browser, uploaded, "synonyms", table(rows[0], rows[1], f"{second.pk};grafiks;maksājumi"))
    assert SynonymGroup.objects.filter(terms="čeks\nkvīts").exists()
    assert SynonymGroup.objects.get(pk=second.pk).one_way_to == "maksājumi"


def test_a_synonym_that_stands_on_nearly_every_page_is_not_imported(site, index, signed_in, uploaded):
    for number in range(12):
        factories.publish(factories.ServicePageFactory(title=f"Siltums {number}"))
    index.drain()
    rows = ["nr;vārdi", ';"siltums\nkarstums"', ';"čeks\nkvīts"']
    run = uploaded(signed_in("redaktors"), "synonyms", "s.csv", table(*rows))
    assert [row["state"] for row in run.plan["rows"]] == ["wrong", "new"]
    assert "„siltums” ir 12 no 12 lapām" in run.plan["rows"][0]["errors"][0]


def test_services_become_drafts_and_stay_as_they_are_for_readers(facts, signed_in, uploaded):
    browser = signed_in("apstiprinatajs")
    header = "kods;nosaukums;teikums klientam;termiņa veids;termiņš;termiņa mērvienība;atbildīgā daļa"
    rows = ["P01;Līguma noslēgšana;Līgumu noslēdzam uzreiz.;skaits;5;dienas;", ";Jauns pakalpojums;;nav;;;"]

    run = imported(browser, uploaded, "services", table(header, *rows))

    live = ServicePage.objects.get(code="P01")
    draft = live.get_latest_revision_as_object()
    assert (live.title, live.deadlines.get().amount, live.owner_unit is None) == ("Līguma slēgšana", 10, False)
    deadline = draft.deadlines.get()
    assert (draft.title, deadline.amount, deadline.unit, draft.owner_unit) == ("Līguma noslēgšana", 5, "days", None)
    assert draft.client_words == "gribu\nlīgumu"
    new = ServicePage.objects.get(title="Jauns pakalpojums")
    assert (new.live, new.get_latest_revision_as_object().deadlines.get().kind) == (False, TermKind.NONE)
    assert [made["new"] for made in run.result] == [False, True]
    assert PageLogEntry.objects.filter(action="kb.import").count() == 2


def test_a_service_row_that_does_not_fit_says_why(facts, signed_in, uploaded):
    header = "kods;nosaukums;termiņa veids;termiņš;termiņa mērvienība;atbildīgā daļa;pārskatīt līdz"
    rows = [
        "P02;Divi termiņi;skaits;7;dienas;;",
        "P77;Nav tāda;;;;;",
        "P01;Līguma slēgšana;skaits;;;;",
        "P01x;;;;;;",
        ";A;reizēm;;;;",
        ";B;skaits;daudz;dienas;;",
        ";C;;;;nav-tadas;",
        ";D;;;;;rīt",
    ]
    run = uploaded(signed_in("redaktors"), "services", "p.csv", table(header, *rows))
    told = [" ".join(row["errors"]) for row in run.plan["rows"]]
    assert all(told), told
    for text, expected in zip(
        told,
        ["vairāki termiņi", "šādu kodu nav", "daudzumu", "tukšs", "reizēm", "daudz", "nav-tadas", "rīt"],
        strict=True,
    ):
        assert expected in text


def test_a_table_needs_the_rights_on_its_own_rows(facts, signed_in, upload):
    browser = signed_in("apstiprinatajs")
    answer = upload(browser, "institutions", "i.csv", b"x")
    assert "subject" in answer.context["form"].errors
    assert browser.get("/admin/imports/institutions/csv/", follow=False).status_code in (302, 403)
    assert browser.get("/admin/imports/services/csv/").status_code == 200


def test_a_run_that_one_may_not_import_is_not_found(facts, signed_in, uploaded):
    run = uploaded(signed_in("redaktors"), "glossary", "g.csv", table("termins;vienkāršiem vārdiem", "a;b"))
    assert signed_in("apstiprinatajs").get(f"/admin/imports/{run.pk}/").status_code == 404


def test_twice_at_once_is_once(facts, signed_in, uploaded):
    browser = signed_in("redaktors")
    run = uploaded(browser, "synonyms", "s.csv", table("nr;vārdi", ';"čeks\nkvīts"'))
    confirm(browser, run)
    confirm(browser, run)
    assert SynonymGroup.objects.filter(terms="čeks\nkvīts").count() == 1


def test_excel_of_windows_1257_is_told_how_to_save(facts, signed_in, upload):
    data = "termins;vienkāršiem vārdiem\na;ābols".encode("windows-1257")
    answer = upload(signed_in("redaktors"), "glossary", "t.csv", data)
    assert "CSV UTF-8" in str(answer.context["form"].errors["file"])


def test_rows_with_a_missing_column_keep_what_stands_there(facts, signed_in):
    from kb.editorial.imports.tables.glossary import GlossaryTable

    row = GlossaryTable().evaluate([Cells(2, {"termins": "MWh"})])[0]
    assert (row.state, row.values["vienkāršiem vārdiem"]) == ("same", "siltuma daudzums")

"""The queue of gaps in the admin: who may open it, what a row offers, and two people at one row."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import ModelLogEntry

from kb.content.choices import Kind
from kb.content.models import ExplanationPage, ServicePage
from kb.editorial.choices import GapKind, GapState
from kb.editorial.gaps import work
from kb.editorial.gaps.gather import gather
from kb.editorial.gaps.responsible import workers
from kb.editorial.models import Gap
from search.models import SynonymGroup
from search.service import reader_of, search
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LIST = "/admin/nepilnibas/"


@pytest.fixture
def gap(site, searched):
    for by, text in (("a", "dvielu zavetajs"), ("b", "dvielu zavetajs"), ("c", "dvieļu žāvētāji")):
        searched(text, by, zero=True)
    gather()
    return Gap.objects.get()


def form_of(gap, **changed):
    values = {
        "state": gap.state,
        "owner": gap.owner_id or "",
        "due_on": gap.due_on.strftime("%d.%m.%Y."),
        "page": gap.page_id or "",
        "answer": gap.answer,
        "seen": gap.version,
    }
    return values | changed


def edit(gap):
    return f"{LIST}edit/{gap.pk}/"


@pytest.mark.parametrize(
    "role, shown",
    [("redaktors", True), ("apstiprinatajs", True), ("vaditaja", True), ("admin", True), ("darbinieks", False)],
)
def test_the_menu_of_the_admin_leads_to_the_queue_whoever_may_read_it(site, signed_in, role, shown):
    client = signed_in(role)
    client.person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    answer = client.get("/admin/account/")
    assert answer.status_code == 200
    assert (LIST in answer.content.decode()) == shown


@pytest.mark.parametrize("role", ["darbinieks", "jaunais"])
def test_employees_do_not_see_the_queue(gap, signed_in, role):
    client = signed_in(role)
    assert client.get(LIST).status_code == 403
    assert client.post(edit(gap), form_of(gap, state="done")).status_code == 403


def test_a_supervisor_reads_the_queue_and_changes_nothing(gap, signed_in):
    client = signed_in("vaditaja")
    html = client.get(LIST).content.decode()
    assert "dvielu zavetajs" in html and "/edit/" not in html
    for path in (edit(gap), f"{LIST}{gap.pk}/piespraust/", f"{LIST}{gap.pk}/melnraksts/"):
        client.post(path, form_of(gap, state="done", title="x", kind="service"))
    gap.refresh_from_db()
    assert (gap.state, gap.version) == (GapState.NEW, 0)
    for verb in (lambda: work.change(gap, client.person), lambda: work.take(gap, client.person)):
        with pytest.raises(PermissionDenied):
            verb()


@pytest.mark.parametrize(
    "role, offered",
    [
        ("redaktors", ["Pievienot sinonīmu", "Piespraust lapu", "Sākt lapu"]),
        ("apstiprinatajs", ["Sākt lapu"]),
        ("admin", ["Pievienot sinonīmu", "Piespraust lapu", "Sākt lapu"]),
    ],
)
def test_a_row_of_a_search_offers_what_the_person_may_do(gap, signed_in, role, offered):
    client = signed_in(role)
    for path in (LIST, edit(gap)):
        html = client.get(path).content.decode()
        every = ["Pievienot sinonīmu", "Piespraust lapu", "Sākt lapu"]
        assert [label for label in every if label in html] == offered


def test_the_list_says_how_often_who_until_and_how_it_stands(gap, signed_in):
    html = signed_in("redaktors").get(LIST).content.decode()
    for text in ("„dvielu zavetajs”", "bez rezultāta", "visi redaktori", "Jauns"):
        assert text in html


def test_the_list_can_be_narrowed_to_what_is_mine(gap, signed_in):
    client = signed_in("redaktors")
    assert "dvielu zavetajs" not in client.get(LIST, {"owner": client.person.pk}).content.decode()
    work.take(gap, client.person)
    assert "dvielu zavetajs" in client.get(LIST, {"owner": client.person.pk}).content.decode()
    assert "dvielu zavetajs" not in client.get(LIST, {"state": "new"}).content.decode()


def test_the_list_of_hundreds_takes_a_handful_of_queries(gap, signed_in, django_assert_max_num_queries):
    Gap.objects.bulk_create(
        Gap(kind=GapKind.ZERO, subject=f"search:{n}", text=f"vārds {n}", due_on=gap.due_on) for n in range(300)
    )
    client = signed_in("redaktors")
    client.get(LIST)
    with django_assert_max_num_queries(20):
        client.get(LIST)


def test_no_row_is_added_copied_or_deleted_by_hand(gap, signed_in):
    client = signed_in("admin")
    for path in ("new/", f"copy/{gap.pk}/", f"delete/{gap.pk}/"):
        assert client.get(LIST + path).status_code == 404


def test_a_row_gets_an_owner_a_date_and_a_state_and_the_log_says_who_did_it(gap, signed_in):
    client = signed_in("redaktors")
    answer = client.post(edit(gap), form_of(gap, state="in_work", owner=client.person.pk, due_on="27.11.2026."))
    assert answer.status_code == 302
    gap.refresh_from_db()
    assert (gap.state, gap.owner, str(gap.due_on)) == (GapState.IN_WORK, client.person, "2026-11-27")
    assert ModelLogEntry.objects.get(action="wagtail.edit", object_id=str(gap.pk)).user == client.person


def test_only_those_who_work_on_the_queue_can_be_given_a_row(gap, signed_in):
    employee = factories.make_user("darbinieks")
    answer = signed_in("redaktors").post(edit(gap), form_of(gap, owner=employee.pk))
    assert answer.status_code == 200
    gap.refresh_from_db()
    assert gap.owner is None


def test_who_may_work_on_the_queue_by_a_group_in_person_or_as_superuser_can_be_given_a_row(site):
    expected = {factories.make_user(role) for role in ("redaktors", "apstiprinatajs", "admin")}
    personal, left = factories.make_user("darbinieks", "personiski"), factories.make_user("redaktors", "aizgajis")
    personal.user_permissions.add(Permission.objects.get(content_type__app_label="editorial", codename="change_gap"))
    left.is_active = False
    left.save()
    factories.make_user("vaditaja")
    found = list(workers())
    assert (set(found), len(found)) == (expected | {personal}, 4)


def test_nobody_says_that_a_row_closed_by_itself(gap, signed_in):
    assert signed_in("redaktors").post(edit(gap), form_of(gap, state="found")).status_code == 200
    gap.refresh_from_db()
    assert gap.state == GapState.NEW


def test_the_second_of_two_editors_is_told_and_keeps_what_they_wrote(gap, signed_in):
    first, second = signed_in("redaktors", "pirma"), signed_in("redaktors", "otra")
    first.post(edit(gap), form_of(gap, state="done", answer="Pievienots sinonīms."))
    answer = second.post(edit(gap), form_of(gap, state="declined", answer="Nav mūsu joma."))
    html = answer.content.decode()
    assert "Kāds šo rindu pa to laiku ir mainījis" in html and "Izdarīts" in html and "Nav mūsu joma." in html
    gap.refresh_from_db()
    assert (gap.state, gap.answer) == (GapState.DONE, "Pievienots sinonīms.")
    assert second.post(edit(gap), form_of(gap, state="declined", answer="Nav mūsu joma.")).status_code == 302
    gap.refresh_from_db()
    assert gap.state == GapState.DECLINED


def test_a_row_is_not_opened_again_beside_a_newer_one(gap, signed_in):
    Gap.objects.update(state=GapState.DONE, answer="x")
    gap.refresh_from_db()
    Gap.objects.create(kind=GapKind.ZERO, subject=gap.subject, text=gap.text, due_on=gap.due_on)
    answer = signed_in("redaktors").post(edit(gap), form_of(gap, state="new"))
    assert "Par to pašu ir jaunāka rinda" in answer.content.decode()
    gap.state = GapState.NEW
    with pytest.raises(work.ChangedMeanwhile):
        work.change(gap, factories.make_user("redaktors", "cita"))


def test_declining_needs_a_word(gap, signed_in):
    answer = signed_in("redaktors").post(edit(gap), form_of(gap, state="declined"))
    assert "Ierakstiet, kāpēc nekas netiks darīts." in answer.content.decode()


# --- from a row ---------------------------------------------------------------------------------------------------


def test_a_synonym_is_begun_with_the_words_of_the_search(gap, signed_in):
    client = signed_in("redaktors")
    row = client.get(LIST).content.decode()
    add = "/admin/snippets/search/synonymgroup/add/?terms=dvielu+zavetajs"
    assert add in row
    assert "dvielu zavetajs</textarea>" in client.get(add).content.decode()
    assert not SynonymGroup.objects.exists()


def test_a_page_is_pinned_to_the_words_and_comes_first(gap, signed_in, index):
    page = factories.publish(factories.ServicePageFactory(title="Apsildāms radiators", code="P40"))
    index.drain()
    client = signed_in("redaktors")
    fields = {"words": "dvielu zavetajs", "page": page.pk, "seen": gap.version}
    assert client.post(f"{LIST}{gap.pk}/piespraust/", fields).status_code == 302
    assert [hit.code for hit in search("dvieļu žāvētāju", reader_of(client.person)).hits] == ["P40"]
    gap.refresh_from_db()
    assert (gap.state, gap.owner, gap.page_id) == (GapState.IN_WORK, client.person, page.pk)


def test_pinning_twice_is_one_pin(gap, signed_in):
    page = factories.ServicePageFactory()
    user = factories.make_user("redaktors")
    work.pin(gap, "dvielu zavetajs", page, user)
    work.pin(gap, "Dvielu  zavetajs", page, user)
    assert SearchPromotion.objects.count() == 1


def test_a_new_pin_comes_before_those_of_the_same_words_and_an_old_one_comes_back_to_the_front(gap):
    user = factories.make_user("redaktors")
    first, second = factories.ServicePageFactory(title="Pirmā"), factories.ServicePageFactory(title="Otrā")
    other = SearchPromotion.objects.create(query=Query.get("citi vārdi"), page=first, sort_order=0)
    Query.get("dvielu zavetajs").editors_picks.create(external_link_url="https://piemers.lv", sort_order=None)
    pinned = SearchPromotion.objects.filter(query__query_string="dvielu zavetajs", page__isnull=False)
    for page, order in ((first, ["Pirmā"]), (second, ["Otrā", "Pirmā"]), (first, ["Pirmā", "Otrā"])):
        work.pin(gap, "dvielu zavetajs", page, user)
        assert [pin.title for pin in pinned.order_by("sort_order")] == order
    assert SearchPromotion.objects.get(page=None).sort_order > 0
    other.refresh_from_db()
    assert other.sort_order == 0


def test_an_approver_who_may_not_pin_is_refused(gap, signed_in):
    with pytest.raises(PermissionDenied):
        work.pin(gap, "dvielu zavetajs", factories.ServicePageFactory(), factories.make_user("apstiprinatajs"))
    assert not SearchPromotion.objects.exists()


def test_a_draft_is_begun_with_the_words_as_clients_words_and_nothing_is_published(gap, signed_in):
    client = signed_in("redaktors")
    form = client.get(f"{LIST}{gap.pk}/melnraksts/").content.decode()
    assert 'value="Dvielu zavetajs"' in form
    fields = {"kind": "explanation", "title": "Dvieļu žāvētājs", "seen": gap.version}
    answer = client.post(f"{LIST}{gap.pk}/melnraksts/", fields)
    page = ExplanationPage.objects.get(title="Dvieļu žāvētājs")
    assert answer.url == f"/admin/pages/{page.pk}/edit/"
    assert (page.live, page.client_word_list) == (False, ["dvielu zavetajs", "dvieļu žāvētāji"])
    assert client.get(answer.url).status_code == 200
    gap.refresh_from_db()
    assert (gap.state, gap.page_id) == (GapState.IN_WORK, page.pk)


def test_a_double_click_begins_one_draft(gap, signed_in):
    client = signed_in("redaktors")
    fields = {"kind": "service", "title": "Dvieļu žāvētājs", "seen": gap.version}
    for _ in range(2):
        client.post(f"{LIST}{gap.pk}/melnraksts/", fields)
    assert ServicePage.objects.filter(title="Dvieļu žāvētājs").count() == 1


def test_words_that_had_to_be_masked_do_not_get_into_a_draft(gap, searched):
    searched("dvielu zavetajs •••", "d", zero=True)
    assert work.words_of(gap) == ["dvielu zavetajs", "dvieļu žāvētāji"]


def test_a_kind_that_needs_more_than_words_cannot_be_begun(gap, signed_in):
    fields = {"kind": Kind.REFERRAL.value, "title": "x", "seen": 0}
    assert signed_in("redaktors").post(f"{LIST}{gap.pk}/melnraksts/", fields).status_code == 200


def test_a_closed_row_offers_nothing(gap, signed_in):
    Gap.objects.update(state=GapState.FOUND)
    client = signed_in("redaktors")
    assert "Piespraust lapu" not in client.get(edit(gap)).content.decode()
    assert client.get(f"{LIST}{gap.pk}/piespraust/").status_code == 404


def test_a_row_of_a_report_shows_what_was_said_and_leads_to_the_page(page, signed_in, said):
    said(signed_in(), "kluda", words="Nav teikts, kas maksā", passage="Bez maksas")
    gap = Gap.objects.get()
    html = signed_in("redaktors").get(edit(gap)).content.decode()
    for text in ("Nav teikts, kas maksā", "„Bez maksas”", "darbinieks", f"/admin/pages/{page.pk}/edit/"):
        assert text in html
    assert "Pievienot sinonīmu" not in html

"""A reader says whether a page helped, reports an error, asks the owner."""

from datetime import date
from typing import Any

import pytest
import time_machine

from kb.accounts import roles
from kb.editorial.choices import GapKind, GapState
from kb.editorial.models import Feedback, Gap
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = "2026-11-25T10:20:00+02:00"  # a Wednesday


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_every_page_asks_whether_it_helped(page, signed_in):
    html = signed_in().get(page.url).content.decode()
    assert "Vai šī lapa palīdzēja?" in html
    assert 'action="/atsauksme/P11/palidz/"' in html
    assert f'href="/atsauksme/P11/kluda/?redakcija={page.live_revision_id}"' in html


def test_a_kept_page_has_each_readers_own_token_in_the_form(page, signed_in):
    first, second = signed_in(), signed_in("jaunais")
    first.get(page.url)
    second.handler.enforce_csrf_checks = True
    token = second.get(page.url).content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    answer = second.post("/atsauksme/P11/palidz/", {"csrfmiddlewaretoken": token})
    assert answer.status_code == 303


def test_it_helped_is_one_click_and_needs_nobody(page, signed_in, said):
    answer = said(signed_in(), "palidz")
    assert "Paldies." in answer.content.decode()
    vote = Feedback.objects.get()
    assert (vote.kind, vote.code, vote.revision_id, vote.gap) == ("helpful", "P11", page.live_revision_id, None)


def test_it_did_not_help_takes_a_reason_and_that_is_all(page, signed_in, said, owner):
    answer = said(signed_in(), "nepalidz", reason="outdated")
    assert "Paldies, ziņojums nosūtīts." in answer.content.decode()
    gap = Feedback.objects.get().gap
    assert (gap.kind, gap.text, gap.owner) == (GapKind.UNHELPFUL, "P11: Parāda atmaksas grafiks", owner)


def test_without_a_reason_nothing_is_sent(page, signed_in, said):
    for reason in ("", "nav tāda"):
        answer = said(signed_in("darbinieks", f"d-{len(reason)}"), "nepalidz", reason=reason)
        assert answer.status_code == 400
        assert "Izvēlieties vienu no iemesliem." in answer.content.decode()
    assert not Feedback.objects.exists()


def test_votes_of_several_people_on_one_page_are_one_row_of_work(page, signed_in, said):
    said(signed_in(), "nepalidz", reason="missing")
    said(signed_in("jaunais"), "nepalidz", reason="unclear")
    gap = Gap.objects.get()
    assert (gap.times, gap.feedback.count()) == (2, 2)


def test_a_report_of_an_error_keeps_the_passage_and_the_version_that_was_read(page, signed_in, said):
    read = page.live_revision_id
    page.title = "Parāda grafiks"
    factories.publish(page)
    said(signed_in(), "kluda", words="Nav teikts, kas maksā", passage="Lemj abonentu daļa", revision=read)
    report = Feedback.objects.get()
    assert (report.passage, report.revision_id) == ("Lemj abonentu daļa", read)
    assert str(report.gap) == "P11: Nav teikts, kas maksā"


def test_a_version_of_another_page_is_not_taken_for_this_ones(page, signed_in, said):
    other = factories.publish(factories.ServicePageFactory(title="Cita"))
    said(signed_in(), "kluda", words="Nepareizi", revision=other.live_revision_id)
    assert Feedback.objects.get().revision_id == page.live_revision_id


@pytest.mark.parametrize("number", ["99999999999999999999999", "9" * 5000, "-1", "abc"])
def test_a_version_that_is_no_number_is_refused(page, signed_in, said, number):
    assert said(signed_in(), "kluda", words="Nepareizi", revision=number).status_code == 400


@pytest.mark.parametrize("number", ["9" * 5000, "-1", "abc", ""])
def test_an_address_with_a_version_that_is_no_number_opens_the_form_without_one(page, signed_in, number):
    answer = signed_in().get("/atsauksme/P11/kluda/", {"redakcija": number})
    assert answer.status_code == 200
    assert 'name="revision" value="9' not in answer.content.decode()


def test_the_reporter_learns_who_answers_and_by_when(page, signed_in, said):
    answer = said(signed_in(), "jautajums", words="Vai grafiku var mainīt?")
    assert "Anna Paraudziņa atbildēs līdz 30.11.2026." in answer.content.decode()  # three working days


def test_days_that_the_company_is_closed_do_not_count(page, signed_in, said):
    factories.SpecialDayFactory(date=date(2026, 11, 27))
    said(signed_in(), "jautajums", words="Vai grafiku var mainīt?")
    assert Gap.objects.get().due_on == date(2026, 12, 1)


def test_a_question_goes_to_the_deputy_when_the_owner_has_left(page, signed_in, said, owner):
    owner.is_active = False
    owner.save()
    deputy = factories.make_user("apstiprinatajs", "vietnieks")
    page.deputy = deputy
    factories.publish(page)
    said(signed_in(), "jautajums", words="Vai grafiku var mainīt?")
    assert Gap.objects.get().owner == deputy


def test_a_question_goes_to_all_editors_when_nobody_of_the_page_can_answer(page, signed_in, said, owner):
    owner.is_active = False
    owner.save()
    page.deputy = factories.make_user("darbinieks", "bez-tiesibam")  # cannot open the queue
    factories.publish(page)
    answer = said(signed_in(), "jautajums", words="Vai grafiku var mainīt?")
    assert Gap.objects.get().owner is None
    assert "Redaktori atbildēs līdz 30.11.2026." in answer.content.decode()


def test_a_question_or_report_without_words_is_not_sent(page, signed_in, said):
    browser = signed_in()
    assert said(browser, "jautajums", words="  \n ").status_code == 400
    assert said(browser, "kluda", words="", passage="").status_code == 400
    assert said(browser, "kluda", words="", passage="Darba laiks").status_code == 200
    assert Feedback.objects.count() == 1


def test_a_double_click_sends_once(page, signed_in, said):
    browser = signed_in()
    for _ in range(2):
        said(browser, "kluda", words="Nepareizs laiks")
        said(browser, "palidz")
    assert sorted(Feedback.objects.values_list("kind", flat=True)) == ["error", "helpful"]
    assert Gap.objects.count() == 1


def test_two_people_may_report_the_same(page, signed_in, said):
    said(signed_in(), "kluda", words="Nepareizs laiks")
    said(signed_in("jaunais"), "kluda", words="Nepareizs laiks")
    assert Feedback.objects.count() == 2


def test_whoever_sends_without_end_is_asked_to_wait_and_keeps_the_text(page, signed_in, said, clock):
    browser = signed_in()
    for number in range(20):
        assert said(browser, "kluda", words=f"Kļūda nr. {number}").status_code == 200
    refused = said(browser, "kluda", words="Vēl viena")
    assert refused.status_code == 429
    assert "Stundas laikā ir nosūtīti 20 ziņojumi" in refused.content.decode()
    assert "Vēl viena" in refused.content.decode()
    assert said(browser, "palidz").status_code == 200
    clock.move_to("2026-11-25T11:21:00+02:00")
    assert said(browser, "kluda", words="Vēl viena").status_code == 200


def test_without_a_script_every_step_is_a_page_and_loading_it_again_sends_nothing(page, signed_in, said):
    browser = signed_in()
    form = browser.get("/atsauksme/P11/nepalidz/").content.decode()
    assert "<!doctype html>" in form and 'name="reason" value="missing"' in form
    answer = said(browser, "nepalidz", part=False, reason="missing")
    assert answer.status_code == 303
    thanks = browser.get(answer.url)
    assert "Paldies" in thanks.content.decode() and page.url in thanks.content.decode()
    assert Feedback.objects.count() == 1


def test_thanks_are_only_for_whoever_sent_something(page, signed_in):
    assert signed_in().get("/atsauksme/P11/kluda/?nosutits=1").status_code == 404


def test_the_address_of_a_vote_leads_back_to_the_page(page, signed_in):
    assert signed_in().get("/atsauksme/P11/palidz/").url == page.get_url()


def test_no_other_kind_of_feedback_is_known(page, signed_in):
    assert signed_in().get("/atsauksme/P11/dzest/").status_code == 404


@pytest.mark.parametrize("code", ["P9999", "nav", "P11'--", "%00"])
def test_a_page_that_does_not_exist_is_not_found(page, signed_in, said, code):
    assert said(signed_in(), "kluda", code=code, words="x").status_code == 404


def test_a_page_that_is_closed_to_the_reader_is_not_found_either(page, signed_in, said):
    factories.restrict(page, roles.SUPERVISOR)
    browser = signed_in()
    assert browser.get("/atsauksme/P11/kluda/").status_code == 404
    assert said(browser, "kluda", words="Nepareizi").status_code == 404
    assert said(signed_in("vaditaja"), "kluda", words="Nepareizi").status_code == 200


def test_the_form_of_a_restricted_page_is_kept_by_no_cache(page, signed_in):
    factories.restrict(page, roles.SUPERVISOR)
    assert "no-store" in signed_in("vaditaja").get("/atsauksme/P11/kluda/")["Cache-Control"]


def test_a_draft_in_preview_is_not_asked_about(page, signed_in):
    client = signed_in("redaktors")
    url = f"/admin/pages/{page.pk}/view_draft/"
    assert "Vai šī lapa palīdzēja?" not in client.get(url).content.decode()


def test_what_a_deleted_page_was_told_stays(page, signed_in, said):
    said(signed_in(), "kluda", words="Nepareizi")
    page.delete()
    report = Feedback.objects.get()
    assert (report.page, report.code, report.title) == (None, "P11", "Parāda atmaksas grafiks")
    assert report.gap.state == GapState.NEW


def test_a_vote_that_comes_while_the_row_is_closed_opens_a_new_one(page, signed_in, said):
    said(signed_in(), "nepalidz", reason="missing")
    Gap.objects.update(state=GapState.DONE)
    said(signed_in("jaunais"), "nepalidz", reason="missing")
    states: list[Any] = list(Gap.objects.order_by("pk").values_list("state", "times"))
    assert states == [("done", 1), ("new", 1)]

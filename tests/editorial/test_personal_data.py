"""Client data does not get into feedback: it is masked in the form, and stored only masked."""

import html
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.editorial.choices import FeedbackKind
from kb.editorial.feedback.plain_text import plain_text
from kb.editorial.feedback.send import Said, send
from kb.editorial.models import Feedback, Gap
from search.log.masking import MASK, mask
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PERSONAL = {
    "personal code": "010190-12345",
    "new personal code": "32123456789",
    "e-mail": "anna.ozola@piemers.lv",
    "phone": "+371 2612 3456",
    "account": "LV80 BANK 0000 4351 9500 1",
    "contract": "V-2024/123456",
}


@pytest.mark.parametrize("secret", PERSONAL.values(), ids=PERSONAL)
@pytest.mark.parametrize("field", ["words", "passage"])
def test_personal_data_is_shown_masked_and_not_yet_sent(page, signed_in, said, secret, field):
    answer = said(signed_in(), "kluda", **{field: f"Klients {secret} saka, ka laiks cits"})
    shown = html.unescape(answer.content.decode())
    assert answer.status_code == 200
    assert "Izskatās pēc klienta datiem" in shown
    assert MASK in shown and secret not in shown
    assert not Feedback.objects.exists()


def test_the_second_sending_stores_the_masked_text(page, signed_in, said):
    browser = signed_in()
    said(browser, "kluda", words="Klients 010190-12345 saka, ka laiks cits")
    said(browser, "kluda", words=f"Klients {MASK} saka, ka laiks cits")
    assert Feedback.objects.get().words == f"Klients {MASK} saka, ka laiks cits"
    assert "010190" not in Gap.objects.get().text


def test_nothing_unmasked_is_stored_whoever_calls(page):
    send(make_user("darbinieks"), page, Said(FeedbackKind.ERROR, words="zvanīja 26123456", passage="e@x.lv"))
    report = Feedback.objects.get()
    assert (report.words, report.passage, report.gap.text) == (f"zvanīja {MASK}", MASK, f"P11: zvanīja {MASK}")


def test_dates_hours_and_prices_are_no_personal_data(page, signed_in, said):
    words = "No 01.03.2026. maksā 12,50 EUR, kase strādā 8.00–17.00"
    assert "Paldies" in said(signed_in(), "kluda", words=words).content.decode()
    assert Feedback.objects.get().words == words


@given(st.text(alphabet="0123456789 -+@.lvLVabAB•/()", max_size=60))
def test_masked_text_is_left_as_it_is_by_the_next_sending(typed):
    assert mask(mask(typed)) == mask(typed)


def test_markup_is_text(page, signed_in, said):
    browser = signed_in()
    words = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    said(browser, "kluda", words=words, passage='"><svg/onload=alert(1)>')
    assert Feedback.objects.get().words == words
    for shown in (
        browser.get("/mani-zinojumi/"),
        signed_in("redaktors").get(f"/admin/nepilnibas/edit/{Gap.objects.get().pk}/"),
        signed_in("apstiprinatajs").get("/admin/nepilnibas/"),
    ):
        text = shown.content.decode()
        assert "<script>alert" not in text and "<img src=x" not in text and "<svg/onload" not in text


def test_ten_thousand_characters_are_refused_and_kept_in_the_form(page, signed_in, said):
    answer = said(signed_in(), "kluda", words="garš " * 2000)
    assert answer.status_code == 400
    assert "9999 zīmes no 1000" in answer.content.decode()
    assert "garš garš" in answer.content.decode()
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("field", ["words", "passage"])
def test_what_is_too_long_is_sent_back_masked_as_well(page, signed_in, said, field):
    answer = said(signed_in(), "kluda", **{field: "Klients 010190-12345 saka " + "ilgi " * 300})
    shown = html.unescape(answer.content.decode())
    assert "010190" not in shown and f"Klients {MASK} saka" in shown
    assert "Izskatās pēc klienta datiem" in shown and "Par garu" in shown
    assert not Feedback.objects.exists()


def test_a_very_long_word_is_masked_in_a_moment():
    began = time.monotonic()
    assert mask("a" * 200_000) == "a" * 200_000
    assert mask("1a" * 100_000 + "@piemers.lv") == MASK
    assert time.monotonic() - began < 5  # sign by sign it would be minutes


def test_a_passage_is_at_most_500_characters(page, signed_in, said):
    browser = signed_in()
    assert said(browser, "kluda", passage="a" * 501).status_code == 400
    assert said(browser, "kluda", passage="a" * 500).status_code == 200


def test_control_characters_are_taken_out_and_lines_stay(page, signed_in, said):
    said(signed_in(), "kluda", words="laiks\x00 ir\u202e cits\r\n\r\n\r\n\r\n\x1b[31mrīt\t \u200bpusdienās ")
    assert Feedback.objects.get().words == "laiks ir cits\n\n[31mrīt pusdienās"


@given(st.text(max_size=200))
def test_plain_text_is_plain_already(typed):
    once = plain_text(typed)
    assert plain_text(once) == once
    assert "\x00" not in once

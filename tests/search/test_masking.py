"""Nothing in a stored query leads back to a person; what the search is improved with stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.log.masking import MASK, mask


def number(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


#: Words as people type them: no digits, no @.
words = st.text(st.characters(categories=["L"], max_codepoint=0x17F), min_size=1, max_size=10)


@pytest.mark.parametrize(
    "text",
    [
        "010190-12345",
        "01019012345",
        "010190 12345",
        "010190 – 12345",
        "321234-56789",
        "32123456789",
        "janis.berzins@example.lv",
        "janis @ example.lv",
        "26123456",
        "26 123 456",
        "26-12-34-56",
        "+371 26123456",
        "+371 67 123 456",
        "0037126123456",
        "LV80BANK0000435195001",
        "lv80 bank 0000 4351 9500 1",
        "DE89 3704 0044 0532 0130 00",
        "12345",
        "1234567",
        "2612/3456",
    ],
)
def test_what_leads_to_a_person_is_masked_as_a_whole(text):
    assert mask(text) == MASK
    assert mask(f"klients {text} nevar samaksāt") == f"klients {MASK} nevar samaksāt"


@pytest.mark.parametrize(
    "text",
    [
        "P09",
        "B6g, D1",
        "2026",
        "tarifs 2025 2026",
        "2025-2026",
        "31. decembris",
        "no 01.01.2026",
        "LV-3602",
        "Saules iela 12-35",
        "10 darbdienas",
        "8:00-17:00",
        "112",
    ],
)
def test_codes_years_and_dates_stay(text):
    assert mask(text) == text


@given(st.text(max_size=200))
def test_no_run_of_five_digits_and_no_address_is_ever_left(text):
    masked = mask(text)
    assert not re.search(r"\d{5}", masked)
    assert not re.search(r"\S@", masked)


@given(st.text(max_size=200))
def test_what_is_masked_stays_as_it_is(text):
    assert mask(mask(text)) == mask(text)


@given(st.lists(words, max_size=8))
def test_words_alone_are_never_touched(parts):
    text = " ".join(parts)
    assert mask(text) == text


@given(words, number(6), st.sampled_from(["", "-", " ", " - ", "–"]), number(5), words)
def test_a_personal_code_between_words_leaves_no_digit(before, birth, sign, rest, after):
    assert mask(f"{before} {birth}{sign}{rest} {after}") == f"{before} {MASK} {after}"


@given(words, st.sampled_from(["", "+371", "+371 ", "00371 "]), number(8), st.data(), words)
def test_a_telephone_number_leaves_no_digit_however_it_is_grouped(before, country, telephone, data, after):
    first = data.draw(st.sampled_from([2, 3, 4, 8]))
    grouped = " ".join(telephone[at : at + first] for at in range(0, 8, first))
    prefix = "2" if not country else ""  # without the country a Latvian number begins with 2 or 6
    grouped = prefix + grouped[len(prefix) :]
    if re.fullmatch(r"20\d\d 20\d\d", grouped):
        return  # two years
    assert not re.search(r"\d", mask(f"{before} {country}{grouped} {after}"))


@given(
    words, number(13), st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=4, max_size=4), number(2), st.booleans(), words
)
def test_a_latvian_account_leaves_nothing_of_it(before, account, bank, check, spaced, after):
    iban = f"LV{check}{bank}{account}"
    shown = " ".join(iban[at : at + 4] for at in range(0, len(iban), 4)) if spaced else iban
    masked = mask(f"{before} {shown} {after}")
    assert MASK in masked
    assert not re.search(rf"\d|{bank}", masked.removeprefix(before).removesuffix(after))

"""How long a short message is, counted against the tables of GSM 03.38 typed once more from the standard."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.desk.copies.gsm import GSM, UNICODE, folded, is_gsm, size_of

#: Code points of the default alphabet by row of its table (3GPP TS 23.038, 6.2.1), 0x1B (escape) left out.
DEFAULT = [
    *[0x40, 0xA3, 0x24, 0xA5, 0xE8, 0xE9, 0xF9, 0xEC, 0xF2, 0xC7, 0x0A, 0xD8, 0xF8, 0x0D, 0xC5, 0xE5],
    *[0x394, 0x5F, 0x3A6, 0x393, 0x39B, 0x3A9, 0x3A0, 0x3A8, 0x3A3, 0x398, 0x39E, 0xC6, 0xE6, 0xDF, 0xC9],
    *[0x20, 0x21, 0x22, 0x23, 0xA4, *range(0x25, 0x40)],
    *[0xA1, *range(0x41, 0x5B), 0xC4, 0xD6, 0xD1, 0xDC, 0xA7],
    *[0xBF, *range(0x61, 0x7B), 0xE4, 0xF6, 0xF1, 0xFC, 0xE0],
]
#: The extension table (6.2.1.1): each is sent as two septets.
EXTENDED = [0x0C, 0x5E, 0x7B, 0x7D, 0x5C, 0x5B, 0x7E, 0x5D, 0x7C, 0x20AC]
GSM_TEXT = st.text(alphabet=[chr(point) for point in DEFAULT + EXTENDED], max_size=700)
ANY_TEXT = st.text(max_size=300)
LATVIAN, BARE = "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ", "acegiklnsuzACEGIKLNSUZ"
ASCII = "abz AZ 019 .,:;!?()%&/@€[]"


def septets(text):
    return sum(2 if ord(letter) in EXTENDED else 1 for letter in text)


def test_the_table_has_127_signs_and_an_escape():
    assert len(DEFAULT) == len(set(DEFAULT)) == 127


@given(st.characters())
@example("ā")
@example("\x1b")
def test_a_sign_is_sendable_exactly_where_the_tables_have_it(letter):
    assert is_gsm(letter) == (ord(letter) in DEFAULT or ord(letter) in EXTENDED)


@given(GSM_TEXT)
def test_a_text_of_the_alphabet_takes_its_septets(text):
    assert (size_of(text).encoding, size_of(text).units) == (GSM, septets(text))


@given(ANY_TEXT)
def test_any_other_text_takes_units_of_two_octets(text):
    size = size_of(text)
    if size.encoding is UNICODE:
        assert size.units == len(text.encode("utf-16-be", "surrogatepass")) // 2


def joined(text):
    """Parts of a long text, made by cutting the longest beginning that fits again and again."""
    encoding = size_of(text).encoding
    parts = []
    while text:
        end = max(n for n in range(1, len(text) + 1) if units(text[:n], encoding) <= encoding.part)
        parts.append(text[:end])
        text = text[end:]
    return parts


def units(text, encoding):
    return septets(text) if encoding is GSM else len(text.encode("utf-16-be", "surrogatepass")) // 2


@given(st.one_of(st.text(alphabet="aā€ 😀", max_size=220), st.text(alphabet="a€[b", max_size=480)))
def test_a_text_is_cut_into_parts_that_each_fit_and_nothing_is_lost(text):
    size = size_of(text)
    if size.units <= size.encoding.single:
        assert size.parts == bool(text)
    else:
        parts = joined(text)
        assert "".join(parts) == text
        assert size.parts == len(parts) > 1


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 0),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("€" * 152, 2),  # 304 septets, and each part holds 76 of them: one septet of each is left empty
        ("€" * 153, 3),
        ("ā" * 70, 1),
        ("ā" * 71, 2),
        ("ā" * 134, 2),
        ("ā" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("😀" * 67, 3),  # 33 in each part: a pair is never split
    ],
)
def test_the_limits_of_messages(text, parts):
    assert size_of(text).parts == parts


def test_latvian_loses_its_diacritics_and_other_letters_of_the_alphabet_stay():
    assert folded("āčēģīķļņōŗšūž ĀČĒĢĪĶĻŅŌŖŠŪŽ") == "acegiklnorsuz ACEGIKLNORSUZ"
    assert folded("Čē, é ü ä ö ñ à Å € {}") == "Ce, é ü ä ö ñ à Å € {}"
    assert folded("„ēka” – 10\u00a0darbdienas…") == '"eka" - 10 darbdienas...'


@given(st.text(alphabet="aābcčdeēfgģhiījkķlļmnņoprsštuūvzž AĀBCČ„”–…\u00a0.,0123456789€@", max_size=300))
def test_folded_latvian_is_always_sendable_and_folding_twice_changes_nothing(text):
    assert is_gsm(folded(text))
    assert folded(folded(text)) == folded(text)


@given(st.text(alphabet=LATVIAN + ASCII, max_size=300))
def test_folding_swaps_letter_for_letter(text):
    assert folded(text) == text.translate(str.maketrans(LATVIAN, BARE))


@given(ANY_TEXT)
def test_what_can_be_sent_is_neither_dropped_nor_moved(text):
    left = iter(folded(text))
    assert all(letter in left for letter in unicodedata.normalize("NFC", text) if is_gsm(letter))


def test_what_has_no_likeness_stays_and_is_counted_as_it_is_sent():
    assert folded("Привет 😀") == "Привет 😀"
    assert size_of("Привет").encoding is UNICODE

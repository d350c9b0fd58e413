"""What the analyser promises: every form of a word finds every other, and hardly any other word."""

import itertools
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import STOP_WORDS, content_tokens, fold, index_keys, query_keys, spans, tokens

LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzāčēģīķļņšūžōŗ"
words = st.text(alphabet=LETTERS, min_size=1, max_size=24)


def _paradigms() -> dict[str, frozenset[str]]:
    lemmas: dict[str, frozenset[str]] = {}
    for line in (Path(__file__).parent / "paradigms.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            lemma, _, *forms = line.split(" | ")
            lemmas[lemma] = frozenset(" ".join(forms).split()) - {"-"}
    return lemmas


PARADIGMS = _paradigms()

# Verbs whose infinitive, noun of action, passive and perfect participle must meet (reflexive ones too).
VERBS = """
nodot nodošana nodošanu nodošanas nodots nodota
samaksāt samaksāšana samaksājis samaksājusi samaksāts samaksāta
maksāt maksāšana maksājis maksājuši
pieslēgt pieslēgšana pieslēgšanu pieslēgts pieslēgties pieslēgšanās
atslēgt atslēgšana atslēgšanu atslēgts atslēgta
atvienot atvienošana atvienots atvienoties atvienošanās
nomainīt nomainīšana nomainīts nomainījis nomainījusi
saņemt saņemšana saņemšanas saņemts
iesniegt iesniegšana iesniegts
sūdzēties sūdzēšanās sūdzēšanos
vienoties vienošanās vienošanos
pieteikt pieteikšana pieteikties pieteikšanās pieteikts
pazaudēt pazaudēšana pazaudēts pazaudējis pazaudējusi
pārtraukt pārtraukšana pārtraukšanu pārtraukts
izbeigt izbeigšana izbeigts
pārjaunot pārjaunošana pārjaunots
saskaņot saskaņošana saskaņots
plombēt plombēšana plombēts
uzstādīt uzstādīšana uzstādīts uzstādījis
nolasīt nolasīšana nolasīts nolasījis
ierakstīt ierakstīšana ierakstīts ierakstījis
izīrēt izīrēšana izīrējis izīrēts
parādīt parādīšana parādīts parādījis
rakt rakšana rakšanu
"""

# Fifteen share a folded stem, medus/mežs a consonant change, five (mats/masa, viesis/vieta, auss/auto,
# rats/rasa, balss/balts) come from reading a typed s as š. The exact accented word, stored beside the keys,
# ranks the right one first. Typed without diacritics there is one more: mats/māsa.
MERGED = """
vārds/varde mats/māte mats/masa kaps/kāpa termiņš/termins viesis/vieta kāsis/kase kārta/karte kārta/kārts
karte/kārts zāle/zaļš māte/masa māte/māsa auss/auto sāls/sals likums/līkums medus/mežs kaza/kāza rats/rasa
masa/māsa balss/balts
"""


def finds(typed: str, stored: str) -> bool:
    return not set(query_keys(typed)).isdisjoint(index_keys(stored))


def misses(typed_forms: list[str], stored_forms: list[str]) -> list[str]:
    return [f"{t} ↛ {s}" for t, s in itertools.product(typed_forms, stored_forms) if not finds(t, s)]


def merged_pairs(*, folded: bool) -> set[str]:
    """Pairs of different lemmas that share a key, true homographs aside."""
    typed, stored = {}, {}
    for lemma, forms in PARADIGMS.items():
        typed[lemma] = {key for form in forms for key in query_keys(fold(form) if folded else form)}
        stored[lemma] = {key for form in forms for key in index_keys(form)}
    return {
        f"{one}/{other}"
        for one, other in itertools.combinations(PARADIGMS, 2)
        if PARADIGMS[one].isdisjoint(PARADIGMS[other]) and (typed[one] & stored[other] or typed[other] & stored[one])
    }


def test_the_paradigms_cover_all_declensions() -> None:
    lines = (Path(__file__).parent / "paradigms.txt").read_text(encoding="utf-8").splitlines()
    declensions = {line.split(" | ")[1][0] for line in lines if " | " in line and not line.startswith("#")}
    assert declensions >= set("123456")
    assert len(PARADIGMS) >= 250


@pytest.mark.parametrize("lemma", PARADIGMS)
def test_every_form_finds_every_other_form_of_its_word(lemma: str) -> None:
    forms = sorted(PARADIGMS[lemma])
    assert misses(forms, forms) == []
    assert misses([fold(form) for form in forms], forms) == []


@pytest.mark.parametrize("family", VERBS.strip().splitlines())
def test_the_verb_its_noun_of_action_and_its_participles_meet(family: str) -> None:
    forms = family.split()
    assert misses(forms, forms) == []
    assert misses([fold(form) for form in forms], forms) == []


def test_no_more_different_words_are_merged_than_measured() -> None:
    known = set(MERGED.split())
    assert merged_pairs(folded=False) == known
    assert merged_pairs(folded=True) == known | {"mats/māsa"}
    assert len(known) == 21  # of 33,411 pairs


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("silts", "siltums"),
        ("parādīt", "parāds"),
        ("pirms", "pirmais"),
        ("bez", "bezmaksas"),
        ("nodot", "nodoklis"),
        ("rēķins", "pārrēķins"),
        ("pase", "pasts"),
        ("skaitīt", "skaitītājs"),
    ],
)
def test_words_of_another_meaning_stay_apart(typed: str, stored: str) -> None:
    assert not finds(typed, stored)
    assert not finds(fold(typed), stored)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("E-pasts un e-rēķins", ["epasts", "un", "erēķins"]),
        ("epasts", ["epasts"]),
        ("e\u2011pastu", ["epastu"]),
        ("P09, LV-3602; 25.–28. datumā", ["p09", "lv", "3602", "25", "28", "datumā"]),
        ("piesle\u0304gt pie\u00adslēgt PIESLĒGT", ["pieslēgt"] * 3),
        ("руку café", ["руку", "café"]),
        ("«Rīga–Ventspils» / m3", ["rīga", "ventspils", "m3"]),
        ("…?!", []),
    ],
)
def test_text_becomes_lower_case_words_and_whole_codes(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_codes_and_numbers_are_not_stemmed() -> None:
    assert index_keys("p09") == ("p09",)
    assert index_keys("63600800") == ("63600800",)
    assert query_keys("mwh") == ("mwh",)


def test_stop_words_fall_away_but_words_that_turn_the_question_stay() -> None:
    assert content_tokens("Ko darīt, ja nav rēķina?") == ["darīt", "nav", "rēķina"]
    assert content_tokens("kas tas ir") == ["kas", "tas", "ir"]
    assert STOP_WORDS.isdisjoint({"bez", "pirms", "pēc", "pec", "ne", "nav", "pa"})
    assert {fold(word) for word in STOP_WORDS} <= STOP_WORDS


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(words)
def test_every_word_has_keys_and_finds_itself_typed_either_way(word: str) -> None:
    assert all(index_keys(word)) and index_keys(word)
    assert set(index_keys(word)) <= set(query_keys(word))


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(LETTERS + "-\u00ad\u0304 ĀŠ"))))
def test_any_text_is_analysed_and_its_spans_point_into_it(text: str) -> None:
    previous_end = 0
    for start, end, token in spans(text):
        assert previous_end <= start < end <= len(text)
        previous_end = end
        piece = text[start:end].translate(dict.fromkeys(map(ord, "-\u2010\u2011\u00ad")))
        assert token == unicodedata.normalize("NFC", piece.lower()) != ""
        assert set(index_keys(token)) <= set(query_keys(token)) and all(index_keys(token))
    assert [token for _, _, token in spans(text)] == tokens(text)
    assert bool(content_tokens(text)) == bool(tokens(text))


@given(st.text())
def test_composed_and_decomposed_text_give_the_same_tokens(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert tokens(composed) == tokens(unicodedata.normalize("NFD", composed))

"""The difference of two texts, whatever the texts are."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kb.content.word_differences import MOST_WORDS, Fate, line_differences, word_difference
from kb.desk.changes.screen import difference_html

WORDS = st.lists(
    st.sampled_from(["atbildēsim", "10", "15", "darbdienu", "laikā", "līdz", "<b>", "&amp;", '"', "e-pastā"])
)
TEXT = st.one_of(WORDS.map(" ".join), st.text())


def joined(pieces, *fates):
    return " ".join(piece.text for piece in pieces if piece.fate in fates)


def folded(text):
    return " ".join(text.split())


@given(TEXT, TEXT)
def test_what_is_kept_and_added_is_the_new_text_and_what_is_kept_and_removed_the_old(old, new):
    pieces = word_difference(old, new)
    assert joined(pieces, Fate.KEPT, Fate.ADDED) == folded(new)
    assert joined(pieces, Fate.KEPT, Fate.REMOVED) == folded(old)


@given(TEXT)
def test_a_text_does_not_differ_from_itself(text):
    assert {piece.fate for piece in word_difference(text, text)} <= {Fate.KEPT}
    assert list(line_differences([text], [text])) == []


@given(st.lists(TEXT), st.lists(TEXT))
def test_lines_that_are_not_shown_are_the_same_in_both(old, new):
    shown = list(line_differences(old, new))
    removed = [folded(joined(line, Fate.KEPT, Fate.REMOVED)) for line in shown]
    added = [folded(joined(line, Fate.KEPT, Fate.ADDED)) for line in shown]
    assert _without(list(map(folded, old)), removed) == _without(list(map(folded, new)), added)


def _without(lines, taken):
    """Lines left over when each of ``taken`` that says something is taken once."""
    left = sorted(line for line in lines if line)
    for line in taken:
        if line:
            left.remove(line)
    return left


@given(TEXT, TEXT)
def test_no_text_becomes_markup(old, new):
    html = difference_html(word_difference(old, new))
    ours = re.compile(r'</?(?:ins|del)>|<span class="(?:visually-hidden|nb)">|</span>')
    assert "<" not in ours.sub("", html)


def test_a_changed_number_is_shown_beside_the_old_one():
    pieces = word_difference("Atbildēsim 10 darbdienu laikā.", "Atbildēsim 15 darbdienu laikā.")
    assert [(piece.fate, piece.text) for piece in pieces] == [
        (Fate.KEPT, "Atbildēsim"),
        (Fate.REMOVED, "10"),
        (Fate.ADDED, "15"),
        (Fate.KEPT, "darbdienu laikā."),
    ]


def test_another_sentence_is_shown_as_another_sentence():
    pieces = word_difference("Bez maksas visiem.", "Maksā 12 EUR, ja plomba bojāta.")
    assert [piece.fate for piece in pieces] == [Fate.REMOVED, Fate.ADDED]


def test_a_text_without_end_is_not_compared_word_by_word():
    old = " ".join(str(number) for number in range(MOST_WORDS + 1))
    assert [piece.fate for piece in word_difference(old, f"{old} beigas")] == [Fate.REMOVED, Fate.ADDED]

"""Tables go out and come back unchanged, whatever stands in a cell, and no cell becomes a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.editorial.imports.tables.csv_text import FORMULA_SIGNS, Unreadable, guarded, read, tidy, unguarded, write

COLUMNS = ("atslēga", "vārdi", "piezīme")
CELL = st.one_of(
    st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=40),
    st.lists(st.sampled_from(["=", "+", "-", "@", "'", '"', ";", ",", "\n", "ā", " 1"]), max_size=6).map("".join),
).map(tidy)


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=8))
def test_what_is_exported_is_read_as_it_was(rows):
    told = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    assert [cells.values for cells in read(write(COLUMNS, told), COLUMNS)] == [row for row in told if any(row.values())]


@given(CELL)
def test_no_exported_cell_begins_as_a_formula(cell):
    text = write(COLUMNS, [dict.fromkeys(COLUMNS, cell)]).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
        assert not any(value.startswith(FORMULA_SIGNS) for value in row)
    assert unguarded(guarded(cell)) == cell


def test_semicolons_and_commas_are_both_read_and_the_line_of_each_row_is_known():
    semicolons = 'atslēga;vārdi\na;b;\n\nc;"d\ne"\nf;g'.encode()
    commas = semicolons.replace(b";", b",")
    for data in (semicolons.replace(b"b;", b"b"), commas.replace(b"b,", b"b")):
        assert [(row.line, row.values["vārdi"]) for row in read(data, COLUMNS)] == [(2, "b"), (4, "d\ne"), (6, "g")]


@pytest.mark.parametrize(
    "data, reason",
    [
        ("atslēga;vārdi\na;ābols".encode("windows-1257"), "encoding"),
        ("atslēga;vārdi\na;b".encode("utf-16"), "utf16"),
        (b"", "empty"),
        (b"atsl\xc4\x93ga;v\x00", "damaged"),
        ('atslēga;vārdi\na;"b'.encode(), "quotes"),
        ("vārdi;piezīme\na;b".encode(), "header"),
        ("atslēga;vārdi;vārdi\na;b;c".encode(), "columns"),
        ("atslēga;krāsa\na;b".encode(), "columns"),
        (("atslēga\n" + "a\n" * 2001).encode(), "too_long"),
        (("atslēga\n" + "a" * 20_001).encode(), "too_long"),
        (("atslēga\n" + "a" * 200_000).encode(), "quotes"),
    ],
)
def test_what_is_no_such_table_gets_a_reason(data, reason):
    with pytest.raises(Unreadable) as problem:
        read(data, COLUMNS)
    assert problem.value.args[0] == reason

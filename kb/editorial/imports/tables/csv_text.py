"""CSV as office programs write and read it: UTF-8 with its mark, semicolons or commas, no cell a formula. Pure."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: What makes a cell of a spreadsheet a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
MOST_ROWS, LONGEST_CELL = 2000, 20_000
_DELIMITERS = (";", ",", "\t")


class Unreadable(Exception):
    """``args[0]`` says why: «encoding», «utf16», «damaged», «quotes», «header», «columns», «too_long», «empty».

    ``args[1]`` is what it is about: a line, or names of columns.
    """


@dataclass(frozen=True, slots=True)
class Cells:
    """One row: the line it begins on in the file and its cells by column; ``fits`` is False where their number is
    another than that of the columns."""

    line: int
    values: dict[str, str]
    fits: bool = True


def write(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """The table as bytes of a file that Excel opens with Latvian letters and columns."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guarded(row[column]) for column in columns] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def read(data: bytes, columns: Sequence[str]) -> list[Cells]:
    """Rows of the file. The first of ``columns`` must be in it, others may be missing. Unreadable where it is no such
    table."""
    text = _decoded(data)
    delimiter = max(_DELIMITERS, key=lambda sign: len(set(_header(text, sign)) & set(columns)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        _check_header(header, columns)
        return list(_rows(reader, header))
    except csv.Error as error:
        raise Unreadable("quotes", str(reader.line_num)) from error


def guarded(value: str) -> str:
    """An apostrophe before what a spreadsheet would take for a formula."""
    return f"'{value}" if value.lstrip("'").startswith(FORMULA_SIGNS) else value


def unguarded(value: str) -> str:
    """Takes off the apostrophe that ``guarded`` put before the cell."""
    return value[1:] if value.startswith("'") and value.lstrip("'").startswith(FORMULA_SIGNS) else value


def tidy(value: str) -> str:
    """One kind of line end, no space at either end: cells are compared and stored like this."""
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("utf16", "")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("encoding", "") from None
    if "\x00" in text:
        raise Unreadable("damaged", "")
    if not text.strip():
        raise Unreadable("empty", "")
    return text


def _header(text: str, delimiter: str) -> list[str]:
    line = text.lstrip().split("\n", 1)[0]
    return [cell.strip().strip('"').lower() for cell in line.split(delimiter)]


def _check_header(header: Sequence[str], columns: Sequence[str]) -> None:
    if columns[0] not in header:
        raise Unreadable("header", ", ".join(columns))
    if wrong := [name for name in header if name not in columns or header.count(name) > 1]:
        raise Unreadable("columns", ", ".join(dict.fromkeys(wrong)))


def _rows(reader: Any, header: Sequence[str]) -> Iterator[Cells]:
    line = reader.line_num + 1
    number = 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            number += 1
            if number > MOST_ROWS or any(len(cell) > LONGEST_CELL for cell in cells):
                raise Unreadable("too_long", str(line))
            values = {name: tidy(unguarded(cell)) for name, cell in zip(header, cells, strict=False)}
            yield Cells(line, values, len(cells) == len(header))
        line = reader.line_num + 1

"""What docs/security.md says of tests and files is so: it names none that is not there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "security.md").read_text()
ROWS = [line for line in TEXT.splitlines() if re.match(r"\| \d+\.", line)]
ANSWERS = {"yes", "framework", "operator", "partly", "no"}


def test_every_test_and_file_that_is_named_is_there() -> None:
    named = re.findall(r"`((?:tests|docs|kb|search|home|tools)/[\w/.-]+)(?:::(\w+))?`", TEXT)
    assert len(named) > 60
    for path, test in named:
        assert (ROOT / path).exists(), path
        assert not test or f"def {test}(" in (ROOT / path).read_text(), test


def test_every_row_has_a_line_of_the_standard_an_answer_and_what_holds_it() -> None:
    assert len(ROWS) >= 60
    for row in ROWS:
        lines, asked, answer, reason = (cell.strip() for cell in row.strip("|").split(" | "))
        assert re.fullmatch(r"\d+\.\d+\.\d+(–\d+\.\d+\.\d+)?(, \d+\.\d+\.\d+(–\d+\.\d+\.\d+)?)*", lines), lines
        assert answer in ANSWERS, row
        assert asked and reason, row
        if answer == "yes":
            assert "`" in reason, row

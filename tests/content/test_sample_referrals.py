"""«Not ours» ends in a card: what the sample content says of every other institution, and where its questions lead."""

from pathlib import Path
from typing import Any

import pytest
import yaml

SAMPLE = Path(__file__).resolve().parents[2] / "kb" / "content" / "sample"


def pages(letter: str) -> dict[str, dict[str, Any]]:
    found = (yaml.safe_load(path.read_text()) for path in sorted((SAMPLE / "pages").glob(f"{letter}*.yaml")))
    return {page["code"]: page for page in found}


INSTITUTIONS = {row["key"]: row for row in yaml.safe_load((SAMPLE / "snippets" / "institutions.yaml").read_text())}
REFERRALS = pages("I")


@pytest.mark.parametrize("code", REFERRALS)
def test_a_referral_says_what_for_what_not_what_to_take_and_how_to_get_there(code: str) -> None:
    page = REFERRALS[code]
    for part in ("short_answer", "competent", "not_competent", "take_along", "reach"):
        assert page[part], part


@pytest.mark.parametrize("code", REFERRALS)
def test_a_referral_says_when_it_was_checked_and_where_hours_stand_that_are_not_known(code: str) -> None:
    institution = INSTITUTIONS[REFERRALS[code]["institution"]]
    assert institution["checked"]
    assert institution["web"]
    assert institution["hours"] or institution["hours_note"]


@pytest.mark.parametrize("code", REFERRALS)
def test_what_an_institution_does_not_do_names_who_does(code: str) -> None:
    assert [row for row in REFERRALS[code]["not_competent"] if not (row.get("who") or row.get("who_text"))] == []


def test_every_answer_of_a_guided_question_leads_to_a_question_or_to_a_page() -> None:
    known = {path.stem for path in (SAMPLE / "pages").glob("*.yaml")}
    blank = [
        (page["code"], node["key"], answer["says"])
        for page in pages("L").values()
        for node in page["nodes"]
        for answer in node["answers"]
        if not answer.get("next") and answer.get("outcome") not in known
    ]
    assert blank == []

"""Rich text in the editor: two people who open a form at once each get their own text."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from kb.content.models import ExplanationPage

ROUNDS = 40


@pytest.fixture
def hasty():
    """Threads take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def test_two_editors_at_once_each_get_their_own_text(hasty):
    """The field of a block is one for all threads of the web server."""
    widget = ExplanationPage.body.field.stream_block.child_blocks["text"].child_blocks["text"].field.widget
    texts = {
        name: "".join(f"<p>{name} <b>{number}</b> {name}</p>" for number in range(60)) for name in ("anna", "berta")
    }

    def opened(name):
        for _round in range(ROUNDS):
            blocks = json.loads(widget.format_value(texts[name]))["blocks"]
            yield [block["text"] for block in blocks]

    with ThreadPoolExecutor(2) as pool:
        read = {name: pool.submit(list, opened(name)) for name in texts}
    for name, rounds in read.items():
        expected = [f"{name} {number} {name}" for number in range(60)]
        assert all(lines == expected for lines in rounds.result())

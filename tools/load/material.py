"""What people ask and open, read once from the site of the stack. Usage: python -m tools.load.material FILE"""

import json
import random
import sys
from pathlib import Path
from typing import TypedDict

#: Different questions of a day.
QUESTIONS = 600
#: Pages that editors work on.
EDITED = 200


class Material(TypedDict):
    """``opened``: addresses of pages. ``edited``: numbers of pages of guidance that editors may change."""

    questions: list[str]
    opened: list[str]
    edited: list[int]


def read(file: Path) -> Material:
    found: Material = json.loads(file.read_text())
    return found


def write(file: Path) -> None:
    import django

    django.setup()
    from kb.content.models import ExplanationPage, ServicePage
    from tools.bench.questions import page_urls, questions

    chance = random.Random(1)  # noqa: S311
    edited = [
        page
        for model in (ServicePage, ExplanationPage)
        for page in model.objects.live().order_by("pk").values_list("pk", flat=True)[: EDITED // 2]
    ]
    material: Material = {
        "questions": questions(chance, QUESTIONS),
        "opened": page_urls(chance),
        "edited": edited,
    }
    file.write_text(json.dumps(material, ensure_ascii=False))


if __name__ == "__main__":
    write(Path(sys.argv[1]))

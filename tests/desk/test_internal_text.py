"""Whatever an editor puts into an internal field of any type stays with the employees (rows B4c, B5a)."""

from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.content.choices import Kind, Visibility
from kb.content.client_text import client_text
from kb.content.models import ExplanationValue, InstitutionPhone
from kb.desk.presentation import present
from tests import factories
from tests.desk.reading import inside, outside
from tests.factories import (
    InstitutionFactory,
    LegalActFactory,
    OpeningHoursFactory,
    ServicePageFactory,
    UnitFactory,
    deadline,
    make_user,
)

TODAY = date(2026, 11, 24)
MARK = "SLEPENS7f"
#: What editors type, and what might break out of where it is printed.
TEXTS = st.text(alphabet="aāzž 0{}<>&\"'/\\-–šodien{termiņš}", max_size=25).map(lambda text: f"{MARK}{text}")

NUMBERS = count()

pytestmark = pytest.mark.django_db


@dataclass
class Secrets:
    """Gives out internal strings, each with a mark and a number; ``made`` are those given."""

    texts: list[str]
    made: list[str] = field(default_factory=list)

    def text(self, most: int = 60) -> str:
        given = self.texts[len(self.made) % len(self.texts)]
        self.made.append(f"{MARK}{len(self.made)}x")
        return f"{self.made[-1]} {given}"[:most].strip()

    def rich(self) -> str:
        escaped = self.text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f"<p>{escaped}</p>"


def shared(secrets: Secrets) -> dict[str, Any]:
    person = make_user("redaktors", f"persona-{next(NUMBERS)}")
    person.first_name = secrets.text(30)
    person.save()
    return {
        "source": secrets.text(),
        "owner_unit": UnitFactory(name=secrets.text()),
        "deputy": person,
    }


def legal(secrets: Secrets) -> list[Any]:
    return [("act", {"act": LegalActFactory(), "note": secrets.text()})]


def internal_stream(secrets: Secrets) -> list[Any]:
    return [("internal", {"text": secrets.rich(), "sample": sample}) for sample in (False, True)]


def body(secrets: Secrets) -> list[Any]:
    hidden = {"visibility": Visibility.INTERNAL}
    return [
        ("text", {"text": "<p>Klientam.</p>", "visibility": Visibility.CLIENT}),
        ("heading", {"text": secrets.text()}),
        ("text", {"text": secrets.rich(), **hidden}),
        ("list", {"items": [secrets.rich(), secrets.rich()], **hidden}),
        ("warning", {"text": secrets.rich(), **hidden}),
    ]


def service(secrets: Secrets) -> dict[str, Any]:
    rule = {"condition": secrets.text(), "then": secrets.rich(), "decides": secrets.text(), "ground": secrets.text()}
    return {
        "steps": [("step", {"text": secrets.rich(), "sample": True})],
        "ask": [("question", {"text": secrets.text()})],
        "exceptions": [("exception", {**rule, "sample": False}), ("exception", {**rule, "sample": True})],
        "internal": internal_stream(secrets),
        "personal_data_note": secrets.text(),
        "public_url_note": secrets.text(),
        "legal_acts": legal(secrets),
        "deadlines": [deadline(basis=secrets.text()), deadline(basis=secrets.text(), sample=True)],
    }


def explanation(secrets: Secrets) -> dict[str, Any]:
    value = ExplanationValue(label="Tarifs", text="60 EUR", note=secrets.text())
    return {"body": body(secrets), "legal_acts": legal(secrets), "values": [value]}


def contact(secrets: Secrets) -> dict[str, Any]:
    OpeningHoursFactory(note=secrets.text())
    return {"body": body(secrets), "legal_acts": legal(secrets), "show_hours": True}


def referral(secrets: Secrets) -> dict[str, Any]:
    phone = InstitutionPhone(number="63609999", note=secrets.text(), mark="memory")
    return {
        "internal": internal_stream(secrets),
        "institution": InstitutionFactory(hours_note=secrets.text(), aliases=secrets.text(), phones=[phone]),
    }


def phrase(secrets: Secrets) -> dict[str, Any]:
    return {"internal": internal_stream(secrets), "when": secrets.text()}


def guided(secrets: Secrets) -> dict[str, Any]:
    kind, node = factories.question(
        "q1", "Kas noticis?", ("Auksti", ServicePageFactory()), ("Nē", ServicePageFactory())
    )
    node["why"] = secrets.text()
    for answer in node["answers"]:
        answer["leads"] = secrets.text()
    return {"stop_rule": secrets.text(), "nodes": [(kind, node)]}


FIELDS = {
    Kind.SERVICE: service,
    Kind.EXPLANATION: explanation,
    Kind.CONTACT: contact,
    Kind.REFERRAL: referral,
    Kind.PHRASE: phrase,
    Kind.GUIDED: guided,
    Kind.STANDARD: lambda secrets: {},
}


def test_every_type_has_its_internal_fields_listed_here():
    assert FIELDS.keys() == set(Kind)


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=3, max_size=8))
def test_internal_text_reaches_no_client(kind, texts, site, signed_in, request):
    secrets = Secrets(texts)
    made = factories.make_page(kind, **shared(secrets), **FIELDS[kind](secrets))
    page = type(made).objects.get(pk=made.pk)
    reader = request.node.reader = getattr(request.node, "reader", None) or signed_in()
    response = reader.get(page.url)
    screen = response.context_data["screen"]
    view = present(page, day=TODAY, today=TODAY)
    for_clients = [
        *client_text(page, TODAY),
        *(text for copy in view.copies.texts for text in (copy.text, copy.html, copy.done)),
        view.copies.subject,
        *view.answer.plain,
        *screen.say.lines,
        *screen.say.print_lines,
        *(str(getattr(screen.paper, name)) for name in ("company", "right", "band", "first", "second", "address")),
        reader.get(f"/api/pages/{page.code}").content.decode(),
    ]
    assert {copy.channel for copy in view.copies.texts} >= {"email", "letter", "sms", "spoken"}
    assert [text for text in for_clients if MARK in text] == []
    for html in (response.content.decode(), reader.get(f"/meklet/karte/{page.code}/").content.decode()):
        assert MARK not in outside(html)
    # The other way round: what is not printed at all would prove nothing.
    assert MARK in inside(response.content.decode())

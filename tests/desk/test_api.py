"""The JSON of the desk: a page as data, a due date."""

from datetime import date

import pytest

from kb.accounts import roles
from kb.content.choices import Availability, Channel, Kind
from tests import factories
from tests.factories import (
    ContactPointFactory,
    ExplanationPageFactory,
    GuidedQuestionPageFactory,
    ServicePageFactory,
    SpecialDayFactory,
    StandardSectionPageFactory,
    channel,
    clause,
    deadline,
)

pytestmark = pytest.mark.django_db
SHARED = {"code", "type", "title", "url", "short_answer", "client_text", "sample", "state"}
OWN = {
    Kind.SERVICE: {
        "audience", "channels", "deadlines", "fees", "documents", "decides", "refer_to", "public_url",
    },
    Kind.EXPLANATION: {"facts", "values"},
    Kind.CONTACT: {"facts"},
    Kind.PHRASE: {"wordings"},
    Kind.REFERRAL: {
        "institution", "competent", "not_competent", "take_along", "address", "web", "phones", "decides_in",
        "checked_on",
    },
    Kind.GUIDED: {"questions"},
    Kind.STANDARD: {"standard_refs", "clauses"},
}  # fmt: skip


@pytest.fixture
def reader(site, signed_in):
    return signed_in()


def data_of(reader, page, **parameters):
    response = reader.get(f"/api/pages/{page.code}", parameters)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    return response.json()


def error_of(response, status):
    assert response.status_code == status
    error = response.json()["error"]
    assert set(error) == {"code", "message"}
    assert error["message"]
    return error["code"]


@pytest.mark.parametrize("kind", Kind)
def test_a_page_has_the_shared_fields_and_those_of_its_type(reader, kind):
    page = factories.make_page(kind, title="Uzskaite", short_answer="Viens.\nDivi.")
    data = data_of(reader, page)
    assert set(data) == SHARED | OWN[kind]
    assert (data["code"], data["type"], data["title"], data["url"]) == (page.code, kind.value, "Uzskaite", page.url)
    assert (data["short_answer"], data["state"], data["sample"]) == ("Viens.\nDivi.", "verified", False)
    assert data["client_text"].startswith("Uzskaite\nViens.\nDivi.")


def test_a_service_gives_its_channels_and_its_terms_with_the_date(reader):
    page = ServicePageFactory(
        channels=[
            channel(Channel.PHONE, Availability.GENERAL, contact=ContactPointFactory(value="63600800")),
            channel(id_required=True, id_documents="pase"),
        ],
        deadlines=[deadline(label="Atbilde"), deadline(1, "months", valid_to=date(2026, 1, 1))],
    )
    data = data_of(reader, page)
    assert data["channels"][0] == {
        "channel": "phone", "available": "general", "how": "", "contact": "63600800", "id_required": False,
        "id_documents": "",
    }  # fmt: skip
    assert data["deadlines"] == [
        {
            "label": "Atbilde", "text": "10 darbdienas", "amount": 10, "unit": "working_days", "due": "2026-12-08",
            "sample": False,
        }
    ]  # fmt: skip


def test_another_day_gives_what_held_then(reader):
    page = ServicePageFactory(
        short_answer="Līdz {termiņš}.",
        deadlines=[deadline(1, "months", valid_to=date(2026, 2, 28)), deadline(valid_from=date(2026, 3, 1))],
    )
    data = data_of(reader, page, datums="2026-02-10")
    assert data["short_answer"] == "Līdz otrdienai, 10. martam."
    assert [row["due"] for row in data["deadlines"]] == ["2026-03-10"]


def test_no_brace_reaches_a_client(reader):
    page = ServicePageFactory(short_answer="{šodien} {termiņš}", deadlines=[], client_text="{termiņš}", live=False)
    page.deadlines = [deadline(None, "", kind="none")]
    page.live = True
    page.save()
    data = data_of(reader, page)
    assert "{" not in data["short_answer"] + data["client_text"]


def test_an_explanation_gives_values_in_force_with_their_marks(reader):
    value = factories.models.ExplanationValue(label="Tarifs", text="60 EUR", note="nesakiet", sample=True)
    data = data_of(reader, ExplanationPageFactory(values=[value]))
    assert data["values"] == [{"label": "Tarifs", "text": "60 EUR", "sample": True}]


def test_a_guided_question_gives_the_codes_of_its_outcomes(reader):
    outcome = ServicePageFactory(code="P77")
    node = factories.question("q1", "Kas?", ("Auksti", outcome), ("Silti", ServicePageFactory()))
    data = data_of(reader, GuidedQuestionPageFactory(nodes=[node]))
    assert data["questions"][0]["answers"][0] == {"says": "Auksti", "next": None, "outcome": "P77"}


def test_a_section_gives_its_rows(reader):
    page = StandardSectionPageFactory(code="B7", clauses=[clause("B7a", text="Sveicina.")], standard_refs="B7a")
    data = data_of(reader, page)
    assert data["clauses"] == [{"row": "B7a", "binding": True, "text": "Sveicina."}]


def test_a_code_may_be_typed_in_small_letters(reader):
    ServicePageFactory(code="P11")
    assert reader.get("/api/pages/p11").status_code == 200


def test_what_is_not_there_is_not_found(reader):
    draft = ServicePageFactory(live=False)
    for code in ("P9999", "x'--", draft.code):
        assert error_of(reader.get(f"/api/pages/{code}"), 404) == "not_found"


def test_a_malformed_day_is_refused(reader):
    page = ServicePageFactory()
    for day in ("vakar", "2026-02-30", "22.12.2026."):
        assert error_of(reader.get(f"/api/pages/{page.code}", {"datums": day}), 400) == "bad_date"


def test_a_restricted_page_is_not_even_confirmed_to_exist(reader, signed_in):
    page = ServicePageFactory()
    factories.restrict(page, roles.SUPERVISOR)
    assert error_of(reader.get(f"/api/pages/{page.code}"), 404) == "not_found"
    response = signed_in("vaditaja").get(f"/api/pages/{page.code}")
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_a_page_under_a_restricted_one_is_closed_as_well(reader, site):
    page = ServicePageFactory()
    factories.restrict(site.collections[Kind.SERVICE], roles.SUPERVISOR)
    assert reader.get(f"/api/pages/{page.code}").status_code == 404


def test_without_a_log_in_nothing_is_given(site, client):
    for address in (f"/api/pages/{ServicePageFactory().code}", "/api/due-date?received=2026-12-22&amount=10"):
        assert error_of(client.get(address), 401) == "login_required"


# --- due dates ------------------------------------------------------------------------------------------------


def due(reader, **parameters):
    return reader.get("/api/due-date", parameters)


def test_a_due_date_comes_with_what_was_skipped_and_with_the_sentence(reader):
    SpecialDayFactory(date=date(2026, 12, 24), name="Ziemassvētku vakars")
    data = due(reader, received="2026-12-22", amount=10, unit="working_days").json()
    assert set(data) == {"due", "skipped", "sentence"}
    assert data["due"] == "2027-01-11"
    assert data["skipped"][0] == {"date": "2026-12-24", "name": "Ziemassvētku vakars"}
    assert data["sentence"] == (
        "Jūsu iesniegumu saņēmām 22. decembrī. Atbildēsim līdz pirmdienai, 2027. gada 11. janvārim."
    )


@pytest.mark.parametrize(
    ("unit", "expected"), [("working_days", "2026-12-08"), ("days", "2026-12-04"), ("months", "2027-09-24")]
)
def test_each_unit_counts_in_its_own_way(reader, unit, expected):
    assert due(reader, received="2026-11-24", amount=10, unit=unit).json()["due"] == expected


def test_working_days_are_meant_where_no_unit_is_given(reader):
    assert due(reader, received="2026-11-24", amount=10).json()["due"] == "2026-12-08"


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"amount": 10}, "bad_received"),
        ({"received": "vakar", "amount": 10}, "bad_received"),
        ({"received": "1899-01-01", "amount": 10}, "bad_received"),
        ({"received": "2026-11-24"}, "bad_amount"),
        ({"received": "2026-11-24", "amount": 0}, "bad_amount"),
        ({"received": "2026-11-24", "amount": "1e9"}, "bad_amount"),
        ({"received": "2026-11-24", "amount": 261}, "bad_amount"),
        ({"received": "2026-11-24", "amount": 10, "unit": "weeks"}, "bad_unit"),
    ],
)
def test_what_cannot_be_counted_is_refused_by_its_field(reader, parameters, code):
    assert error_of(due(reader, **parameters), 400) == code


@pytest.mark.parametrize("address", ["/api/pages/P11", "/api/due-date"])
def test_data_is_only_read(reader, address):
    assert reader.post(address).status_code == 405

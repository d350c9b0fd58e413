"""Walks through guided questions are counted, so that editors see where they are given up."""

import json
import uuid
from datetime import date

import pytest

from kb.desk.guided.counting import forget_old_runs
from kb.desk.models import GuidedRun
from tests import factories
from tests.factories import GuidedQuestionPageFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/api/guided"


@pytest.fixture
def guided(site):
    return factories.publish(GuidedQuestionPageFactory(code="J01"))


@pytest.fixture
def outcome_path(guided):
    """Answers that lead from the first question to an outcome."""
    from kb.content.guided_walk import walk

    path = []
    while walk(guided, path).outcome is None:
        path.append(1)
    return path


def tell(reader, run, path, code="J01"):
    body = json.dumps({"run": str(run), "code": code, "path": path})
    return reader.post(ADDRESS, body, content_type="application/json").status_code


def runs():
    return list(GuidedRun.objects.values_list("page__code", "path", "finished"))


def as_path(answers):
    return ".".join(map(str, answers))


def test_a_walk_that_reaches_an_outcome_is_finished_and_stays_so(guided, outcome_path, signed_in):
    reader, run = signed_in(), uuid.uuid4()
    assert tell(reader, run, as_path(outcome_path)) == 204
    assert runs() == [("J01", as_path(outcome_path), True)]
    if len(outcome_path) > 1:
        tell(reader, run, as_path(outcome_path[:-1]))
        assert runs() == [("J01", as_path(outcome_path[:-1]), True)]


def test_no_person_is_kept():
    assert {field.name for field in GuidedRun._meta.get_fields()} == {"id", "run", "page", "day", "path", "finished"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"run": "1", "code": "J01", "path": "1"}',
        b'{"run": 7, "code": "J01", "path": "1"}',
        json.dumps({"run": str(uuid.uuid4()), "code": "J01", "path": ""}).encode(),
        json.dumps({"run": str(uuid.uuid4()), "code": "J01", "path": "0"}).encode(),
        json.dumps({"run": str(uuid.uuid4()), "code": "J01", "path": "1." * 40}).encode(),
        json.dumps({"run": str(uuid.uuid4()), "code": "<b>", "path": "1"}).encode(),
        json.dumps({"run": str(uuid.uuid4()), "code": ["J01"], "path": "1"}).encode(),
        b'{"run":' + b"[" * 5000,
    ],
)
def test_what_is_no_step_is_refused_with_a_message(guided, signed_in, body):
    answer = signed_in().post(ADDRESS, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "bad_step"
    assert runs() == []


def test_steps_that_do_not_exist_and_pages_that_are_closed_are_not_counted_and_not_told(guided, signed_in):
    reader = signed_in()
    assert tell(reader, uuid.uuid4(), "99") == 204
    assert tell(reader, uuid.uuid4(), "1", code="J99") == 204
    factories.restrict(guided)
    assert tell(reader, uuid.uuid4(), "1") == 204
    assert runs() == []


def test_a_walk_of_one_page_is_not_moved_to_another(guided, outcome_path, signed_in):
    factories.publish(GuidedQuestionPageFactory(code="J02"))
    reader, run = signed_in(), uuid.uuid4()
    tell(reader, run, as_path(outcome_path))
    tell(reader, run, "1", code="J02")
    assert runs() == [("J01", as_path(outcome_path), True)]


def test_the_report_says_how_many_were_given_up_and_employees_do_not_see_it(guided, outcome_path, signed_in, clock):
    reader = signed_in()
    tell(reader, uuid.uuid4(), as_path(outcome_path))
    GuidedRun.objects.create(run=uuid.uuid4(), page=guided, day=date(2026, 11, 20), path="1")
    GuidedRun.objects.create(run=uuid.uuid4(), page=guided, day=date(2026, 1, 1), path="1")
    shown = signed_in("vaditaja").get("/admin/reports/vaditie-jautajumi/")
    (row,) = shown.context["object_list"]
    assert (row.code, row.begun, row.given_up) == ("J01", 2, 1)
    assert reader.get("/admin/reports/vaditie-jautajumi/").status_code == 403


def test_walks_are_forgotten_after_a_year(guided):
    for day in (date(2025, 11, 23), date(2025, 11, 25)):
        GuidedRun.objects.create(run=uuid.uuid4(), page=guided, day=day, path="1")
    forget_old_runs(date(2026, 11, 25))
    assert [run.day for run in GuidedRun.objects.all()] == [date(2025, 11, 25)]

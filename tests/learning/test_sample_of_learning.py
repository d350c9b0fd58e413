"""Questions and paths that come with the sample."""

from collections import Counter

import pytest

from kb.content.loading.folder import SAMPLE_FOLDER
from kb.content.loading.records import Decision, Report
from kb.learning.models import LearningPath, Question
from kb.learning.sample.load import load_learning, read_paths, read_questions, read_sets

VALUES = ("B1", "B2", "B3", "B4", "B5", "B6", "B7")


def test_each_value_has_three_questions_services_ten_and_the_phone_five():
    questions = [entry.data for entry in read_questions()]
    by_value = Counter(question.page for question in questions)
    assert all(by_value[value] >= 3 for value in VALUES)
    assert all(question.row.startswith(question.page) for question in questions if question.page in VALUES)
    files = Counter(entry.source.file for entry in read_questions())
    assert files["questions/services.yaml"] >= 10
    assert files["questions/phone.yaml"] >= 5


def test_every_question_is_in_a_set_and_every_set_in_a_path():
    asked = {key for entry in read_sets() for key in entry.data.questions}
    assert asked == {entry.key for entry in read_questions()}
    used = {step.questions for entry in read_paths() for step in entry.data.steps if step.questions}
    assert used == {entry.key for entry in read_sets()}


def test_every_wrong_option_says_why_it_is_wrong():
    silent = [
        f"{entry.key}: {option.text}"
        for entry in read_questions()
        for option in entry.data.options
        if entry.data.kind != "order" and not option.reason
    ]
    assert silent == []


def test_every_page_that_is_named_is_in_the_sample():
    there = {path.stem for path in (SAMPLE_FOLDER / "pages").glob("*.yaml")}
    asked = {entry.data.page for entry in read_questions()}
    read = {step.page for entry in read_paths() for step in entry.data.steps if step.page}
    assert asked | read <= there


def test_the_first_week_has_five_days():
    week = next(entry.data for entry in read_paths() if entry.key == "pirma-nedela")
    assert {step.day for step in week.steps} == {1, 2, 3, 4, 5}


@pytest.mark.django_db
def test_the_sample_is_loaded_once_and_a_persons_change_is_kept():
    load_learning(Report())
    assert Question.objects.count() == len(list(read_questions()))
    changed = Question.objects.get(key="b1-nezinu-atbildi")
    changed.text = "Kā rīkosieties?"
    changed.save()
    LearningPath.objects.get(key="pirma-stunda").delete()
    report = Report()
    load_learning(report)
    changed.refresh_from_db()
    assert changed.text == "Kā rīkosieties?"
    assert not LearningPath.objects.filter(key="pirma-stunda").exists()
    assert report.outcomes[Decision.CREATE] == report.outcomes[Decision.UPDATE] == []

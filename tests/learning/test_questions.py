"""The server says what is right, nothing counts twice, and a question whose page changed is checked again."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from kb.accounts.roles import NEW_HIRE
from kb.content import versioned
from kb.content.choices import ChangeKind
from kb.desk.mine.tasks import tasks_of
from kb.learning.models import Answer, Attempt, PathStep, Question, StepPassed
from kb.learning.quizzes.asked import plan_of
from kb.learning.quizzes.attempts import begin
from kb.learning.quizzes.kinds import Choice, is_complete, is_right, problem_of
from tests import factories

pytestmark = pytest.mark.django_db


def a_quiz(*questions: Question, kind: str = PathStep.Kind.QUIZ) -> PathStep:
    path = factories.LearningPathFactory(for_role=NEW_HIRE, steps=[factories.quiz_step(*questions, kind=kind)])
    return path.steps.get()


def key_of(question: Question, text: str) -> int:
    return int(question.options.get(text=text).pk)


def say(browser: Any, step: PathStep, question: Question, *texts: str, attempt: int | None = None) -> Any:
    """Answer as the form does, and follow to what is shown then."""
    going = attempt or Attempt.objects.filter(user=browser.person, step=step).order_by("number").last().pk
    given = {"attempt": going, "question": question.pk, "option": [key_of(question, text) for text in texts]}
    return browser.post(f"/macibas/solis/{step.pk}/atbildet/", given, follow=True)


@pytest.fixture
def learner(site: Any, signed_in: Any) -> Any:
    return signed_in("jaunais")


# --- what is right (pure) -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "rights", "given", "right"),
    [
        ("single", [True, False], [0], True),
        ("single", [True, False], [1], False),
        ("reply", [False, True], [1], True),
        ("multiple", [True, False, True], [2, 0], True),
        ("multiple", [True, False, True], [0], False),
        ("multiple", [True, False, True], [0, 1, 2], False),
        ("order", [False, False, False], [0, 1, 2], True),
        ("order", [False, False, False], [1, 0, 2], False),
    ],
)
def test_what_is_right(kind, rights, given, right):
    options = [Choice(key, is_so) for key, is_so in enumerate(rights)]
    assert is_complete(kind, options, given)
    assert is_right(kind, options, given) is right


@pytest.mark.parametrize(
    ("kind", "given"), [("single", []), ("single", [0, 1]), ("multiple", []), ("order", [0, 1]), ("single", [7])]
)
def test_half_an_answer_is_none(kind, given):
    assert not is_complete(kind, [Choice(0, True), Choice(1, False), Choice(2, False)], given)


@pytest.mark.parametrize(
    ("kind", "rights"),
    [("single", [True, True]), ("single", [False, False]), ("multiple", [True, True]), ("order", [False, False])],
)
def test_a_question_that_cannot_be_answered_is_not_asked(kind, rights):
    assert problem_of(kind, rights)


def test_options_stand_in_another_order_in_another_attempt(site):
    question = factories.QuestionFactory(options=[factories.option(str(n), n == 0) for n in range(6)])
    orders = {tuple(plan_of([question], seed)[0][1]) for seed in range(8)}
    assert len(orders) > 1
    assert plan_of([question], 5) == plan_of([question], 5)


def test_steps_never_stand_in_their_right_order(site):
    steps = [factories.option(text) for text in ("pirmais", "otrais", "trešais")]
    question = factories.QuestionFactory(kind="order", options=steps)
    right = [option.pk for option in question.options.all()]
    assert all(plan_of([question], seed)[0][1] != right for seed in range(30))


# --- answering ------------------------------------------------------------------------------------------------


def test_a_wrong_answer_shows_why_and_leads_to_the_page(learner):
    wrong = factories.option("Pateikt summu", reason="Summu nesaka.")
    question = factories.QuestionFactory(options=[factories.option("Nesacīt", True), wrong], reason="Lapā tā rakstīts.")
    step = a_quiz(question)
    html = learner.post(f"/macibas/solis/{step.pk}/sakt/", follow=True).content.decode()
    assert "Pateikt summu" in html
    assert "Summu nesaka." not in html  # nothing gives the answer away before it is given
    html = say(learner, step, question, "Pateikt summu").content.decode()
    assert "Nav pareizi" in html
    assert "Summu nesaka." in html
    assert "Lapā tā rakstīts." in html
    assert f"/lapa/{question.page.code}/" in html


def test_a_quiz_is_failed_and_repeated(learner):
    first, second = factories.QuestionFactory(), factories.QuestionFactory()
    step = a_quiz(first, second)
    begin(learner.person, step.pk)
    say(learner, step, first, "Pareizi")
    say(learner, step, second, "Nepareizi")
    html = learner.get(f"/macibas/solis/{step.pk}/").content.decode()
    assert "Jāatkārto" in html
    assert "<b>1 no 2</b>" in html
    assert not StepPassed.objects.exists()
    learner.post(f"/macibas/solis/{step.pk}/sakt/")
    say(learner, step, first, "Pareizi")
    say(learner, step, second, "Pareizi")
    assert "Nokārtots" in learner.get(f"/macibas/solis/{step.pk}/").content.decode()
    assert StepPassed.objects.filter(user=learner.person, step=step).count() == 1
    assert list(Attempt.objects.values_list("number", "passed")) == [(1, False), (2, True)]  # both are kept


def test_situations_are_passed_once_all_are_answered(learner):
    question = factories.QuestionFactory()
    step = a_quiz(question, kind=PathStep.Kind.SITUATIONS)
    begin(learner.person, step.pk)
    say(learner, step, question, "Nepareizi")
    assert StepPassed.objects.filter(step=step).exists()


def test_an_answer_posted_twice_counts_once(learner):
    question, other = factories.QuestionFactory(), factories.QuestionFactory()
    step = a_quiz(question, other)
    begin(learner.person, step.pk)
    say(learner, step, question, "Nepareizi")
    html = say(learner, step, question, "Pareizi").content.decode()
    assert "Nav pareizi" in html  # the first one stands
    assert Answer.objects.count() == 1


def test_another_tab_that_still_shows_an_old_attempt_is_told(learner):
    question = factories.QuestionFactory()
    step = a_quiz(question)
    old = begin(learner.person, step.pk)
    say(learner, step, question, "Nepareizi")
    new = begin(learner.person, step.pk)
    assert new.pk != old.pk
    Answer.objects.all().delete()
    response = say(learner, step, question, "Pareizi", attempt=old.pk)
    assert "mēģinājuma, kas beidzies" in response.content.decode()
    assert Answer.objects.count() == 0


def test_begun_in_two_tabs_it_is_one_attempt(learner):
    step = a_quiz()
    for _tab in range(2):
        learner.post(f"/macibas/solis/{step.pk}/sakt/")
    assert Attempt.objects.count() == 1


def test_nothing_chosen_is_said_and_not_counted(learner):
    question = factories.QuestionFactory()
    step = a_quiz(question)
    begin(learner.person, step.pk)
    response = say(learner, step, question)
    assert response.status_code == 400
    assert "Izvēlieties atbildi." in response.content.decode()
    assert Answer.objects.count() == 0


def test_steps_are_put_in_order_by_numbers(learner):
    steps = [factories.option(text) for text in ("pirmais", "otrais", "trešais")]
    question = factories.QuestionFactory(kind="order", options=steps)
    step = a_quiz(question)
    attempt = begin(learner.person, step.pk)
    fields = {"attempt": attempt.pk, "question": question.pk}
    keys = [key_of(question, text) for text in ("pirmais", "otrais", "trešais")]
    twice = {f"place-{key}": 1 for key in keys}
    response = learner.post(f"/macibas/solis/{step.pk}/atbildet/", fields | twice)
    assert response.status_code == 400
    assert "savu kārtas numuru" in response.content.decode()
    learner.post(f"/macibas/solis/{step.pk}/atbildet/", fields | {f"place-{key}": n for n, key in enumerate(keys, 1)})
    assert Answer.objects.get().right


def test_a_question_taken_away_meanwhile_does_not_hold_up_the_attempt(learner):
    kept, gone = factories.QuestionFactory(), factories.QuestionFactory()
    step = a_quiz(kept, gone)
    begin(learner.person, step.pk)
    Question.objects.filter(pk=gone.pk).update(live=False)
    say(learner, step, kept, "Pareizi")
    assert StepPassed.objects.filter(step=step).exists()


@pytest.mark.parametrize("fields", [{}, {"attempt": "x"}, {"attempt": "1", "question": "9" * 40}])
def test_nonsense_is_no_answer(learner, fields):
    step = a_quiz()
    assert learner.post(f"/macibas/solis/{step.pk}/atbildet/", fields).status_code == 404
    assert learner.get(f"/macibas/solis/{step.pk}/?atbilde=x").status_code in {200, 404}


def test_somebody_elses_answer_is_not_found(learner, signed_in):
    question = factories.QuestionFactory()
    step = a_quiz(question)
    begin(learner.person, step.pk)
    say(learner, step, question, "Pareizi")
    other = signed_in("jaunais", "cits-jaunais")
    begin(other.person, step.pk)
    assert other.get(f"/macibas/solis/{step.pk}/?atbilde={Answer.objects.get().pk}").status_code == 404
    theirs = Attempt.objects.get(user=learner.person).pk
    Answer.objects.all().delete()
    say(other, step, question, "Pareizi", attempt=theirs)
    assert Answer.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_the_same_answer_from_two_tabs_at_once_counts_once(learner):
    question = factories.QuestionFactory()
    step = a_quiz(question)
    attempt = begin(learner.person, step.pk)
    fields = {"attempt": attempt.pk, "question": question.pk, "option": [key_of(question, "Pareizi")]}
    together, codes = Barrier(2), []

    def press() -> None:
        try:
            together.wait(10)
            codes.append(learner.post(f"/macibas/solis/{step.pk}/atbildet/", fields).status_code)
        finally:
            connection.close()

    tabs = [Thread(target=press) for _tab in range(2)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join(30)
    assert codes == [303, 303]
    assert Answer.objects.count() == StepPassed.objects.count() == 1


# --- reviewed like a page -------------------------------------------------------------------------------------


def change(question: Question, clock: Any, kind: str) -> None:
    clock.shift(timedelta(hours=1))
    page = question.page.specific
    page.change_kind, page.change_note = kind, "Cits termiņš."
    page.short_answer = f"Atbildēsim {kind}."
    factories.publish(page)
    versioned.forget()


def titles(user: Any) -> list[str]:
    return [task.title for task in tasks_of(user) if "jautājum" in task.title]


def test_a_material_change_of_the_page_is_a_task_of_the_questions_owner(site, signed_in, clock):
    editor = signed_in("redaktors")
    page = factories.publish(factories.ExplanationPageFactory())
    question = factories.QuestionFactory(page=page, owner=editor.person)
    change(question, clock, ChangeKind.EDITORIAL)
    assert titles(editor.person) == []
    change(question, clock, ChangeKind.MATERIAL)
    assert titles(editor.person) == ["Pārbaudīt 1 jautājumu: mainījusies lapa"]
    listed = editor.get("/admin/snippets/learning/question/").content.decode()
    assert "lapa mainījusies 24.11.2026." in listed
    assert titles(factories.make_user("redaktors", "cits-redaktors")) == []
    clock.shift(timedelta(hours=1))
    Question.objects.filter(pk=question.pk).update(verified_at=timezone.now())
    versioned.forget()
    assert titles(editor.person) == []


def test_a_question_without_an_owner_is_every_editors(site, clock):
    question = factories.QuestionFactory(page=factories.publish(factories.ExplanationPageFactory()))
    change(question, clock, ChangeKind.MATERIAL)
    assert titles(factories.make_user("redaktors")) == ["Pārbaudīt 1 jautājumu: mainījusies lapa"]
    assert titles(factories.make_user("vaditaja")) == []
    assert titles(factories.make_user("darbinieks")) == []


def form(question: Question, **fields: Any) -> dict[str, Any]:
    """What the editor's form posts for ``question``."""
    rows = list(question.options.all())
    data: dict[str, Any] = {
        "kind": question.kind, "text": question.text, "reason": question.reason, "page": question.page_id,
        "live": "on", "options-TOTAL_FORMS": len(rows), "options-INITIAL_FORMS": len(rows),
        "options-MIN_NUM_FORMS": 2, "options-MAX_NUM_FORMS": 8,
    }  # fmt: skip
    for number, row in enumerate(rows):
        data |= {f"options-{number}-id": row.pk, f"options-{number}-text": row.text, f"options-{number}-ORDER": number}
        if row.right:
            data[f"options-{number}-right"] = "on"
    return data | fields


def test_an_editor_says_that_a_question_still_fits_its_page(site, signed_in):
    editor, question = signed_in("redaktors"), factories.QuestionFactory()
    address = f"/admin/snippets/learning/question/edit/{question.pk}/"
    assert editor.post(address, form(question, checked="on")).status_code == 302
    question.refresh_from_db()
    assert question.trust().label == "Pārbaudīts"


def test_two_right_options_keep_a_question_from_being_asked(site, signed_in):
    editor, question = signed_in("redaktors"), factories.QuestionFactory()
    address = f"/admin/snippets/learning/question/edit/{question.pk}/"
    response = editor.post(address, form(question, **{"options-1-right": "on"}))
    assert "Pareizam jābūt tieši vienam variantam." in response.content.decode()
    ordinary = factories.make_user("darbinieks")
    response = editor.post(address, form(question, owner=ordinary.pk))
    assert "nedrīkst mainīt jautājumus" in response.content.decode()

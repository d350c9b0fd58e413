"""A person goes through the path of their role; a supervisor sees how far their team is."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.accounts.roles import EMPLOYEE, NEW_HIRE
from kb.content import versioned
from kb.content.choices import ChangeKind, Kind
from kb.desk.mine.tasks import tasks_of
from kb.learning.models import Answer, Attempt, LearningPath, PathStep, StepPassed, Team
from kb.learning.paths.progress import State, progress_of
from tests import factories

pytestmark = pytest.mark.django_db
TEAM = "/macibas/komanda/"


@pytest.fixture
def learner(site: Any, signed_in: Any) -> Any:
    return signed_in("jaunais")


def a_path(*steps: PathStep, role: str = NEW_HIRE, **fields: Any) -> LearningPath:
    return factories.LearningPathFactory(for_role=role, steps=list(steps), title="Pirmā nedēļa", **fields)


def page(**fields: Any) -> Any:
    return factories.publish(factories.ExplanationPageFactory(**fields))


def do(browser: Any, step: PathStep, **fields: Any) -> Any:
    return browser.post(f"/macibas/solis/{step.pk}/", fields)


def learning_tasks(user: Any) -> list[tuple[str, str]]:
    return [(task.title, task.note) for task in tasks_of(user) if "/macibas/" in task.url]


# --- going through it -----------------------------------------------------------------------------------------


def test_a_path_is_a_task_until_its_last_step_and_then_a_confirmation_to_print(learner):
    path = a_path(factories.read_step(page(title="Kam standarts saistošs")), factories.mentor_step())
    read, mentor = path.steps.all()
    assert learning_tasks(learner.person) == [("Mācīties: Pirmā nedēļa", "0 no 2")]
    assert learner.get(f"/macibas/{path.pk}/apliecinajums/").status_code == 404
    do(learner, read)
    html = learner.get("/macibas/").content.decode()
    assert "1 no 2 soļiem" in html
    assert "Pārrunājiet ar mentoru" in html
    do(learner, mentor, mentor="Anna Paraudziņa")
    assert learning_tasks(learner.person) == []
    html = learner.get(f"/macibas/{path.pk}/apliecinajums/").content.decode()
    assert "Pirmā nedēļa" in html
    assert "24.11.2026." in html
    assert StepPassed.objects.get(step=mentor).mentor == "Anna Paraudziņa"


def test_the_mentor_is_named(learner):
    (mentor,) = a_path(factories.mentor_step()).steps.all()
    response = do(learner, mentor, mentor=" A ")
    assert response.status_code == 400
    assert "Uzrakstiet mentora vārdu un uzvārdu." in response.content.decode()
    assert not StepPassed.objects.exists()


def test_a_material_change_opens_its_step_again_and_no_other(learner, clock):
    changed, kept = page(), page()
    path = a_path(factories.read_step(changed), factories.read_step(kept))
    for step in path.steps.all():
        do(learner, step)
    clock.shift(timedelta(hours=1))
    changed.change_kind, changed.change_note, changed.short_answer = ChangeKind.EDITORIAL, "Citi vārdi.", "Viens."
    changed = factories.publish(changed)
    versioned.forget()
    assert learning_tasks(learner.person) == []
    clock.shift(timedelta(hours=1))
    changed.change_kind, changed.change_note, changed.short_answer = ChangeKind.MATERIAL, "Jauns teikums.", "Divi."
    factories.publish(changed)
    versioned.forget()
    (progress,) = progress_of(learner.person)
    assert [row.state for row in progress.steps] == [State.REPEAT, State.DONE]
    assert learning_tasks(learner.person) == [("Atkārtot: Pirmā nedēļa", "1 no 2")]
    assert "Jauns teikums." in learner.get(f"/macibas/{path.pk}/").content.decode()
    clock.shift(timedelta(hours=1))
    do(learner, path.steps.first())
    assert learning_tasks(learner.person) == []


def test_what_cannot_be_done_is_not_asked(learner):
    gone = page()
    path = a_path(
        factories.read_step(gone),
        factories.read_step(page()),
        factories.quiz_step(factories.QuestionFactory(live=False)),
    )
    gone.unpublish()
    versioned.forget()
    (progress,) = progress_of(learner.person)
    assert progress.of == 1
    assert learner.get(f"/macibas/solis/{path.steps.first().pk}/").status_code == 404


def test_a_restricted_page_is_not_even_named(learner):
    closed = page(title="Slepena lapa")
    factories.restrict(closed, "Vadītāji")
    path = a_path(factories.read_step(closed))
    assert "Slepena" not in learner.get(f"/macibas/{path.pk}/").content.decode()
    html = learner.get(f"/macibas/solis/{path.steps.get().pk}/").content.decode()
    assert "Slepena" not in html
    assert "nav pieejama" in html


def test_pressed_twice_a_step_is_passed_once(learner):
    (step,) = a_path(factories.read_step(page())).steps.all()
    do(learner, step)
    do(learner, step)
    assert StepPassed.objects.count() == 1


# --- searching ------------------------------------------------------------------------------------------------


def test_a_search_exercise_is_passed_by_choosing_the_page(learner, index):
    wanted = factories.make_page(Kind.SERVICE, title="Parāda atmaksas grafiks", client_words="nevaru samaksāt visu")
    other = factories.make_page(Kind.SERVICE, title="Samaksas apliecinājums", client_words="samaksāt kasē")
    index.drain()
    (step,) = a_path(factories.find_step(wanted, "Klients nevar samaksāt.")).steps.all()
    html = learner.get(f"/macibas/solis/{step.pk}/?q=nevaru samaksat").content.decode()
    assert "Klients nevar samaksāt." in html
    assert "atmaksas grafiks" in html
    response = do(learner, step, q="nevaru samaksat", code=other.code)
    assert response.status_code == 400
    assert "Šī nav īstā lapa." in response.content.decode()
    assert not StepPassed.objects.exists()
    do(learner, step, q="nevaru samaksat", code=wanted.code)
    assert StepPassed.objects.filter(step=step).exists()
    do(learner, step, q="nevaru samaksat", code=other.code)
    assert list(Attempt.objects.values_list("passed", flat=True)) == [False, True]


# --- whose it is ----------------------------------------------------------------------------------------------


def test_a_path_of_another_role_is_not_found(learner):
    path = a_path(factories.read_step(page()), role=EMPLOYEE)
    assert learner.get(f"/macibas/{path.pk}/").status_code == 404
    assert do(learner, path.steps.get()).status_code == 404
    assert learning_tasks(learner.person) == []


def test_a_path_for_everybody_is_offered_and_is_nobodys_task(learner):
    path = a_path(factories.read_step(page()), role="")
    assert learner.get(f"/macibas/{path.pk}/").status_code == 200
    assert learning_tasks(learner.person) == []


def test_who_has_begun_a_path_keeps_it_in_a_new_role(learner):
    path = a_path(factories.read_step(page()), factories.read_step(page()))
    do(learner, path.steps.first())
    learner.person.groups.clear()
    assert learner.get(f"/macibas/{path.pk}/").status_code == 200


def test_a_draft_of_a_path_is_nobodys(learner):
    path = a_path(factories.read_step(page()), live=False)
    assert learner.get(f"/macibas/{path.pk}/").status_code == 404


# --- the supervisor -------------------------------------------------------------------------------------------


@pytest.fixture
def supervisor(site: Any, signed_in: Any) -> Any:
    """The browser of a supervisor with three new people; «sveša» is in another team."""
    browser = signed_in("vaditaja")
    team = Team.objects.create(name="Klientu centrs")
    team.supervisors.add(browser.person)
    team.members.set([factories.make_user("jaunais", name) for name in ("anna", "juris", "liene")])
    Team.objects.create(name="Skaitītāji").members.add(factories.make_user("jaunais", "sveša"))
    return browser


def members() -> list[Any]:
    return list(Team.objects.get(name="Klientu centrs").members.order_by("username"))


def test_a_supervisor_sees_who_of_their_team_is_where(supervisor):
    path = a_path(factories.read_step(page(title="Pirmais solis")), factories.mentor_step("Otrais solis"))
    read, mentor = path.steps.order_by("pk")
    StepPassed.objects.create(user=members()[0], step=read)
    StepPassed.objects.create(user=members()[0], step=mentor, mentor="Ilze Paraudziņa")
    html = supervisor.get(TEAM).content.decode()
    assert "anna" in html
    assert "Ilze Paraudziņa" in html
    assert "Pirmais solis" in html  # where juris is
    assert "sveša" not in html
    rows = list(
        csv.reader(io.StringIO(supervisor.get("/macibas/komanda.csv").content.decode("utf-8-sig")), delimiter=";")
    )
    assert [row[1] for row in rows[1:]] == ["anna", "juris", "liene"]
    assert supervisor.get("/macibas/komanda.xlsx").status_code == 200
    other = Team.objects.get(name="Skaitītāji").pk
    assert supervisor.get(f"{TEAM}?komanda={other}").status_code == 404
    assert supervisor.get(f"/macibas/komanda.csv?komanda={other}").status_code == 404


def test_where_people_get_stuck_is_told_of_three_and_without_names(supervisor):
    question = factories.QuestionFactory(text="Vai drīkst teikt kaimiņam?")
    step = a_path(factories.quiz_step(question)).steps.get()

    def answered(user: Any, right: bool, number: int = 1, first: bool = True) -> None:
        attempt = Attempt.objects.create(user=user, step=step, number=number)
        Answer.objects.create(attempt=attempt, question=question, given=[], right=right, first=first)

    for user in members()[:2]:
        answered(user, right=False)
    assert "Vai drīkst teikt kaimiņam?" not in supervisor.get(TEAM).content.decode()
    answered(members()[2], right=True)
    answered(members()[2], right=False, number=2, first=False)  # a second go says nothing
    html = supervisor.get(TEAM).content.decode()
    assert "Vai drīkst teikt kaimiņam?" in html
    assert "2 no 3, 67 %" in html


@pytest.mark.parametrize("role", ["darbinieks", "jaunais", "redaktors"])
def test_only_a_supervisor_sees_how_far_others_are(site, signed_in, role):
    browser = signed_in(role)
    assert browser.get(TEAM).status_code == 403
    assert browser.get("/macibas/komanda.csv").status_code == 403


def test_five_hundred_people_on_twenty_paths_take_few_queries(supervisor):
    """What every page asks included."""
    seen = page()
    steps = [a_path(factories.read_step(seen)).steps.get() for _number in range(20)]
    model = get_user_model()
    model.objects.bulk_create([model(username=f"n{number}", password="!") for number in range(500)])
    people = list(model.objects.filter(username__regex=r"^n\d+$"))
    group, through = members()[0].groups.get(), model.groups.through
    through.objects.bulk_create([through(user_id=person.pk, group_id=group.pk) for person in people])
    Team.objects.get(name="Klientu centrs").members.add(*people)
    passed = [StepPassed(user=person, step=step) for person in people[:250] for step in steps]
    StepPassed.objects.bulk_create(passed)
    supervisor.get("/macibas/")  # what is kept by content version
    with CaptureQueriesContext(connection) as asked:
        html = supervisor.get(TEAM).content.decode()
    assert "n10" in html
    assert len(asked) <= 15


def test_nobody_may_change_what_others_did_through_the_admin(site, signed_in):
    editor = signed_in("redaktors")
    assert editor.get("/admin/snippets/learning/learningpath/").status_code == 200
    assert editor.get("/admin/snippets/learning/attempt/").status_code == 404

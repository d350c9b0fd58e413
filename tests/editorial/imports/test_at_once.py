"""Two people press «import» at the same moment."""

import pytest
from wagtail.models import Revision

from kb.content.models import ExplanationPage
from kb.editorial.imports import runs
from kb.editorial.models import ImportRun, Subject
from search.models import SynonymGroup
from tests import factories
from tests.editorial.test_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def test_a_document_becomes_one_draft(site):
    people = [factories.make_user("redaktors", f"redaktors-{number}") for number in range(3)]
    text = "Iesniegumu reģistrē tajā pašā dienā.".encode()
    run = runs.upload(Subject.PROCEDURE, "kartiba.txt", text, people[0])

    done = at_once(*[lambda person=person: runs.confirm(run, {}, person) for person in people])

    assert [type(result) for result in done] == [ImportRun] * 3
    assert (ExplanationPage.objects.count(), Revision.objects.count()) == (1, 1)
    assert [result.result for result in done] == [done[0].result] * 3


def test_a_table_is_written_once(site):
    people = [factories.make_user("redaktors", f"redaktors-{number}") for number in range(3)]
    run = runs.upload(Subject.SYNONYMS, "s.csv", 'nr;vārdi\n;"čeks\nkvīts"'.encode(), people[0])

    at_once(*[lambda person=person: runs.confirm(run, {}, person) for person in people])

    assert SynonymGroup.objects.count() == 1

"""Two at the same moment: a double click, two people, a version that is published meanwhile."""

import pytest

from kb.content.models.published_change import PublishedChange
from kb.learning.acknowledging.chain import faults
from kb.learning.acknowledging.confirming import NewerVersion, acknowledge
from kb.learning.models import Acknowledgement, StandardVersion
from kb.learning.versions.making import make_due_version
from tests.editorial.test_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def test_a_double_click_makes_one_record_and_people_together_one_chain(standard, people):
    one, *others = people(4)
    done = at_once(*[lambda: acknowledge(one, 1)] * 3, *[lambda user=user: acknowledge(user, 1) for user in others])
    assert [type(result) for result in done] == [Acknowledgement] * 6
    assert list(Acknowledgement.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert not list(faults())


def test_of_two_changes_published_at_once_none_is_lost_and_none_is_in_two_versions(standard, change):
    at_once(lambda: change("B1", "Atbild skaidri."), lambda: change("B5", "Datus neizpauž."), make_due_version)
    newest = StandardVersion.objects.first()
    assert "Atbild skaidri." in newest.plain
    assert "Datus neizpauž." in newest.plain
    held = [change.pk for version in StandardVersion.objects.all() for change in version.changes.all()]
    assert sorted(held) == sorted(PublishedChange.objects.values_list("pk", flat=True))
    assert make_due_version() is None


def test_who_confirms_while_a_version_is_made_confirms_what_was_in_force_or_is_told(standard, change, people):
    [user] = people(1)
    done, _made = at_once(lambda: acknowledge(user, 1), lambda: change("B5", "Klienta datus neizpauž."))
    assert isinstance(done, Acknowledgement | NewerVersion)
    assert Acknowledgement.objects.count() == isinstance(done, Acknowledgement)
    assert not list(faults())

"""``manage.py verify_acknowledgements`` names the row that was tampered with."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kb.learning.acknowledging.confirming import acknowledge
from kb.learning.models import Acknowledgement, guards

pytestmark = pytest.mark.django_db


def verify(*options: str) -> str:
    out = StringIO()
    try:
        call_command("verify_acknowledgements", *options, stdout=out)
    except CommandError as error:
        return out.getvalue() + f"FAILED {error}"
    return out.getvalue()


@pytest.fixture
def records(standard, people):
    return [acknowledge(person, 1) for person in people(3)]


@pytest.fixture
def tamper(records) -> Callable[[str], None]:
    """Whoever owns the database takes the guards away, writes, and puts them back."""

    def write(statement: str) -> None:
        with connection.cursor() as cursor:
            for name, table, _event in guards.names():
                place = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {name}{place}")
            cursor.execute(statement)
        guards.put_in_place(connection)

    return write


def test_records_as_they_were_written_are_in_order(records):
    said = verify("--seal", records[1].seal)
    assert said == f"versions 1\nrecords 3, last seal {records[2].seal}\n"


def test_a_changed_name_is_found(tamper):
    tamper("UPDATE learning_acknowledgement SET name = 'Cits' WHERE number = 2")
    said = verify()
    assert "record 2 (darbinieks-1, version 1): it was changed: the seal does not fit" in said
    assert said.endswith("FAILED 1 faults")


def test_a_record_taken_out_is_found(tamper):
    tamper("DELETE FROM learning_acknowledgement WHERE number = 2")
    said = verify()
    assert "record 3 (darbinieks-2, version 1): records 2 to 2 are missing before it" in said
    assert "record 3 (darbinieks-2, version 1): it does not follow the record before it" in said


def test_records_cut_off_at_the_end_are_found_by_a_seal_from_a_protocol(records, tamper):
    tamper("DELETE FROM learning_acknowledgement WHERE number = 3")
    assert "FAILED" not in verify()
    assert f"no record has the seal {records[2].seal}" in verify("--seal", records[2].seal)


def test_a_changed_text_of_a_version_is_found(tamper):
    tamper("UPDATE learning_standardversion SET plain = 'Viss atļauts.'")
    said = verify()
    assert "version 1: the text by rows is not the plain text" in said
    assert "version 1: the hash is not the hash of the text" in said


def test_a_text_changed_together_with_its_hash_is_found_by_the_records(records, tamper):
    tamper(f"UPDATE learning_standardversion SET sha256 = '{'0' * 64}'")
    assert "record 1 (darbinieks-0, version 1): the confirmed text is not the text of the version" in verify()
    assert Acknowledgement.objects.count() == 3


def test_guards_that_were_taken_away_are_named(records):
    with connection.cursor() as cursor:
        place = " ON learning_acknowledgement" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER learning_acknowledgement_no_delete{place}")
    assert "trigger learning_acknowledgement_no_delete: it is not there, run migrate" in verify()

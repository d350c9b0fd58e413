"""Log-ins are kept for ninety days, wrong ones until they lock nobody; numbers instead of names only hashed."""

from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt, AccessLog
from django.test import Client
from django.utils import timezone

from kb.accounts.attempts import KEPT, forget_old_log_ins
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def log_in(name: str, password: str) -> None:
    Client().post("/ieiet/?next=/noslepums/", {"username": name, "password": password})


def test_what_is_old_is_forgotten_and_what_is_not_stays(site):
    make_user("darbinieks")
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        log_in("darbinieks", "wrong")
        log_in("darbinieks", PASSWORD)
        log_in("cits", "wrong")
        forget_old_log_ins()
        assert (AccessLog.objects.count(), AccessAttempt.objects.count()) == (1, 1)
        clock.shift(timedelta(minutes=16))
        forget_old_log_ins()
        assert (AccessLog.objects.count(), AccessAttempt.objects.count()) == (1, 0)
        clock.shift(KEPT)
        forget_old_log_ins()
        assert not AccessLog.objects.exists()


def test_a_name_is_kept_as_it_is_and_a_number_only_hashed_and_nothing_else_of_the_request(site):
    for name in ("anna.ozola", "010190-12345", "26123456"):
        log_in(name, "wrong")
    kept = list(AccessAttempt.objects.order_by("pk").values_list("username", flat=True))
    assert kept[0] == "anna.ozola"
    assert all(name.startswith("number ") and "12345" not in name for name in kept[1:])
    assert len(set(kept)) == 3
    assert set(AccessAttempt.objects.values_list("get_data", "post_data")) == {("", "")}


def test_a_number_is_locked_out_too_and_each_by_itself(site):
    answers = [Client().post("/ieiet/", {"username": "010190-12345", "password": "x"}).status_code for _ in range(9)]
    assert answers[-1] == 429
    assert Client().post("/ieiet/", {"username": "020290-12345", "password": "x"}).status_code == 200

"""While single sign-on is on, an administrator who logs in with a password needs a code as well."""

import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client

from kb.accounts import roles
from tests.factories import PASSWORD, SiteTree, make_user

CODE, SET_UP = "/ieiet/kods/", "/ieiet/kods/lietotne/"
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _sign_on(site: SiteTree, settings: Any) -> None:
    settings.OIDC_ISSUER = "https://login.example.lv"
    make_user("admin")


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def give_password(client: Client, username: str = "admin", to: str = "/termini/") -> HttpResponse:
    return client.post("/ieiet/", {"username": username, "password": PASSWORD, "next": to})


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up(client: Client, username: str = "admin") -> tuple[str, list[str]]:
    """The first log-in of an administrator; returns the key and the recovery codes."""
    give_password(client, username)
    page = client.get(SET_UP).content.decode()
    secret = re.search(r'class="code-line"[^>]*>([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    shown = client.post(SET_UP, {"code": code_of(secret)}).content.decode()
    return secret, re.findall(r"<code>(\d+)</code>", shown)


def logged_in(client: Client) -> bool:
    return client.get("/termini/").status_code == 200


def test_the_password_of_an_administrator_alone_lets_nobody_in(client: Client, clock: Any) -> None:
    answer = give_password(client)

    assert answer["Location"] == CODE
    assert not logged_in(client)
    assert client.get(CODE)["Location"] == SET_UP
    page = client.get(SET_UP).content.decode()
    assert "<svg" in page
    assert "style=" not in page
    assert not logged_in(client)


def test_the_app_is_set_up_once_and_the_recovery_codes_are_shown_once(client: Client, clock: Any) -> None:
    _secret, codes = set_up(client)

    assert len(set(codes)) == 10
    assert logged_in(client)
    assert client.get(SET_UP)["Location"] == "/ieiet/"


def test_the_key_is_not_readable_in_the_database(client: Client, clock: Any) -> None:
    secret, codes = set_up(client)

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in kept
    assert not any(code in kept for code in codes)


def test_with_another_key_of_the_site_the_codes_hold_no_more_until_a_new_app_is_set_up(
    client: Client, clock: Any, settings: Any
) -> None:
    secret, codes = set_up(client)
    clock.shift(timedelta(minutes=5))
    settings.SECRET_KEY = "another-" * 10
    browser = Client()
    give_password(browser)

    for code in (code_of(secret), codes[0]):
        assert browser.post(CODE, {"code": code}).status_code == 200
    assert not logged_in(browser)


def test_later_a_code_of_the_app_opens_what_was_asked_for_and_only_once(client: Client, clock: Any) -> None:
    secret, _codes = set_up(client)
    clock.shift(timedelta(minutes=5))
    code = code_of(secret)

    browser = Client()
    give_password(browser, to="/vardnica/")
    assert browser.get(SET_UP)["Location"] == CODE  # a second app cannot be slipped in with the password
    assert browser.post(CODE, {"code": f"{code[:3]} {code[3:]}"})["Location"] == "/vardnica/"
    assert logged_in(browser)

    onlooker = Client()
    give_password(onlooker)
    clock.shift(timedelta(seconds=20))
    assert "jau ir izmantots" in onlooker.post(CODE, {"code": code}).content.decode()
    assert not logged_in(onlooker)


def test_a_recovery_code_opens_once(client: Client, clock: Any) -> None:
    _secret, codes = set_up(client)

    for opens in (True, False):
        browser = Client()
        give_password(browser)
        browser.post(CODE, {"code": codes[3]})
        assert logged_in(browser) is opens


def test_wrong_codes_lock_the_name_as_wrong_passwords_do(client: Client, clock: Any) -> None:
    secret, codes = set_up(client)
    clock.shift(timedelta(minutes=5))
    browser = Client()
    give_password(browser)

    answers = [browser.post(CODE, {"code": "000000"}).status_code for _ in range(8)]

    assert answers == [200] * 7 + [429]
    assert browser.post(CODE, {"code": code_of(secret)}).status_code == 429
    assert give_password(Client()).status_code == 429
    clock.shift(timedelta(minutes=15, seconds=1))
    give_password(browser)
    assert browser.post(CODE, {"code": codes[0]})["Location"] == "/termini/"


def test_without_a_password_before_it_there_is_no_page_for_a_code(client: Client) -> None:
    for address in (CODE, SET_UP):
        assert client.get(address)["Location"] == "/ieiet/"
        assert client.post(address, {"code": "123456"})["Location"] == "/ieiet/"


def test_between_password_and_code_are_ten_minutes_and_a_new_password_ends_it(client: Client, clock: Any) -> None:
    secret, _codes = set_up(client)
    late, changed = Client(), Client()
    give_password(late)
    clock.shift(timedelta(minutes=10, seconds=1))
    assert late.post(CODE, {"code": code_of(secret)})["Location"] == "/ieiet/"

    give_password(changed)
    admin = get_user_model().objects.get(username="admin")
    admin.set_password("cita-parole-71-upe")
    admin.save()
    assert changed.post(CODE, {"code": code_of(secret)})["Location"] == "/ieiet/"
    assert not logged_in(changed)


def test_an_administrator_who_is_no_superuser_needs_it_and_an_employee_does_not(client: Client) -> None:
    make_user("darbinieks", "administratore").groups.add(roles.Group.objects.get(name=roles.ADMINISTRATOR))
    make_user("darbinieks")

    assert give_password(Client(), "administratore")["Location"] == CODE
    assert give_password(Client(), "darbinieks")["Location"] == "/termini/"


def test_without_single_sign_on_a_password_is_enough_and_asks_no_more_of_the_database(
    client: Client, settings: Any, django_assert_max_num_queries: Any
) -> None:
    settings.OIDC_ISSUER = ""

    with django_assert_max_num_queries(100) as queries:
        assert give_password(client)["Location"] == "/termini/"

    assert not any("mfa_authenticator" in query["sql"] for query in queries.captured_queries)


def test_a_lost_phone_is_forgotten_on_the_machine_and_a_new_one_set_up(client: Client, clock: Any) -> None:
    set_up(client)

    call_command("forget_second_factor", "admin")

    browser = Client()
    give_password(browser)
    assert browser.get(CODE)["Location"] == SET_UP
    with pytest.raises(CommandError):
        call_command("forget_second_factor", "admin")

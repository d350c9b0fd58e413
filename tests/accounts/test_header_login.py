"""Log-in by a proxy of ours that names the person in a header; anybody else's header is nothing."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from kb.accounts.checks import refuse_unsafe_start
from tests.factories import PASSWORD, SiteTree, make_user

PROXY, OUTSIDE = "10.0.0.5", "192.0.2.7"


@pytest.fixture(autouse=True)
def _people(site: SiteTree) -> None:
    make_user()


@pytest.fixture
def on(settings: Any) -> None:
    settings.REMOTE_USER_HEADER = "X-Remote-User"
    settings.TRUSTED_PROXIES = ["10.0.0.4/31", "::1"]


def ask(client: Client, name: str = "", at: str = PROXY, **extra: str) -> int:
    """200 where somebody is logged in."""
    headers = {"x-remote-user": name} if name else {}
    return client.get("/termini/", headers=headers, REMOTE_ADDR=at, **extra).status_code


def test_whom_the_proxy_names_is_logged_in_with_the_rules_of_every_session(on: None, client: Client) -> None:
    assert ask(client, "darbinieks") == 200
    assert client.session["signed_in_at"] > 0
    assert client.cookies["sessionid"]["max-age"] == ""


@pytest.mark.parametrize("at", [OUTSIDE, "10.0.0.6", "", "unix:"])
def test_a_header_from_anywhere_else_is_ignored(on: None, client: Client, at: str) -> None:
    assert ask(client, "darbinieks", at) == 302
    assert "_auth_user_id" not in client.session


def test_nobody_becomes_the_proxy_by_saying_so(on: None, client: Client, settings: Any) -> None:
    settings.TRUSTED_PROXY_COUNT = 1

    assert ask(client, "darbinieks", OUTSIDE, HTTP_X_FORWARDED_FOR=PROXY) == 302


def test_while_it_is_off_the_header_is_nothing(client: Client) -> None:
    assert ask(client, "darbinieks") == 302


def test_it_makes_no_account_and_opens_neither_a_closed_one_nor_a_superusers(on: None, client: Client) -> None:
    make_user("admin")
    make_user("vaditaja", is_active=False)

    for name in ("nezinams", "admin", "vaditaja"):
        assert ask(client, name) == 302, name
    assert not get_user_model().objects.filter(username="nezinams").exists()


def test_the_session_follows_the_header(on: None, client: Client) -> None:
    make_user("redaktors")
    ask(client, "darbinieks")

    assert ask(client, "redaktors") == 200
    assert client.session["_auth_user_id"] == str(get_user_model().objects.get(username="redaktors").pk)
    assert ask(client) == 302
    assert ask(client, at=OUTSIDE) == 302


def test_a_session_made_by_the_header_is_not_carried_elsewhere(on: None, client: Client) -> None:
    ask(client, "darbinieks")

    assert ask(client, "darbinieks", OUTSIDE) == 302


def test_who_logged_in_with_a_password_stays_who_they_are(on: None, client: Client) -> None:
    admin = make_user("admin")
    client.post("/ieiet/", {"username": "admin", "password": PASSWORD}, REMOTE_ADDR=PROXY)

    assert ask(client, "darbinieks") == 200
    assert client.session["_auth_user_id"] == str(admin.pk)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"REMOTE_USER_HEADER": "X-Remote-User"}, "TRUSTED_PROXIES"),
        ({"TRUSTED_PROXIES": ["10.0.0.5"]}, "REMOTE_USER_HEADER"),
        ({"REMOTE_USER_HEADER": "X-Remote-User", "TRUSTED_PROXIES": ["proxy"]}, "proxy is no address"),
        ({"OIDC_ISSUER": "https://login.example.lv"}, "OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_GROUPS"),
        ({"OIDC_GROUPS": "a=Darbinieki"}, "OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET"),
        ({"whole": True, "OIDC_ISSUER": "http://login.example.lv"}, "https"),
        ({"whole": True, "OIDC_ISSUER": "login.example.lv"}, "must be an address"),
        ({"whole": True, "OIDC_GROUPS": "Darbinieki"}, "theirs=ours"),
        ({"whole": True, "OIDC_GROUPS": "a=Darbinieki;b=Nav tādas"}, "do not exist here: Nav tādas"),
    ],
)
def test_half_a_configuration_does_not_start(settings: Any, wrong: dict[str, Any], said: str) -> None:
    values = dict(wrong)
    if values.pop("whole", False):
        whole = {"OIDC_ISSUER": "https://login.example.lv", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"}
        values = {**whole, "OIDC_GROUPS": "a=Darbinieki", **values}
    for name, value in values.items():
        setattr(settings, name, value)

    with pytest.raises(SystemExit) as stopped:
        refuse_unsafe_start()

    assert said in str(stopped.value)
    assert "\n" not in str(stopped.value)

"""Log-in with the company's account, with a real provider in a process of its own."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import ModelLogEntry

from kb.accounts import roles
from tests.accounts import idp as provider
from tests.accounts.idp import EDITOR, EMPLOYEE, Idp, log_in
from tests.factories import PASSWORD, SiteTree, make_user
from tools.ports import free_port

User = get_user_model()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Idp]:
    process = Idp(tmp_path_factory.mktemp("idp"))
    yield process
    process.end()


@pytest.fixture
def idp(running: Idp, site: SiteTree, settings: Any) -> Idp:
    running.configure(settings)
    return running


def groups(username: str) -> set[str]:
    return set(User.objects.get(username=username).groups.values_list("name", flat=True))


def logged_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


# --- coming in ------------------------------------------------------------------------------------------------


def test_somebody_new_comes_in_and_gets_the_page_asked_for_and_the_groups_of_the_company(
    idp: Idp, client: Client
) -> None:
    idp.person("anna", EMPLOYEE, EDITOR, "grupa-bez-nozimes", email="anna@example.lv", first_name="Anna", last_name="A")

    response = log_in(client, "anna", to="/admin/")

    assert response["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    anna = User.objects.get(username="anna")
    assert (anna.get_full_name(), anna.email) == ("Anna A", "anna@example.lv")
    assert groups("anna") == {roles.EMPLOYEE, roles.EDITOR}
    assert not anna.has_usable_password()
    assert not anna.is_superuser
    logged = ModelLogEntry.objects.filter(object_id=str(anna.pk)).values_list("data", flat=True)
    assert {"given": [roles.EMPLOYEE, roles.EDITOR], "taken": []} in [data.get("single_sign_on") for data in logged]


def test_nothing_that_the_provider_said_is_kept_but_the_identifier(idp: Idp, client: Client) -> None:
    subject = idp.person("anna", EMPLOYEE)
    log_in(client, "anna")

    account = SocialAccount.objects.get()

    assert (account.provider, account.uid, account.extra_data) == (idp.issuer, subject, {})


def test_the_session_keeps_the_rules_of_every_log_in(idp: Idp, client: Client) -> None:
    idp.person("anna", EMPLOYEE)

    log_in(client, "anna")

    cookie = client.cookies["sessionid"]
    assert cookie["max-age"] == cookie["expires"] == ""
    assert client.session["signed_in_at"] > 0
    assert client.post("/iziet/")["Location"] == "/ieiet/"
    assert not logged_in(client)


def test_nobody_is_led_to_another_site(idp: Idp, client: Client) -> None:
    idp.person("anna", EMPLOYEE)

    assert log_in(client, "anna", to="https://evil.example/")["Location"] == "/"


# --- groups ---------------------------------------------------------------------------------------------------


def test_every_log_in_gives_and_takes_the_groups_of_that_day_and_leaves_others_alone(idp: Idp) -> None:
    idp.person("anna", EMPLOYEE, EDITOR)
    log_in(Client(), "anna")
    anna = User.objects.get(username="anna")
    anna.groups.add(roles.Group.objects.get(name=roles.NEW_HIRE))  # not in OIDC_GROUPS

    idp.person("anna", EMPLOYEE, "kb-vaditaji")
    log_in(Client(), "anna")

    assert groups("anna") == {roles.EMPLOYEE, roles.SUPERVISOR, roles.NEW_HIRE}


@pytest.mark.parametrize("theirs", [[], ["grupa-bez-nozimes"]])
def test_nobody_without_a_group_comes_in_and_no_account_is_made(idp: Idp, client: Client, theirs: list[str]) -> None:
    subject = idp.person("juris", *theirs)

    response = log_in(client, "juris")

    page = response.content.decode()
    assert response.status_code == 403
    assert "Piekļuves zināšanu bāzei vēl nav" in page
    assert f">{subject}<" in page
    assert not logged_in(client)
    assert not User.objects.filter(username="juris").exists()


def test_who_has_lost_every_group_does_not_come_in_and_keeps_no_right_here(idp: Idp, client: Client) -> None:
    idp.person("anna", EMPLOYEE, EDITOR)
    log_in(Client(), "anna")

    idp.person("anna")

    assert log_in(client, "anna").status_code == 403
    assert not logged_in(client)
    assert groups("anna") == set()


def test_a_provider_that_sends_no_groups_lets_nobody_in(idp: Idp, client: Client) -> None:
    idp.person("anna", EMPLOYEE)

    with idp.mood("no groups"):
        assert log_in(client, "anna").status_code == 403
    assert not logged_in(client)


# --- whose account --------------------------------------------------------------------------------------------


def test_who_was_deactivated_here_stays_out(idp: Idp, client: Client) -> None:
    idp.person("anna", EMPLOYEE)
    log_in(Client(), "anna")
    User.objects.filter(username="anna").update(is_active=False)

    response = log_in(client, "anna")

    assert response.status_code == 403
    assert "slēgts" in response.content.decode()
    assert not logged_in(client)


def test_an_account_made_here_is_found_by_the_verified_e_mail_and_loses_its_password(idp: Idp, client: Client) -> None:
    here = make_user("jaunais", "anna.berzina", email="Anna@example.lv")
    idp.person("ab", EMPLOYEE, email="anna@example.lv")

    log_in(client, "ab")

    assert client.session["_auth_user_id"] == str(here.pk)
    here.refresh_from_db()
    assert not here.has_usable_password()
    assert groups("anna.berzina") == {roles.EMPLOYEE, roles.NEW_HIRE}
    assert not User.objects.filter(username="ab").exists()


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ({"username": "vaditaja", "email": "vija@example.lv"}, {"email": "vija@example.lv", "verified": False}),
        ({"username": "uzbrucejs"}, {}),  # the same name is no proof
        ({"username": "Uzbrucejs"}, {"email": "cits@example.lv"}),
    ],
)
def test_nobody_takes_over_an_account_by_a_name_or_an_e_mail_that_is_not_verified(
    idp: Idp, client: Client, here: dict[str, str], there: dict[str, Any]
) -> None:
    make_user("vaditaja", **here)
    subject = idp.person("uzbrucejs", EMPLOYEE, **there)

    response = log_in(client, "uzbrucejs")

    assert response.status_code == 403
    assert f">{subject}<" in response.content.decode()
    assert not logged_in(client)
    assert not SocialAccount.objects.exists()
    assert User.objects.get(username=here["username"]).has_usable_password()


def test_an_e_mail_that_two_accounts_have_belongs_to_neither(idp: Idp, client: Client) -> None:
    make_user("darbinieks", "a", email="kopigs@example.lv")
    make_user("darbinieks", "b", email="kopigs@example.lv")
    idp.person("c", EMPLOYEE, email="kopigs@example.lv")

    assert log_in(client, "c").status_code == 403


def test_an_account_that_is_connected_is_not_given_to_a_second_person_with_its_e_mail(idp: Idp, client: Client) -> None:
    idp.person("anna", EMPLOYEE, email="anna@example.lv")
    log_in(Client(), "anna")
    idp.person("anna", EMPLOYEE)  # the address went to a colleague
    idp.person("cita", EMPLOYEE, email="anna@example.lv")

    assert log_in(client, "cita").status_code == 403
    assert not logged_in(client)


def test_a_superuser_never_comes_in_by_the_provider(idp: Idp, client: Client) -> None:
    make_user("admin", email="admin@example.lv")
    idp.person("liels", EMPLOYEE, email="admin@example.lv")

    assert log_in(client, "liels").status_code == 403
    assert User.objects.get(username="admin").has_usable_password()

    idp.person("anna", EMPLOYEE)
    log_in(Client(), "anna")
    User.objects.filter(username="anna").update(is_superuser=True)
    assert log_in(client, "anna").status_code == 403
    assert not logged_in(client)


def test_an_administrator_of_the_machine_connects_an_account_by_the_identifier(idp: Idp, client: Client) -> None:
    here = make_user("darbinieks", "anna")
    subject = idp.person("anna", EMPLOYEE)
    assert log_in(client, "anna").status_code == 403

    call_command("connect_account", "anna", subject)

    log_in(client, "anna")
    assert client.session["_auth_user_id"] == str(here.pk)
    here.refresh_from_db()
    assert not here.has_usable_password()
    with pytest.raises(CommandError):
        call_command("connect_account", "anna", "otrs")
    make_user("admin")
    with pytest.raises(CommandError):
        call_command("connect_account", "admin", "otrs")


# --- answers that do not fit ----------------------------------------------------------------------------------


def test_an_answer_to_a_log_in_that_was_not_begun_here_is_refused(idp: Idp, client: Client) -> None:
    idp.person("anna", EMPLOYEE)
    stolen = provider.identify(provider.begin(Client()), "anna")

    response = client.get(provider.path_of(stolen))

    assert response.status_code == 403
    assert "Ieiet neizdevās" in response.content.decode()
    assert not logged_in(client)


def test_an_answer_with_another_state_is_refused_and_the_right_one_holds_once(idp: Idp, client: Client) -> None:
    idp.person("anna", EMPLOYEE)
    answer = provider.path_of(provider.identify(provider.begin(client), "anna"))

    assert client.get(answer.replace("state=", "state=x")).status_code == 403
    assert not logged_in(client)
    assert client.get(answer)["Location"] == "/"
    assert Client().get(answer).status_code == 403
    client.post("/iziet/")
    assert client.get(answer).status_code == 403


def test_an_identity_token_for_another_log_in_is_refused(idp: Idp, client: Client) -> None:
    idp.person("anna", EMPLOYEE)
    address = provider.begin(client)
    assert "&nonce=" in address
    assert "code_challenge_method=S256" in address

    answer = provider.identify(address.replace("&nonce=", "&nonce=x"), "anna")

    assert client.get(provider.path_of(answer)).status_code == 403
    assert not logged_in(client)


def test_a_code_that_was_asked_for_with_another_challenge_is_refused(idp: Idp, client: Client) -> None:
    idp.person("anna", EMPLOYEE)
    address = provider.begin(client).replace("code_challenge=", "code_challenge=x")

    answer = provider.identify(address, "anna")

    assert client.get(provider.path_of(answer)).status_code == 403
    assert not logged_in(client)


@pytest.mark.parametrize("mood", ["other key", "other person"])
def test_a_token_of_another_key_or_about_another_person_is_refused(idp: Idp, client: Client, mood: str) -> None:
    idp.person("anna", EMPLOYEE)

    with idp.mood(mood):
        response = log_in(client, "anna")

    assert response.status_code == 403
    assert not logged_in(client)


def test_a_provider_that_calls_itself_otherwise_is_not_believed(idp: Idp, client: Client, settings: Any) -> None:
    settings.OIDC_ISSUER = idp.issuer.replace("127.0.0.1", "localhost")  # the same process, by another name

    response = client.post("/ieiet/uznemuma-konts/")

    assert response.status_code in {403, 503}


def test_a_cancelled_log_in_says_so(idp: Idp, client: Client) -> None:
    state = provider.begin(client).split("state=")[1].split("&")[0]

    response = client.get(f"{provider.ANSWER}?error=access_denied&state={state}")

    assert response.status_code == 200
    assert "Pieteikšanās ir atcelta" in response.content.decode()


def test_when_the_provider_is_down_the_page_says_so_and_a_password_still_opens(
    idp: Idp, client: Client, settings: Any
) -> None:
    settings.OIDC_ISSUER = f"http://127.0.0.1:{free_port()}"
    make_user()

    response = client.post("/ieiet/uznemuma-konts/")

    assert response.status_code == 503
    assert "neatbild" in response.content.decode()
    assert client.post("/ieiet/", {"username": "darbinieks", "password": PASSWORD})["Location"] == "/"


# --- the page -------------------------------------------------------------------------------------------------


def test_the_log_in_page_has_one_button_above_the_form_and_may_lead_to_the_provider_alone(
    idp: Idp, client: Client, settings: Any
) -> None:
    settings.OIDC_FORM_ORIGINS = ["https://other.example.lv"]

    response = client.get("/ieiet/?next=/termini/")

    page = response.content.decode()
    assert page.count("Ieiet ar uzņēmuma kontu") == 1
    assert page.index("Ieiet ar uzņēmuma kontu") < page.index('name="password"')
    assert page.count('name="next" value="/termini/"') == 2
    policy = response["Content-Security-Policy"]
    assert f"form-action 'self' {idp.issuer} https://other.example.lv;" in policy + ";"
    assert idp.issuer not in client.get("/healthz")["Content-Security-Policy"]


def test_while_it_is_off_nothing_of_it_is_there(site: SiteTree, client: Client, django_assert_num_queries: Any) -> None:
    page = client.get("/ieiet/").content.decode()
    assert "uzņēmuma konts" not in page
    assert "sign-on.css" not in page
    assert "form-action 'self';" in client.get("/ieiet/")["Content-Security-Policy"] + ";"
    for address in ("/ieiet/uznemuma-konts/", provider.ANSWER, "/ieiet/kods/", "/ieiet/kods/lietotne/"):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    with django_assert_num_queries(1):  # the version of the content
        client.get("/ieiet/")


@pytest.mark.parametrize(
    "address", ["signup/", "login/", "accounts/", "accounts/login/", "accounts/signup/", "2fa/", "password/reset/"]
)
def test_no_page_of_allauth_opens_a_second_door(idp: Idp, client: Client, address: str) -> None:
    assert client.get(f"/{address}")["Location"] == f"/ieiet/?next=/{address}"
    assert client.get("/ieiet/uznemuma-konts/")["Location"] == "/ieiet/"

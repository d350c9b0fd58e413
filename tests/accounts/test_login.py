"""One Latvian log-in page for the site and the admin."""

from urllib.parse import quote

import pytest
from django.test import Client
from wagtail.models import Page

from tests.factories import PASSWORD, SiteTree, make_user

LOGIN = "/ieiet/"
WRONG = "ne-tā-parole"


def log_in(client: Client, username: str = "darbinieks", password: str = PASSWORD, to: str = "", **extra: str):
    return client.post(LOGIN, {"username": username, "password": password, "next": to}, **extra)


@pytest.fixture(autouse=True)
def _tree(site: SiteTree) -> None:
    """Every test here has the site's pages."""


def test_the_log_in_page_is_latvian(client: Client) -> None:
    page = client.get(LOGIN).content.decode()

    assert '<html lang="lv"' in page
    assert "Parole" in page
    assert "Log in" not in page


def test_the_log_in_page_is_latvian_in_an_english_browser_too(client: Client) -> None:
    page = client.get(LOGIN, headers={"accept-language": "en-US,en"}).content.decode()

    assert "Parole" in page
    assert "Log in" not in page


@pytest.mark.parametrize("address", ["/", "/meklet/?q=rekins", "/termini/", "/admin/", "/admin/pages/"])
def test_site_and_admin_lead_to_the_same_log_in_and_back_to_what_was_asked_for(client: Client, address: str) -> None:
    make_user("redaktors")

    asked = client.get(address)
    assert asked["Location"] == f"{LOGIN}?next={quote(address)}"

    given = log_in(client, "redaktors", to=address)
    assert given["Location"] == address
    assert client.get(address).status_code == 200


def test_without_a_page_asked_for_log_in_leads_to_the_start_page(client: Client) -> None:
    make_user()

    assert log_in(client)["Location"] == "/"


def test_wagtails_own_log_in_address_leads_to_the_one_page_and_keeps_the_whole_address(client: Client) -> None:
    wanted = "/admin/pages/?q=a&ordering=title"

    response = client.get(f"/admin/login/?next={quote(wanted)}")

    assert response["Location"] == f"{LOGIN}?next={quote(wanted)}"
    assert client.get("/_util/login/")["Location"] == f"{LOGIN}?next=/_util/login/", "no second log-in page"


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(client: Client, evil: str) -> None:
    make_user("redaktors")

    assert log_in(client, "redaktors", to=evil)["Location"] == "/"
    # Logged in already, and by Wagtail's own address:
    assert client.get(LOGIN, {"next": evil})["Location"] == "/"
    assert "evil" not in client.get("/admin/login/", {"next": evil})["Location"]


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client: Client) -> None:
    make_user()

    known = log_in(client, "darbinieks", WRONG)
    unknown = log_in(client, "neviens-tads", WRONG)

    assert known.status_code == unknown.status_code == 200
    assert known.content.decode().count('role="alert"') == unknown.content.decode().count('role="alert"') == 1
    assert "_auth_user_id" not in client.session


def test_who_has_left_cannot_log_in(client: Client) -> None:
    make_user(is_active=False)

    assert log_in(client).status_code == 200
    assert "_auth_user_id" not in client.session


def test_logging_out_ends_the_session_and_shows_the_log_in_page(client: Client) -> None:
    make_user()
    log_in(client)

    assert client.get("/iziet/").status_code == 405
    assert client.post("/iziet/")["Location"] == LOGIN
    assert client.get("/")["Location"].startswith(LOGIN)


def test_an_employee_at_the_admin_is_told_that_there_is_no_right_instead_of_going_round_in_circles(
    client: Client,
) -> None:
    make_user()

    response = client.post(LOGIN, {"username": "darbinieks", "password": PASSWORD, "next": "/admin/"}, follow=True)

    assert response.status_code == 403
    assert client.get("/admin/api/main/pages/").status_code == 403


def test_the_programming_interface_says_401_in_json(client: Client) -> None:
    response = client.get("/api/search?q=rekins")

    assert response.status_code == 401
    assert response.json()["error"]["code"] == "login_required"
    assert response.json()["error"]["message"]


def test_an_unknown_address_of_the_site_asks_for_a_log_in_first(client: Client) -> None:
    assert client.get("/nav-tadas-lapas/")["Location"].startswith(LOGIN)
    assert not Page.objects.filter(slug="nav-tadas-lapas").exists()

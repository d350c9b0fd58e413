"""Who of ours answers for a topic, found by typed words without a script (row B6h)."""

import pytest

from tests.desk.reading import words
from tests.factories import ContactPageFactory, ContactPointFactory, UnitFactory

pytestmark = pytest.mark.django_db
PAGE = "/kas-pie-mums/"


@pytest.fixture
def units(site):
    head = UnitFactory(name="Vadība", topics="izņēmumi", phone="63600001")
    UnitFactory(name="Tehniskā daļa", topics="pieslēgumi\ntehniskie noteikumi", deputy=head, sample=True)
    bills = UnitFactory(name="Norēķinu speciālists", topics="rēķina skaidrojums\nrādījumi", is_role=True, deputy=head)
    ContactPointFactory(unit=bills, value="63600002")


def found(client, query=""):
    response = client.get(PAGE, {"q": query} if query else {})
    assert response.status_code == 200
    return [who.unit.name for who in response.context["found"]], response.content.decode()


def test_roles_come_before_units(units, signed_in):
    assert found(signed_in())[0] == ["Norēķinu speciālists", "Tehniskā daļa", "Vadība"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("tehniskie noteikumi", ["Tehniskā daļa"]),
        ("tehniskajiem noteikumiem", ["Tehniskā daļa"]),
        ("rekina skaidrojumu", ["Norēķinu speciālists"]),
        ("kas par rādījumiem", ["Norēķinu speciālists"]),
        ("vadība", ["Vadība"]),
        ("rādījumi noteikumi", []),
        ("   ", ["Norēķinu speciālists", "Tehniskā daļa", "Vadība"]),
    ],
)
def test_a_topic_is_found_in_any_form_and_without_diacritics(units, signed_in, query, names):
    assert found(signed_in(), query)[0] == names


def test_the_topic_asked_for_stands_first_and_bold(units, signed_in):
    assert "<b>rādījumi</b>, rēķina skaidrojums" in found(signed_in(), "rādījumi")[1]


def test_the_deputy_stands_there_with_the_phone_and_what_is_not_known_is_said(units, signed_in):
    html = found(signed_in(), "noteikumi")[1]
    text = words(html[html.index("<tbody>") :])
    assert text.startswith("Tehniskā daļa (paraugs)tehniskie noteikumi, pieslēgumi")
    assert "Nav zināms." in text
    assert "Vadība63600001" in text.replace(" ", "")


def test_contacts_kept_for_the_role_are_shown(units, signed_in):
    assert 'href="tel:63600002"' in found(signed_in(), "rādījumi")[1]


def test_nobody_found_leads_on_to_the_institutions(units, signed_in):
    names, html = found(signed_in(), "kaķis <b>")
    assert names == []
    assert "&lt;b&gt;" in html
    assert "/meklet/?tips=referral&amp;q=ka%C4%B7is" in html


@pytest.mark.parametrize("query", ["'", "\x00", "%", "a" * 5000, "ā" * 300, "<script>"])
def test_whatever_is_typed_the_page_answers(units, signed_in, query):
    found(signed_in(), query)


def test_the_list_is_in_the_menu_and_the_contact_page_leads_to_it(units, signed_in):
    reader = signed_in()
    assert f'href="{PAGE}"' in reader.get("/termini/").content.decode()
    page = ContactPageFactory(show_staff_topics=True)
    main = reader.get(page.url).content.decode().split("<main", 1)[1]
    assert f'href="{PAGE}"' in main


def test_a_changed_topic_is_found_with_the_next_request(units, signed_in):
    reader = signed_in()
    assert found(reader, "kaķis")[0] == []
    UnitFactory(name="Kaķu daļa", topics="kaķi")
    assert found(reader, "kaķis")[0] == ["Kaķu daļa"]

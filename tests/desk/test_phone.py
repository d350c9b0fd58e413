"""By phone what concerns one client is withheld until the caller is identified, and it is not in the page at all."""

import pytest
from django.conf import settings

from kb.content.choices import Kind, Visibility
from kb.desk.phone.mode import IDENTIFIED, IDENTIFIED_SECONDS, MODE
from tests import factories
from tests.desk.reading import inside, main_of, outside, words
from tests.factories import ExplanationPageFactory, ServicePageFactory, channel

pytestmark = pytest.mark.django_db
HIDDEN = "Paslēpts pa tālruni: satur klienta datus"
LEAD = "Klients zvana: sakiet tikai vispārīgu informāciju."
SECRET = "Nosauciet parāda summu"
PROOF = {"id_required": True, "id_documents": "Abonenta numurs"}


def marked(text=SECRET, **values):
    return {"text": f"<p>{text}</p>", "sample": False, "needs_identification": True, **values}


def service(phone=None, **fields):
    """A service whose second step is marked; ``phone`` are fields of its phone channel."""
    row = channel("phone", "general", how="kā pieteikties", **(phone or {}))
    counter = channel("in_person", id_required=True, id_documents="Pase vai eID karte")
    plain = {"text": "<p>Uzklausiet</p>", "sample": False, "needs_identification": False}
    steps = [("step", plain), ("step", marked())]
    return ServicePageFactory(**{"channels": [counter, row], "steps": steps, **fields})


@pytest.fixture
def reader(site, signed_in):
    return signed_in()


def turn(reader, to, back="/"):
    return reader.post("/klients/", {"client": to, "next": back})


# --- what is withheld ----------------------------------------------------------------------------------------------


def test_at_the_counter_everything_is_shown(reader):
    html = main_of(reader, service(phone=PROOF))
    assert SECRET in html
    assert HIDDEN not in html
    assert LEAD not in html


def test_by_phone_a_marked_step_keeps_its_number_and_loses_its_words(reader):
    page = service(phone=PROOF)
    turn(reader, "phone")
    html = main_of(reader, page)
    assert SECRET not in html
    assert html[html.index('class="steps"') :].split("</ol>")[0].count("<li>") == 2
    assert HIDDEN in inside(html)
    assert HIDDEN not in outside(html)


def test_the_reason_says_how_much_is_withheld_and_what_proves_identity(reader):
    page = service(phone=PROOF)
    turn(reader, "phone")
    text = words(main_of(reader, page))
    assert LEAD in text
    assert "Paslēpts 1 ieraksts ar klienta datiem." in text
    assert "Pirms pārējā pārbaudiet: abonenta numurs." in text
    assert "Persona pārbaudīta" in text


def test_after_identification_it_is_shown_until_the_next_client(reader):
    page = service(phone=PROOF)
    turn(reader, "phone")
    turn(reader, "identified")
    html = main_of(reader, page)
    assert SECRET in html
    assert "Persona šim zvanam pārbaudīta." in words(html)
    assert turn(reader, "next", page.url).url == "/"
    assert SECRET not in main_of(reader, page)


def test_where_the_phone_channel_names_no_proof_it_stays_withheld_and_other_channels_are_named(reader):
    page = service()
    turn(reader, "phone")
    turn(reader, "identified")
    html = main_of(reader, page)
    assert SECRET not in html
    assert "Pa tālruni šeit personu nepārbauda. Klātienē: pase vai eID karte." in words(html)
    assert 'value="identified"' not in html


KINDS = {
    "steps": lambda: service(phone=PROOF),
    "exceptions": lambda: service(
        phone=PROOF,
        steps=[],
        exceptions=[
            (
                "exception",
                {
                    "condition": "Ja",
                    "then": f"<p>{SECRET}</p>",
                    "decides": "Daļa",
                    "ground": SECRET,
                    "sample": True,
                    "needs_identification": True,
                },
            )
        ],
    ),
    "faq": lambda: service(
        phone=PROOF,
        steps=[],
        faq=[
            ("qa", {"question": "Cik?", "answer": f"<p>{SECRET}</p>", "page": None, "needs_identification": True}),
        ],
    ),
    "internal": lambda: service(phone=PROOF, steps=[], internal=[("internal", marked())]),
    "text": lambda: ExplanationPageFactory(
        body=[
            (
                "text",
                {"text": f"<p>{SECRET}</p>", "visibility": Visibility.CLIENT, "needs_identification": True},
            )
        ]
    ),
    "list": lambda: ExplanationPageFactory(
        body=[
            ("list", {"items": [f"<p>{SECRET}</p>"], "visibility": Visibility.INTERNAL, "needs_identification": True})
        ]
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_passage_that_can_be_marked_is_withheld_and_told_again(reader, kind):
    page = KINDS[kind]()
    places = [page.url, f"/meklet/karte/{page.code}/"]
    assert SECRET in reader.get(page.url).content.decode()
    turn(reader, "phone")
    for place in places:
        assert SECRET not in reader.get(place).content.decode()
    assert HIDDEN in reader.get(page.url).content.decode()
    turn(reader, "identified")
    assert SECRET in reader.get(page.url).content.decode()


def test_the_card_beside_the_results_and_the_outcome_of_questions_follow_the_same_rule(reader):
    page = service(phone=PROOF)
    node = factories.question("q1", "Kas?", ("Parāds", page), ("Cits", ServicePageFactory()))
    guided = factories.GuidedQuestionPageFactory(nodes=[node])
    turn(reader, "phone")
    assert LEAD in reader.get(f"/meklet/karte/{page.code}/").content.decode()
    assert LEAD in reader.get(f"{guided.url}?c=1").content.decode()


def test_what_may_be_copied_is_the_same_in_every_mode(reader):
    page = service(phone=PROOF)
    texts = [copy.text for copy in reader.get(page.url).context_data["view"].copies.texts]
    turn(reader, "phone")
    assert [copy.text for copy in reader.get(page.url).context_data["view"].copies.texts] == texts


@pytest.mark.parametrize("kind", Kind)
def test_a_page_of_every_type_opens_in_every_mode(reader, kind):
    page = factories.make_page(kind)
    for mode in ("phone", "identified", "next", "counter"):
        turn(reader, mode)
        assert reader.get(page.url).status_code == 200


# --- the switch ----------------------------------------------------------------------------------------------------


def test_the_switch_goes_back_to_the_page_and_shows_what_is_on(reader):
    page = service()
    assert turn(reader, "phone", f"{page.url}?datums=2026-12-01").url == f"{page.url}?datums=2026-12-01"
    html = reader.get(page.url).content.decode()
    assert 'value="phone" aria-pressed="true"' in html
    assert 'value="counter" aria-pressed="false"' in html
    assert f'name="next" value="{page.url}"' in html


def test_the_standard_has_no_switch(site, reader):
    section = factories.StandardSectionPageFactory()
    site.standard.show_in_menus = True
    site.standard.save()
    assert 'class="switch"' in reader.get("/").content.decode()
    assert 'class="switch"' not in reader.get(section.url).content.decode()


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_nobody_is_sent_to_another_site(reader, back):
    assert turn(reader, "phone", back).url == "/"


@pytest.mark.parametrize("given", ["", "fax", "PHONE", "counter\n"])
def test_an_unknown_way_of_serving_is_refused_and_changes_nothing(reader, given):
    assert turn(reader, given).status_code == 400
    assert reader.get("/klients/").status_code == 405
    assert not {MODE, IDENTIFIED} & {name for name, cookie in reader.cookies.items() if cookie.value}


def test_the_switch_needs_the_token(reader):
    reader.handler.enforce_csrf_checks = True
    assert turn(reader, "phone").status_code == 403


def test_identity_holds_for_a_quarter_of_an_hour_and_is_out_of_reach_of_scripts(reader):
    turn(reader, "phone")
    cookie = turn(reader, "identified").cookies[IDENTIFIED]
    assert cookie["max-age"] == IDENTIFIED_SECONDS == 900
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert bool(cookie["secure"]) == settings.SESSION_COOKIE_SECURE


def test_identity_checked_by_one_person_does_not_hold_for_the_next_at_the_same_desk(reader, signed_in):
    page = service(phone=PROOF)
    turn(reader, "phone")
    turn(reader, "identified")
    another = signed_in("darbinieks", "berta")
    for name in (MODE, IDENTIFIED):
        another.cookies[name] = reader.cookies[name].value
    assert SECRET not in main_of(another, page)
    assert SECRET in main_of(reader, page)


@pytest.mark.parametrize("turned", ["phone", "counter"])
def test_a_change_of_the_mode_is_a_new_client(reader, turned):
    page = service(phone=PROOF)
    for mode in ("phone", "identified", turned, "phone"):
        turn(reader, mode)
    assert SECRET not in main_of(reader, page)


def test_at_the_counter_identified_means_nothing(reader):
    turn(reader, "identified")
    assert "Persona šim zvanam pārbaudīta." not in reader.get("/").content.decode()


def test_the_page_cache_keeps_the_modes_apart(site, signed_in):
    page = service(phone=PROOF)
    counter, phone = signed_in("darbinieks", "anna"), signed_in("darbinieks", "berta")
    turn(phone, "phone")
    for _ in range(2):
        assert SECRET in main_of(counter, page)
        assert SECRET not in main_of(phone, page)
